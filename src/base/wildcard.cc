// SPDX-License-Identifier: Apache-2.0
#include "base/wildcard.h"

#include <cstddef>

namespace npuscope {
namespace {

/// The first byte behind the UTF-8 character that begins at `i`.
size_t after_character(std::string_view text, size_t i) {
  ++i;
  while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80) ++i;
  return i;
}

}  // namespace

bool matches_wildcard(std::string_view text, std::string_view pattern) {
  size_t n = 0, p = 0;
  size_t star = pattern.npos, star_n = 0;  // where to resume: the last '*' and what it has eaten
  while (n < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_n = n;
    } else if (p < pattern.size() && pattern[p] == '?') {
      n = after_character(text, n);
      ++p;
    } else if (p < pattern.size() && pattern[p] == text[n]) {
      ++n;
      ++p;
    } else if (star != pattern.npos) {
      p = star + 1;
      n = star_n = after_character(text, star_n);
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == pattern.npos;
}

}  // namespace npuscope
