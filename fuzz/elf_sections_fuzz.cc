// SPDX-License-Identifier: Apache-2.0
#include "formats/elf_sections.h"

#include "formats/firmware.h"
#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  (void)parse_elf_sections(bytes);
  if (const auto ranges = parse_firmware(bytes))
    for (const FirmwareRange& range : *ranges) must(range.begin < range.end);
  return 0;
}
