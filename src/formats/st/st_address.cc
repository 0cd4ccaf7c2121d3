// SPDX-License-Identifier: Apache-2.0
#include "formats/st/st_address.h"

#include <charconv>

#include "base/text.h"

namespace npuscope {

std::optional<uint64_t> st_number(std::string_view text) {
  text = trimmed(text);
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
    base = 16;
  }
  uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, value, base);
  return code == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

std::string_view st_pool_postfix(std::string_view file_name) {
  const size_t first = file_name.find('.');
  if (first == std::string_view::npos) return file_name;
  const size_t last = file_name.rfind('.');
  return first == last ? file_name.substr(0, first) : file_name.substr(first + 1, last - first - 1);
}

}  // namespace npuscope
