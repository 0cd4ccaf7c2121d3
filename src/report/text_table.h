// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace npuscope {

/// How text may be emphasised; without colour everything prints plain.
enum class Emphasis { kNone, kStrong, kGood, kBad, kWarn, kDim };

/// `text` in the terminal's colours when `colour` is set.
std::string emphasised(std::string_view text, Emphasis emphasis, bool colour);

/// A heading on a line of its own, behind an empty one.
std::string heading_text(std::string_view text, bool colour);

/// The number of columns that UTF-8 text takes on a terminal, escape sequences not counted.
size_t display_width(std::string_view text);

/// A table in aligned columns, two spaces apart.
class TextTable {
 public:
  enum class Align { kLeft, kRight };
  struct Column {
    std::string heading;
    Align align = Align::kLeft;
  };
  struct Cell {
    Cell(std::string text_, Emphasis emphasis_ = Emphasis::kNone)  // NOLINT: cells are texts
        : text(std::move(text_)), emphasis(emphasis_) {}
    Cell(const char* text_) : text(text_) {}  // NOLINT
    std::string text;
    Emphasis emphasis = Emphasis::kNone;
  };

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Missing cells at the end are empty.
  void add_row(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }

  /// Every line begins with `indent` and ends with a newline; no trailing spaces.
  [[nodiscard]] std::string render(bool colour, std::string_view indent = "  ") const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace npuscope
