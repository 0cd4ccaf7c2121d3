// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace npuscope {

/// The text without spaces, tabs and line ends before and behind it.
std::string_view trimmed(std::string_view text);

/// The text with control characters but line ends written out ("\x1b"): names from files must not
/// steer a terminal.
std::string without_controls(std::string_view text);

/// "looked at: A; B": the lines of an error's text one behind the other, each of them once.
std::string on_one_line(std::string_view text);

/// 'a' of 'A'. Of ASCII letters only, whatever the locale.
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
std::string lower(std::string text);

/// The number that the whole text is, as std::from_chars reads it: without blanks or a leading
/// '+', whatever the locale. Nothing for other texts and for numbers that T does not hold.
template <class T>
std::optional<T> whole_number(std::string_view text) {
  T value{};
  const char* end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, value);
  return code == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

/// 0x34000400 of "0x34000400"; nothing for other words and for numbers of more than 64 bits.
std::optional<uint64_t> hexadecimal(std::string_view word);

}  // namespace npuscope
