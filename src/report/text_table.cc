// SPDX-License-Identifier: Apache-2.0
#include "report/text_table.h"

#include <algorithm>

namespace npuscope {
namespace {

std::string_view escape_of(Emphasis emphasis) {
  switch (emphasis) {
    case Emphasis::kNone: return "";
    case Emphasis::kStrong: return "\x1b[1m";
    case Emphasis::kGood: return "\x1b[32m";
    case Emphasis::kBad: return "\x1b[31m";
    case Emphasis::kWarn: return "\x1b[33m";
    case Emphasis::kDim: return "\x1b[2m";
  }
  return "";
}

void append_line(std::string& out, std::string line) {
  while (line.ends_with(' ')) line.pop_back();
  out += line + "\n";
}

}  // namespace

std::string emphasised(std::string_view text, Emphasis emphasis, bool colour) {
  if (!colour || emphasis == Emphasis::kNone || text.empty()) return std::string(text);
  return std::string(escape_of(emphasis)) + std::string(text) + "\x1b[0m";
}

std::string heading_text(std::string_view text, bool colour) {
  return "\n" + emphasised(text, Emphasis::kStrong, colour) + "\n";
}

size_t display_width(std::string_view text) {
  size_t width = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {  // an escape sequence ends with its letter
      while (i < text.size() && text[i] != 'm') ++i;
      continue;
    }
    const bool continuation = (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80;
    if (!continuation) ++width;
  }
  return width;
}

std::string TextTable::render(bool colour, std::string_view indent) const {
  std::vector<size_t> widths;
  for (const Column& column : columns_) widths.push_back(display_width(column.heading));
  for (const auto& row : rows_)
    for (size_t c = 0; c < row.size(); ++c)
      widths[c] = std::max(widths[c], display_width(row[c].text));

  auto padded = [&](size_t c, const Cell& cell) {
    const std::string space(widths[c] - display_width(cell.text), ' ');
    const std::string text = emphasised(cell.text, cell.emphasis, colour);
    return columns_[c].align == Align::kRight ? space + text : text + space;
  };
  std::string out;
  std::string heading(indent);
  for (size_t c = 0; c < columns_.size(); ++c)
    heading += (c ? "  " : "") + padded(c, Cell(columns_[c].heading, Emphasis::kDim));
  append_line(out, heading);
  for (const auto& row : rows_) {
    std::string line(indent);
    for (size_t c = 0; c < row.size(); ++c) line += (c ? "  " : "") + padded(c, row[c]);
    append_line(out, line);
  }
  return out;
}

}  // namespace npuscope
