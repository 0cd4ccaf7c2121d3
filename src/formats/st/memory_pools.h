// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/st/st_buffer.h"

namespace npuscope {

/// ST's `.mpool`: which memories the compiler may use. As a user writes it (snake_case) and as the
/// compiler saves it (camelCase).
struct MemoryPools {
  std::string file_prefix;  ///< "atonbuf"
  std::vector<StPool> pools;
  /// Pools of USEMODE_RELATIVE, without an address: "ec params pool", which a compiler with an
  /// epoch controller saves. Their size is not known.
  std::vector<StPool> relative_pools;
  std::vector<std::string> unknown_keys;  ///< of a pool or of the file, sorted
};

/// Bad input: no JSON, no pools, a pool without name, address or size, an address or size that
/// leaves 32 bits. Values are numbers or strings, decimal or hexadecimal, with a magnitude.
Result<MemoryPools> parse_memory_pools(Bytes bytes);
Result<MemoryPools> read_memory_pools(const fs::path& path);

}  // namespace npuscope
