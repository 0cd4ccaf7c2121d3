// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace npuscope {

/// The candidate that `word` most likely meant (fewest edits, at most a third of its letters), or
/// an empty string.
std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace npuscope
