// SPDX-License-Identifier: Apache-2.0
#include "formats/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

namespace npuscope {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
// What the first column is called where there are names; pandas leaves its index without one.
constexpr std::array<std::string_view, 6> kFirstColumnNames = {"",      "sample", "file",
                                                               "image", "name",   "path"};
// Where two are equally frequent the earlier wins: in "a;0,5" the comma is a decimal one.
constexpr std::array kSeparators = {';', '\t', ','};

Error in_line(Error error, size_t line) {
  return std::move(error).in(fmt::format("line {}", line));
}

/// The separator that the first line has most of, outside of quotes.
char separator_of(std::string_view text) {
  std::array<size_t, kSeparators.size()> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted) break;
    const auto* separator = std::ranges::find(kSeparators, c);
    if (separator != kSeparators.end() && !quoted)
      ++counts[static_cast<size_t>(separator - kSeparators.begin())];
  }
  return kSeparators[static_cast<size_t>(std::ranges::max_element(counts) - counts.begin())];
}

/// Reads rows one by one.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

  [[nodiscard]] bool at_end() const { return position_ == text_.size(); }

  Result<CsvRow> row() {
    CsvRow row;
    row.line = line_;
    while (true) {
      NPUSCOPE_TRY_ASSIGN(std::string cell, cell_text());
      row.cells.push_back(std::move(cell));
      if (at_end()) return row;
      const char end = text_[position_++];
      if (end == separator_) continue;
      ++line_;
      return row;
    }
  }

 private:
  /// One cell, up to but without the separator or line feed behind it.
  Result<std::string> cell_text() {
    if (!at_end() && text_[position_] == '"') return quoted_cell();
    const size_t end =
        std::min(text_.find_first_of(std::string{separator_, '\n'}, position_), text_.size());
    std::string_view cell = text_.substr(position_, end - position_);
    position_ = end;
    while (!cell.empty() && std::string_view(" \r").find(cell.back()) != std::string_view::npos)
      cell.remove_suffix(1);
    cell.remove_prefix(std::min(cell.find_first_not_of(' '), cell.size()));
    return std::string(cell);
  }

  Result<std::string> quoted_cell() {
    const size_t first_line = line_;
    std::string cell;
    for (++position_; !at_end(); ++position_) {
      const char c = text_[position_];
      if (c == '\n') ++line_;
      if (c != '"') {
        cell += c;
      } else if (text_.substr(position_, 2) == "\"\"") {
        cell += '"';
        ++position_;
      } else {
        return behind_quote(std::move(cell));
      }
    }
    return fail(in_line(bad_input("the quote is never closed"), first_line));
  }

  Result<std::string> behind_quote(std::string cell) {
    ++position_;
    while (!at_end() && (text_[position_] == ' ' || text_[position_] == '\r')) ++position_;
    if (at_end() || text_[position_] == separator_ || text_[position_] == '\n') return cell;
    return fail(in_line(bad_input("text behind a closing quote")
                            .expected(fmt::format("'{}' or the line's end", separator_))
                            .found(fmt::format("'{}'", text_[position_])),
                        line_));
  }

  std::string_view text_;
  char separator_;
  size_t position_ = 0;
  size_t line_ = 1;
};

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Names of the columns, not a sample. Numbers serve as names too, so the first cell counts first.
bool is_header(const CsvRow& row) {
  const auto is_first = [&](std::string_view word) { return same_word(row.cells[0], word); };
  if (std::ranges::any_of(kFirstColumnNames, is_first)) return true;
  return std::none_of(row.cells.begin() + 1, row.cells.end(),
                      [](const std::string& cell) { return parse_number(cell).has_value(); });
}

/// The columns that hold outputs: those that the first line calls so, otherwise all behind the
/// sample's name.
std::vector<size_t> output_columns(const CsvRow& first, bool header, OutputTable& outputs) {
  constexpr std::array<std::string_view, 3> kOutputNames = {"logit", "score", "output"};
  const auto named = [&](const std::string& cell) {
    return std::ranges::any_of(kOutputNames, [&](std::string_view name) {
      return same_word(std::string_view(cell).substr(0, name.size()), name);
    });
  };
  const bool some = header && std::any_of(first.cells.begin() + 1, first.cells.end(), named);
  std::vector<size_t> columns;
  for (size_t i = 1; i < first.cells.size(); ++i) {
    const bool taken = !some || named(first.cells[i]);
    if (taken) columns.push_back(i);
    if (header) (taken ? outputs.columns : outputs.ignored).push_back(first.cells[i]);
  }
  return columns;
}

