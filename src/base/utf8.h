// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace npuscope {

/// Where the first byte stands that is not UTF-8: overlong forms, surrogates and what lies beyond
/// U+10FFFF are none (RFC 3629). Nothing when all is.
std::optional<size_t> first_not_utf8(std::string_view text);

/// What a text file says, in UTF-8 without a byte order mark. With a mark it may be UTF-16, as what
/// PowerShell 5 redirects into a file; other bytes stay as they are.
std::string utf8_text(std::string_view bytes);

}  // namespace npuscope
