// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "base/bytes.h"
#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// Bytes of the file `path` (links followed), kept mapped by `file`.
struct MappedBytes {
  fs::path path;
  std::shared_ptr<const MappedFile> file;
  Bytes bytes;
};

/// The bytes that a tensor's `external_data` entries (location, offset, length) name. The file must
/// lie inside `folder`, links followed; `expected_bytes` is what type and shape need.
Result<MappedBytes> map_external_data(const std::map<std::string, std::string>& entries,
                                      const fs::path& folder, size_t expected_bytes);

}  // namespace npuscope
