// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace npuscope {

/// Levenshtein distance: the fewest insertions, deletions and replacements of bytes that turn a
/// into b. Takes time in proportion to the product of the lengths.
size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that `word` most likely meant (fewest edits, at most a third of its letters), or
/// an empty string.
std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace npuscope
