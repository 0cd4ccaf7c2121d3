// SPDX-License-Identifier: Apache-2.0
#include "formats/linker_map.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto map = parse_linker_map(as_text(fuzz_bytes(data, size)));
  if (!map) return 0;
  must(!map->sections.empty());
  for (const LinkerMap::Section& section : map->sections) {
    must(!section.name.empty());
    must(section.address + section.size >= section.address);
  }
  return 0;
}
