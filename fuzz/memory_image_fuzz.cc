// SPDX-License-Identifier: Apache-2.0
#include "formats/st/memory_image.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto image = parse_intel_hex(fuzz_bytes(data, size));
  if (!image) return 0;
  uint64_t behind = 0;
  for (const auto& segment : image->segments) {
    must(segment.address >= behind && !segment.bytes.empty());
    behind = segment.address + segment.bytes.size() + 1;  // segments are apart from each other
    must(image->at(segment.address, static_cast<int64_t>(segment.bytes.size())).has_value());
    must(!image->at(segment.address, static_cast<int64_t>(segment.bytes.size()) + 1));
  }
  return 0;
}
