// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// Where a firmware's parts stand, of a map that GNU ld wrote (-Wl,-Map=…).
struct LinkerMap {
  struct Region {  ///< of "Memory Configuration"
    std::string name;
    uint64_t origin = 0, length = 0;
    int64_t line = 0;
  };
  struct Section {  ///< an output section
    std::string name;
    uint64_t address = 0;                  ///< while it runs
    uint64_t size = 0;                     ///< bytes
    std::optional<uint64_t> load_address;  ///< where its content lies before it is copied
    int64_t line = 0;
    /// Occupies memory while it runs: stands in a region, and is not debug information.
    bool allocated = false;
  };
  std::vector<Region> regions;  ///< without *default*
  std::vector<Section> sections;
};

/// Bad input: no map of GNU ld; an address or a size of more than 64 bits, with its line.
Result<LinkerMap> parse_linker_map(std::string_view text);

}  // namespace npuscope
