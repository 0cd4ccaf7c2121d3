// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace npuscope {

/// Prose in lines of at most `width` columns, broken at spaces: the first behind `first`, the
/// others behind as many spaces. A word that is longer than a line stands alone in one. Every line
/// ends with a newline; line ends in the text are kept.
std::string wrapped(std::string_view text, std::string_view first, size_t width);

/// The text, or so much of its beginning and end that it fits, with "…" between.
std::string shortened(std::string_view text, size_t width);

}  // namespace npuscope
