// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

namespace npuscope {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

std::string lower(std::string text) {
  for (char& c : text) c = lower(c);
  return text;
}

}  // namespace npuscope
