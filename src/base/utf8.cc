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

void append_utf8(std::string& text, uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | (code >> 18));
    text += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  const auto unit = [&](size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<uint32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  std::string text;
  for (size_t at = 0; at + 1 < bytes.size(); at += 2) {
    uint32_t code = unit(at);
    const bool high = code >= 0xD800 && code < 0xDC00;
    if (high && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      at += 2;
    } else if (code >= 0xD800 && code < 0xE000) {
      code = 0xFFFD;
    }
    append_utf8(text, code);
  }
  return text;
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

std::string utf8_text(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), false);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), true);
  return std::string(bytes);
}

}  // namespace npuscope
