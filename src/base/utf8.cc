// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <cstdint>

namespace npuscope {
namespace {

/// A leading byte: how many bytes follow it, and what the first of them may be.
struct Leading {
  size_t following = 0;
  uint8_t low = 0x80, high = 0xBF;
};

/// The table of RFC 3629, section 4; nothing for a byte that leads no character.
std::optional<Leading> leading(uint8_t byte) {
  if (byte < 0x80) return Leading{};
  if (byte >= 0xC2 && byte <= 0xDF) return Leading{1};
  if (byte == 0xE0) return Leading{2, 0xA0};
  if (byte == 0xED) return Leading{2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return Leading{2};
  if (byte == 0xF0) return Leading{3, 0x90};
  if (byte == 0xF4) return Leading{3, 0x80, 0x8F};
  if (byte >= 0xF1 && byte <= 0xF3) return Leading{3};
  return std::nullopt;
}

}  // namespace

std::optional<size_t> first_not_utf8(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  for (size_t i = 0; i < text.size(); ++i) {
    const auto lead = leading(byte(i));
    if (!lead || lead->following >= text.size() - i) return i;
    for (size_t k = 1; k <= lead->following; ++k) {
      const bool first = k == 1;
      if (byte(i + k) < (first ? lead->low : 0x80) || byte(i + k) > (first ? lead->high : 0xBF))
        return i;
    }
    i += lead->following;
  }
  return std::nullopt;
}

}  // namespace npuscope
