// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace npuscope {

/// Whether UTF-8 text matches a pattern: `*` stands for any characters, `?` for one, everything
/// else for itself. At most quadratic in the lengths.
bool matches_wildcard(std::string_view text, std::string_view pattern);

}  // namespace npuscope
