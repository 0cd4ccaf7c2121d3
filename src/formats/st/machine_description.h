// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// ST's `.mdesc`: the units of the NPU that the compiler plans with.
struct MachineDescription {
  struct Unit {
    std::string type;  ///< "CONVACC", "ARITH" …
    std::string version;
    int64_t count = 0;
  };
  std::string name, version;
  std::string pool_name;  ///< the .mpool that it names
  std::vector<Unit> units;
};

Result<MachineDescription> parse_machine_description(Bytes bytes);
Result<MachineDescription> read_machine_description(const fs::path& path);

}  // namespace npuscope
