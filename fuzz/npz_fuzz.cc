// SPDX-License-Identifier: Apache-2.0
#include "formats/npz.h"

#include "fuzz_target.h"
#include "support/npz_writer.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  const auto arrays = parse_npz(bytes);
  if (arrays) must(parse_npz(as_bytes(test::format_npz(*arrays).value())).has_value());
  return 0;
}
