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

/// A table as RFC 4180 has it, with what spreadsheets add: a byte order mark, LF or CRLF, and ';'
/// or tabs instead of commas (whichever the first line has most of). Empty lines are skipped.
/// Every row has as many cells as the first.
struct CsvTable {
  std::vector<CsvRow> rows;

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
/// gaps or repeat are an error.
struct OutputTable {
  std::vector<std::string> columns;  ///< names of the outputs; empty without a first line of names
  std::vector<std::string> ignored;  ///< names of the columns that are not outputs
  std::vector<std::string> samples;  ///< as they are written, distinct
  std::vector<double> values;        ///< samples x width, row by row
  size_t width = 0;
  double resolution = 0;  ///< what the last digit of the longest fraction is worth; 0: not known
};
Result<OutputTable> parse_output_csv(Bytes bytes);
Result<OutputTable> read_output_csv(const fs::path& path);

}  // namespace npuscope
