// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "base/text.h"
#include "base/text_file.h"
#include "formats/csv.h"

namespace npuscope {
namespace {

// What the first column is called where there are names; pandas leaves its index without one.
constexpr std::array<std::string_view, 6> kFirstColumnNames = {"",      "sample", "file",
                                                               "image", "name",   "path"};

Error in_line(Error error, size_t line) {
  return std::move(error).in(fmt::format("line {}", line));
}

constexpr std::string_view kDigits = "0123456789";

/// The cell with a point for its one comma, where that makes a number of it.
std::optional<std::string> with_decimal_point(std::string_view cell) {
  const size_t comma = cell.find(',');
  if (comma == std::string_view::npos || cell.find('.') != std::string_view::npos)
    return std::nullopt;
  std::string text(cell);
  text[comma] = '.';
  return parse_number(text) ? std::optional(text) : std::nullopt;
}

/// Whether the one comma of a number may group thousands: "1,234", but neither "0,123" nor "1,25".
bool may_group_thousands(std::string_view cell) {
  if (cell.starts_with('+') || cell.starts_with('-')) cell.remove_prefix(1);
  const size_t comma = cell.find(',');
  const std::string_view behind = cell.substr(comma + 1);
  return comma >= 1 && comma <= 3 && cell[0] != '0' && behind.size() == 3 &&
         behind.find_first_not_of(kDigits) == std::string_view::npos;
}

/// Names of the columns, not a sample. Numbers serve as names too, so the first cell counts first.
bool is_header(const CsvRow& row) {
  const auto is_first = [&](std::string_view word) { return same_word(row.cells[0], word); };
  if (std::ranges::any_of(kFirstColumnNames, is_first)) return true;
  return std::none_of(row.cells.begin() + 1, row.cells.end(), [](const std::string& cell) {
    return parse_number(cell) || with_decimal_point(cell);
  });
}

/// "logit12" is output 12 of "logit".
struct NumberedName {
  std::string stem;
  size_t number = 0;
  size_t column = 0;
};

/// The names of columns that are a stem and a number each, all of one stem; else nothing.
std::optional<std::vector<NumberedName>> numbered_names(const CsvRow& first,
                                                        const std::vector<size_t>& columns) {
  std::vector<NumberedName> names;
  for (const size_t column : columns) {
    const std::string& cell = first.cells[column];
    const size_t digits = cell.find_last_not_of(kDigits) + 1;  // npos + 1 is 0
    const auto number = whole_number<size_t>(std::string_view(cell).substr(digits));
    if (!number) return std::nullopt;
    NumberedName name{cell.substr(0, digits), *number, column};
    if (!names.empty() && !same_word(name.stem, names[0].stem)) return std::nullopt;
    names.push_back(std::move(name));
  }
  return names;
}

/// Puts columns whose names number the outputs, from 0 or 1 on, in the order of the numbers.
Status order_by_number(const CsvRow& first, std::vector<size_t>& columns) {
  auto names = numbered_names(first, columns);
  if (!names || names->size() < 2) return {};
  std::ranges::stable_sort(*names, {}, &NumberedName::number);
  const size_t base = names->front().number;
  for (size_t i = 0; i < names->size(); ++i)
    if (base > 1 || (*names)[i].number != base + i)
      return fail(in_line(bad_input("the numbers of the outputs' columns have gaps or repeat")
                              .expected(fmt::format("{0}0, {0}1 … or {0}1, {0}2 …, in any order",
                                                    names->front().stem))
                              .found(fmt::format("'{}'", first.cells[(*names)[i].column])),
                          first.line));
  std::ranges::transform(*names, columns.begin(), &NumberedName::column);
  return {};
}

/// The columns that hold outputs, in their order: those that the first line calls so, otherwise all
/// behind the sample's name.
Result<std::vector<size_t>> output_columns(const CsvRow& first, bool header, OutputTable& outputs) {
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
    if (header && !taken)
      outputs.ignored.push_back(first.cells[i].empty() ? fmt::format("column {}, unnamed", i + 1)
                                                       : first.cells[i]);
  }
  if (some) NPUSCOPE_TRY(order_by_number(first, columns));
  if (header)
    for (const size_t i : columns) outputs.columns.push_back(first.cells[i]);
  return columns;
}

/// What the last printed digit of a number is worth; 0 where it is written with an exponent.
double last_digit(std::string_view number) {
  if (number.find_first_of("eE") != std::string_view::npos) return 0;
  const size_t point = number.find('.');
  if (point == std::string_view::npos) return 1;
  const size_t end = std::min(number.find_first_not_of(kDigits, point + 1), number.size());
  return std::pow(10.0, -static_cast<double>(end - point - 1));
}

/// What the outputs' cells say about decimal marks; lines from 1, 0 where no cell says it.
struct DecimalMarks {
  size_t point = 0;    ///< of the first number with a point
  size_t comma = 0;    ///< of the first with a comma
  bool clear = false;  ///< some comma cannot group thousands
};

DecimalMarks decimal_marks(const std::vector<CsvRow>& rows, const std::vector<size_t>& columns) {
  DecimalMarks marks;
  for (const CsvRow& row : rows)
    for (const size_t i : columns) {
      const std::string& cell = row.cells[i];
      if (with_decimal_point(cell)) {
        if (marks.comma == 0) marks.comma = row.line;
        if (!may_group_thousands(cell)) marks.clear = true;
      } else if (marks.point == 0 && cell.find('.') != std::string::npos) {
        marks.point = row.line;
      }
    }
  return marks;
}

/// Writes decimal commas of the outputs as points; an error where commas may be anything else.
Status settle_decimal_commas(std::vector<CsvRow>& rows, const std::vector<size_t>& columns) {
  const DecimalMarks marks = decimal_marks(rows, columns);
  if (marks.comma == 0) return {};
  if (marks.point != 0 || !marks.clear)
    return fail(
        in_line(bad_input("a comma in a number: a decimal one, or between thousands?")
                    .expected("decimal points")
                    .found(marks.point != 0 ? fmt::format("a point in line {}", marks.point)
                                            : "commas before three digits only, as in \"1,234\"")
                    .hint("write the table with decimal points, and nothing between thousands"),
                marks.comma));
  for (CsvRow& row : rows)
    for (const size_t i : columns)
      if (auto text = with_decimal_point(row.cells[i])) row.cells[i] = *std::move(text);
  return {};
}

/// Whether all values are whole numbers of int32's range, as their texts show.
bool are_whole(const OutputTable& outputs) {
  const auto fits = [](double value) {
    return std::isfinite(value) && std::fabs(value) <= std::numeric_limits<int32_t>::max();
  };
  return outputs.resolution == 1 && std::ranges::all_of(outputs.values, fits);
}

/// Appends a row's outputs.
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

/// Where another column than the first is called "sample", "file" …, it names the samples: put
/// first.
void put_names_first(CsvTable& table) {
  const std::vector<std::string>& names = table.rows[0].cells;
  const auto is_sample = [](const std::string& cell) {
    return std::ranges::any_of(kFirstColumnNames,
                               [&](std::string_view word) { return same_word(cell, word); });
  };
  const auto called = std::ranges::find_if(
      names, [&](const std::string& cell) { return !cell.empty() && is_sample(cell); });
  if (is_sample(names[0]) || called == names.end()) return;
  const auto column = called - names.begin();
  for (CsvRow& row : table.rows)
    std::rotate(row.cells.begin(), row.cells.begin() + column, row.cells.begin() + column + 1);
}

}  // namespace

