// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace npuscope {

/// "'cos' or 'codes.max'": the up to three known names that are most like a misspelt one (fewest
/// insertions, deletions and replacements of bytes, at most half of its letters; or names that
/// contain it). Empty when none is.
std::string nearest_names_text(std::string_view name, std::span<const std::string_view> known);

}  // namespace npuscope
