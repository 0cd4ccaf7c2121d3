// SPDX-License-Identifier: Apache-2.0
#include "formats/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/text_file.h"

namespace npuscope {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
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
  [[nodiscard]] char separator() const { return separator_; }

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
    const bool ends_line = at_end() || text_[end] == '\n';
    while (!cell.empty() && (cell.back() == ' ' || (ends_line && cell.back() == '\r')))
      cell.remove_suffix(1);
    cell.remove_prefix(std::min(cell.find_first_not_of(' '), cell.size()));
    if (cell.find('\r') != std::string_view::npos)
      return fail(in_line(bad_input("a carriage return within the line")
                              .expected("lines that all end alike: LF, CRLF or CR")
                              .hint("save the table with one kind of line ends"),
                          line_));
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

/// A text whose lines end in CR alone, as old Macs and some loggers have it, with LF for each;
/// nothing where there is an LF.
std::optional<std::string> with_line_feeds(std::string_view text) {
  const bool alone = text.find('\r') != std::string_view::npos && text.find('\n') == text.npos;
  if (!alone) return std::nullopt;
  std::string result(text);
  std::ranges::replace(result, '\r', '\n');
  return result;
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
  const auto converted = with_line_feeds(text);
  CsvReader reader(converted ? std::string_view(*converted) : text);
  CsvTable table;
  table.separator = reader.separator();
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
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto table = parse_csv(as_bytes(text));
  if (!table) return fail(std::move(table).error().in(to_utf8(path)));
  return table;
}

std::optional<double> parse_number(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);
  return whole_number<double>(cell);
}

bool same_word(std::string_view a, std::string_view b) {
  const auto as_lower = [](char c) { return lower(c); };
  return std::ranges::equal(a, b, {}, as_lower, as_lower);
}

}  // namespace npuscope
