// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "diagnose/toml.h"

namespace npuscope {

/// The table that a TOML text is, with or without a byte order mark. Every error has its line.
/// Values nest at most 16 deep, and keys have at most 32 names ("a.b.c" has three): toml++ recurses
/// over both, and a stack has an end.
Result<toml::table> parse_toml(std::string_view text);

}  // namespace npuscope
