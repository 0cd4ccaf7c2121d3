// SPDX-License-Identifier: Apache-2.0
#include "formats/raw.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  const auto sidecar = parse_raw_sidecar(bytes);
  if (sidecar && sidecar->quantization)
    must(validate(*sidecar->quantization, sidecar->shape).has_value());
  return 0;
}
