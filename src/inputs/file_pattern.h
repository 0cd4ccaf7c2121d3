// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// Whether a file name (UTF-8) matches a pattern: `*` stands for any characters, `?` for one. As in
/// a shell, only a pattern that begins with a dot matches a name that does. Upper and lower case
/// differ on every system.
bool matches_file_pattern(std::string_view name, std::string_view pattern);

struct MatchedFile {
  std::string name;  ///< as the pattern writes it, with forward slashes
  fs::path path;
};

/// The files that a pattern names, sorted by the bytes of their names. The pattern is a path whose
/// parts may hold `*` and `?`; the part `**` stands for any number of folders, also none (links to
/// folders are not followed there). It is relative to `folder` unless absolute.
///
/// Bad input: no file matches, or more than a million do, or a folder cannot be listed.
Result<std::vector<MatchedFile>> expand_pattern(const fs::path& folder, const std::string& pattern);

}  // namespace npuscope
