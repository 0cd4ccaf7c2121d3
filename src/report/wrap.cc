// SPDX-License-Identifier: Apache-2.0
#include "report/wrap.h"

#include <algorithm>

#include "report/text_table.h"

namespace npuscope {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// Where the character `count` of UTF-8 text begins.
size_t position_of(std::string_view text, size_t count) {
  size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && continues(text[at])) ++at;
    --count;
  }
  return at;
}

}  // namespace

std::string wrapped(std::string_view text, std::string_view first, size_t width) {
  const std::string indent(display_width(first), ' ');
  std::string out, line(first);
  size_t used = indent.size();
  bool empty = true;
  const auto end_line = [&] {
    while (line.ends_with(' ')) line.pop_back();
    out += line + "\n";
    line = indent;
    used = indent.size();
    empty = true;
  };
  while (!text.empty()) {
    const size_t stop = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, stop);
    const bool breaks = stop < text.size() && text[stop] == '\n';
    text.remove_prefix(std::min(stop + 1, text.size()));
    const size_t columns = display_width(word);
    if (!word.empty() && !empty && used + 1 + columns > width) end_line();
    if (!word.empty()) {
      line += (empty ? "" : " ") + std::string(word);
      used += columns + (empty ? 0 : 1);
      empty = false;
    }
    if (breaks) end_line();
  }
  if (!empty || out.empty()) end_line();
  return out;
}

std::string shortened(std::string_view text, size_t width) {
  const size_t columns = display_width(text);
  if (columns <= width || width < 8) return std::string(text);
  const size_t tail = (width - 1) / 3, head = width - 1 - tail;
  return std::string(text.substr(0, position_of(text, head))) + "…" +
         std::string(text.substr(position_of(text, columns - tail)));
}

}  // namespace npuscope
