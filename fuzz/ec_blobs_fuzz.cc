// SPDX-License-Identifier: Apache-2.0
#include "formats/st/ec_blobs.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto blobs = parse_ec_blobs(as_text(fuzz_bytes(data, size)));
  if (blobs) must(!blobs->empty());
  return 0;
}