Result<OutputTable> parse_output_csv(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(CsvTable table, parse_csv(bytes));
  if (table.rows.empty() || table.rows[0].cells.size() < 2)
    return fail(bad_input("no outputs in the table")
                    .expected("one row per sample: its name, then the network's outputs")
                    .found(table.rows.empty() ? "nothing" : "a single column"));
  OutputTable outputs;
  outputs.resolution = 1;  // of whole numbers; fractions are finer
  const bool header = is_header(table.rows[0]);
  if (header) put_names_first(table);
  NPUSCOPE_TRY_ASSIGN(const std::vector<size_t> columns,
                      output_columns(table.rows[0], header, outputs));
  outputs.width = columns.size();
  if (header) table.rows.erase(table.rows.begin());
  NPUSCOPE_TRY(settle_decimal_commas(table.rows, columns));
  std::map<std::string, size_t> lines;
  for (const CsvRow& row : table.rows) {
    const std::string& sample = row.cells[0];
    const auto [earlier, is_new] = lines.emplace(sample, row.line);
    if (!is_new)
      return fail(
          in_line(bad_input(fmt::format("'{}' stands in line {} already", sample, earlier->second))
                      .hint("samples pair by name: make them distinct"),
                  row.line));
    outputs.samples.push_back(sample);
    NPUSCOPE_TRY(add_values(row, columns, outputs));
  }
  if (outputs.samples.empty()) return fail(bad_input("no rows below the first line of names"));
  outputs.whole = are_whole(outputs);
  outputs.maybe_halves =
      outputs.whole && !header && table.separator == ',' && outputs.width % 2 == 0;
  return outputs;
}

Result<OutputTable> read_output_csv(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto table = parse_output_csv(as_bytes(text));
  if (!table) return fail(std::move(table).error().in(to_utf8(path)));
  return table;
}

}  // namespace npuscope
