// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace npuscope {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

std::string without_controls(std::string_view text) {
  constexpr unsigned char kFirstPrintable = 0x20, kDelete = 0x7f;
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c != '\n' && (byte < kFirstPrintable || byte == kDelete))
      shown += fmt::format("\\x{:02x}", byte);
    else
      shown += c;
  }
  return shown;
}

std::string on_one_line(std::string_view text) {
  std::string joined;
  std::set<std::string_view> seen;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || !seen.insert(line).second) continue;
    if (!joined.empty()) joined += joined.ends_with(':') ? " " : "; ";
    joined += line;
  }
  return joined;
}

std::string lower(std::string text) {
  for (char& c : text) c = lower(c);
  return text;
}

std::optional<uint64_t> hexadecimal(std::string_view word) {
  if (!word.starts_with("0x")) return std::nullopt;
  uint64_t number = 0;
  const char* end = word.data() + word.size();
  const auto [stop, code] = std::from_chars(word.data() + 2, end, number, 16);
  return code == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace npuscope
