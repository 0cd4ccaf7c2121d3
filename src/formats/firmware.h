// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// A range of addresses that a firmware occupies.
struct FirmwareRange {
  std::string name;  ///< of the section
  uint64_t begin = 0, end = 0;
  bool load = false;  ///< where the content lies before start-up copies it to where it runs
  int64_t line = 0;   ///< of a linker map; 0 in an ELF file
};

/// Of an ELF file (by its first bytes) or a map of GNU ld: allocated sections that are not empty,
/// also those without content (.bss, heap, stack), and where they are loaded from if that is
/// elsewhere. An ELF file without sections gives its segments. Bad input: as those formats say; a
/// file in which nothing is allocated.
Result<std::vector<FirmwareRange>> parse_firmware(Bytes bytes);
Result<std::vector<FirmwareRange>> read_firmware(const fs::path& path);

}  // namespace npuscope
