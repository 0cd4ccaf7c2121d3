// SPDX-License-Identifier: Apache-2.0
#include "formats/npy.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  const auto tensor = parse_npy(bytes, nullptr);
  if (!tensor) return 0;
  const std::string file = format_npy(*tensor).value();
  const auto again = parse_npy(as_bytes(file), nullptr);
  must(again && again->shape() == tensor->shape());
  must(as_text(again->bytes()) == as_text(tensor->bytes()));
  return 0;
}