/// Appends a row's outputs.
/// What the last printed digit of a number is worth; 0 where it is written with an exponent.
double last_digit(std::string_view number) {
  if (number.find_first_of("eE") != std::string_view::npos) return 0;
  const size_t point = number.find('.');
  if (point == std::string_view::npos) return 1;
  const size_t end = std::min(number.find_first_not_of("0123456789", point + 1), number.size());
  return std::pow(10.0, -static_cast<double>(end - point - 1));
}

Status add_values(const CsvRow& row, const std::vector<size_t>& columns, OutputTable& outputs) {
  for (const size_t i : columns) {
    const auto number = parse_number(row.cells[i]);
    if (!number)
      return fail(in_line(bad_input(fmt::format("column {} is not a number", i + 1))
                              .expected("a number with a decimal point")
                              .found(fmt::format("'{}'", row.cells[i]))
                              .hint("call the columns of outputs logit0, logit1 … in the first "
                                    "line, and others are ignored"),
                          row.line));
    outputs.values.push_back(*number);
    if (std::isfinite(*number))
      outputs.resolution = std::min(outputs.resolution, last_digit(row.cells[i]));
  }
  return {};
}

}  // namespace

std::optional<size_t> CsvTable::column(std::string_view name) const {
  if (rows.empty()) return std::nullopt;
  const auto& names = rows[0].cells;
  const auto place =
      std::ranges::find_if(names, [&](const std::string& cell) { return same_word(cell, name); });
  if (place == names.end()) return std::nullopt;
  return static_cast<size_t>(place - names.begin());
}

Result<CsvTable> parse_csv(Bytes bytes) {
  std::string_view text = as_text(bytes);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.find('\0') != std::string_view::npos)
    return fail(bad_input("not a text file")
                    .expected("comma-separated values in UTF-8")
                    .found("a zero byte")
                    .hint("save it as CSV UTF-8"));
  CsvTable table;
  CsvReader reader(text);
  while (!reader.at_end()) {
    NPUSCOPE_TRY_ASSIGN(CsvRow row, reader.row());
    if (row.cells.size() == 1 && row.cells[0].empty()) continue;
    if (!table.rows.empty() && row.cells.size() != table.rows[0].cells.size())
      return fail(in_line(bad_input("a row of another length")
                              .expected(fmt::format("{} cells, as in line {}",
                                                    table.rows[0].cells.size(), table.rows[0].line))
                              .found(fmt::format("{} cells", row.cells.size())),
                          row.line));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Result<CsvTable> read_csv(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_file(path));
  auto table = parse_csv(as_bytes(text));
  if (!table) return fail(std::move(table).error().in(to_utf8(path)));
  return table;
}

std::optional<double> parse_number(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);
  double value = 0;
  const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (code != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return value;
}

std::string_view basename_of(std::string_view path) {
  return path.substr(path.find_last_of("/\\") + 1);  // npos + 1 is 0
}

Result<OutputTable> parse_output_csv(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(CsvTable table, parse_csv(bytes));
  if (table.rows.empty() || table.rows[0].cells.size() < 2)
    return fail(bad_input("no outputs in the table")
                    .expected("one row per sample: its name, then the network's outputs")
                    .found(table.rows.empty() ? "nothing" : "a single column"));
  OutputTable outputs;
  outputs.resolution = 1;  // of whole numbers; fractions are finer
  const bool header = is_header(table.rows[0]);
  const std::vector<size_t> columns = output_columns(table.rows[0], header, outputs);
  outputs.width = columns.size();
  if (header) table.rows.erase(table.rows.begin());
  std::map<std::string, size_t> lines;
  for (const CsvRow& row : table.rows) {
    const std::string sample(basename_of(row.cells[0]));
    const auto [earlier, is_new] = lines.emplace(sample, row.line);
    if (!is_new)
      return fail(
          in_line(bad_input(fmt::format("'{}' stands in line {} already", sample, earlier->second))
                      .hint("samples pair by file name, without folders: make them distinct"),
                  row.line));
    outputs.samples.push_back(sample);
    NPUSCOPE_TRY(add_values(row, columns, outputs));
  }
  if (outputs.samples.empty()) return fail(bad_input("no rows below the first line of names"));
  return outputs;
}

Result<OutputTable> read_output_csv(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_file(path));
  auto table = parse_output_csv(as_bytes(text));
  if (!table) return fail(std::move(table).error().in(to_utf8(path)));
  return table;
}

}  // namespace npuscope
