// SPDX-License-Identifier: Apache-2.0
#include "formats/safetensors.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  const auto file = parse_safetensors(bytes, nullptr);
  if (!file) return 0;
  const std::string written = format_safetensors(file->tensors, file->metadata).value();
  const auto again = parse_safetensors(as_bytes(written), nullptr);
  must(again && again->tensors.size() == file->tensors.size());
  must(again->metadata == file->metadata);
  return 0;
}
