// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// read_file() of a text, in UTF-8 without a byte order mark, whatever it is saved in
/// (base/utf8.h). Lines may end in CR LF.
Result<std::string> read_text(const fs::path& path);

/// The path that a case file or a table names. Such files wander from one system to the other, so a
/// backslash parts folders on each.
fs::path path_in_file(std::string_view text);

}  // namespace npuscope
