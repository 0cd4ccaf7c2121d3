// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// Where a firmware's parts stand, of an ELF file (32 or 64 bits, little-endian).
struct ElfSections {
  struct Section {
    std::string name;
    uint64_t address = 0;    ///< while it runs
    uint64_t size = 0;       ///< bytes
    bool allocated = false;  ///< occupies memory while it runs; debug information does not
    bool stored = false;     ///< the file holds its content; .bss, heap and stack have none
    /// Where its content lies before it is copied to `address`; nothing where no segment loads it.
    std::optional<uint64_t> load_address;
  };
  struct Segment {  ///< that is loaded (PT_LOAD)
    uint64_t address = 0, load_address = 0;
    uint64_t memory_size = 0, file_size = 0;  ///< bytes
  };
  std::vector<Section> sections;
  std::vector<Segment> segments;
};

/// Bad input: no ELF, a big-endian one, tables or names that reach beyond the file, ranges that
/// leave the address space.
Result<ElfSections> parse_elf_sections(Bytes bytes);

bool is_elf(Bytes bytes);

}  // namespace npuscope
