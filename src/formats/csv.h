// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

struct CsvRow {
  size_t line = 0;  ///< where the row begins, from 1
  std::vector<std::string> cells;
};

/// A table as RFC 4180 has it, with what spreadsheets add: a byte order mark, LF, CRLF or CR alone
/// (one of them: a CR within a line is an error), and ';' or tabs instead of commas (whichever the
/// first line has most of). Empty lines are skipped. Every row has as many cells as the first.
struct CsvTable {
  std::vector<CsvRow> rows;
  char separator = ',';

  /// The index of the column whose name in the first row is `name`, in any case.
  [[nodiscard]] std::optional<size_t> column(std::string_view name) const;
};
Result<CsvTable> parse_csv(Bytes bytes);
Result<CsvTable> read_csv(const fs::path& path);

/// The number that a whole cell is: decimal point, optional exponent, nan and inf. A decimal comma
/// is not a number.
std::optional<double> parse_number(std::string_view cell);

/// Whether two words are equal but for the case of ASCII letters.
bool same_word(std::string_view a, std::string_view b);

/// A network's output, one row per sample, as an application prints it: `sample, logit0, logit1 …`,
/// with or without a first line of names. Where that line calls some columns logit…, score… or
/// output…, these are the outputs, and the others (a time, a label) are ignored; else all are.
/// Names of one stem that number the outputs (logit1, logit0) give their order; numbers that have
/// gaps or repeat are an error. Decimal commas are read where a cell shows that they are that
/// ("0,5"; "1,234" may be a thousand), and nothing contradicts.
struct OutputTable {
  std::vector<std::string> columns;  ///< names of the outputs; empty without a first line of names
  std::vector<std::string> ignored;  ///< names of the columns that are not outputs
  std::vector<std::string> samples;  ///< as they are written, distinct
  std::vector<double> values;        ///< samples x width, row by row
  size_t width = 0;
  double resolution = 0;  ///< what the last digit of the longest fraction is worth; 0: not known
  /// All are whole numbers of int32's range, written without points and exponents: maybe codes.
  bool whole = false;
  /// They may be the halves of decimal commas: commas separate them, and no first line says how
  /// many outputs there are.
  bool maybe_halves = false;
};
Result<OutputTable> parse_output_csv(Bytes bytes);
Result<OutputTable> read_output_csv(const fs::path& path);

}  // namespace npuscope
