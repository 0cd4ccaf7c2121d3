// SPDX-License-Identifier: Apache-2.0
#include "formats/csv.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  const auto table = parse_csv(bytes);
  const auto outputs = parse_output_csv(bytes);
  if (outputs) must(table && outputs->values.size() == outputs->samples.size() * outputs->width);
  return 0;
}
