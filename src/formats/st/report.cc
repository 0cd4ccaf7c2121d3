// SPDX-License-Identifier: Apache-2.0
#include "formats/st/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/text_file.h"
#include "formats/csv.h"

namespace npuscope {
namespace {

constexpr std::string_view kProduct = "ST Edge AI Core v";

/// Takes what stands before `mark` and the mark itself off the front; nothing (and no change)
/// without the mark.
std::optional<std::string_view> take_until(std::string_view& rest, std::string_view mark) {
  const size_t place = rest.find(mark);
  if (place == std::string_view::npos) return std::nullopt;
  const std::string_view taken = rest.substr(0, place);
  rest.remove_prefix(place + mark.size());
  return taken;
}

bool take_prefix(std::string_view& rest, std::string_view prefix) {
  if (!rest.starts_with(prefix)) return false;
  rest.remove_prefix(prefix.size());
  return true;
}

std::optional<int> take_number(std::string_view& rest) {
  int number = 0;
  const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (code != std::errc()) return std::nullopt;
  rest.remove_prefix(static_cast<size_t>(end - rest.data()));
  return number;
}

/// Half of the last printed digit: 0.000000005 for "0.00784310".
double rounding_of(std::string_view number) {
  const size_t exponent = number.find_first_of("eE");
  const std::string_view digits = number.substr(0, exponent);
  const size_t point = digits.find('.');
  const size_t decimals = point == std::string_view::npos ? 0 : digits.size() - point - 1;
  int power = 0;
  double half = 0;
  if (exponent != std::string_view::npos)
    std::from_chars(number.data() + exponent + 1, number.data() + number.size(), power);
  // Read, not computed: pow() is not exact everywhere.
  const int64_t last = power - static_cast<int64_t>(std::min<size_t>(decimals, 300));
  const std::string text = fmt::format("5e{}", last - 1);
  std::from_chars(text.data(), text.data() + text.size(), half);
  return half;
}

/// The last word of a shape with its type: "int8" of "(10, 64, 64, 3)/int8, min/max=…".
std::string type_behind_slash(std::string_view rest) {
  if (!take_until(rest, ")/")) return "";
  return std::string(rest.substr(0, rest.find_first_of(", ")));
}

/// Reads the lines of a report one after the other.
class ReportReader {
 public:
  void line(std::string_view text) {
    text = trimmed(text);
    if (!text.starts_with("- ")) in_notes_ = false;
    if (read_header(text) || read_conversion(text) || read_summary(text) || read_saved(text))
      return;
    read_metrics(text);
  }

  StReport report;

 private:
  bool read_header(std::string_view text) {
    if (take_prefix(text, kProduct)) {
      if (report.tool_version.empty()) report.tool_version = text;
      return true;
    }
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos) return false;
    const std::string_view key = trimmed(text.substr(0, colon));
    const std::string_view value = trimmed(text.substr(colon + 1));
    if (key == "Created date") {
      report.created = value;
    } else if (key == "runtime lib") {
      report.runtime = value;
    } else if (key == "Parameters") {
      report.parameters = value;
      report.command = value.substr(0, value.find(' '));
    } else {
      return false;
    }
    return true;
  }

  /// "c/I[1] conversion [Q(0.00784310,-1)]-> (10, 64, 64, 3)/int8, min/max=…"
  bool read_conversion(std::string_view text) {
    const char side = text.empty() ? ' ' : text[0];
    if ((side != 'c' && side != 'm') || !take_prefix(text = text.substr(1), "/I[")) return false;
    const auto index = take_number(text);
    if (!index || !take_prefix(text, "] conversion [Q(")) return false;
    const auto scale = take_until(text, ",");
    const auto zero_point = take_until(text, ")]");
    if (scale && zero_point)
      add_scale(fmt::format("{}_inputs_{}", side, *index), type_behind_slash(text), *scale,
                *zero_point);
    return true;
  }

  /// "O[1/1] 'Quantize_9_out_0' : int8[1,32], 32 Bytes, QLinear(0.000459578,-128,int8),
  /// activations", and the same as "output 1/1 : 'Quantize_9_out_0', int8(1x32), …" from generate.
  bool read_summary(std::string_view text) {
    const bool input = text.starts_with("I[") || text.starts_with("input ");
    if (!input && !text.starts_with("O[") && !text.starts_with("output ")) return false;
    text.remove_prefix(text.find_first_of("[ ") + 1);
    const auto index = take_number(text);
    if (!index || !take_until(text, "QLinear(")) return false;
    const auto scale = take_until(text, ",");
    const auto zero_point = take_until(text, ",");
    const auto type = take_until(text, ")");
    if (scale && zero_point && type)
      add_scale(fmt::format("c_{}_{}", input ? "inputs" : "outputs", *index), std::string(*type),
                *scale, *zero_point);
    return true;
  }

  /// "c_outputs_1: (10, 1, 1, 32)/int8, …, scale=0.000459578 zp=-128, conv2d_0"
  bool read_saved(std::string_view text) {
    if (!text.starts_with("c_outputs_") && !text.starts_with("m_outputs_")) return false;
    const auto array = take_until(text, ":");
    const std::string type = type_behind_slash(text);
    if (!array || !take_until(text, "scale=")) return true;
    const auto scale = take_until(text, " zp=");
    if (scale) add_scale(std::string(*array), type, *scale, text.substr(0, text.find(',')));
    return true;
  }

  void read_metrics(std::string_view text) {
    if (take_prefix(text, "Cross accuracy report #")) {
      cross_report_ = text.find("(reference vs C-model)") == std::string_view::npos
                          ? std::nullopt
                          : take_number(text);
    } else if (take_prefix(text, "notes:") || in_notes_) {
      in_notes_ = true;
      read_note(trimmed(text));
    } else if (text.starts_with("Output ") && text.ends_with("tensor")) {
      read_columns(text);
    } else if (!columns_.empty() && text.find(" #") != std::string_view::npos) {
      read_row(text);
    }
  }

  /// "- r/int8 data are dequantized with s=0.0004595778591465205 zp=-128"
  void read_note(std::string_view text) {
    if (!take_prefix(text, "- ")) return;
    report.notes.emplace_back(text);
    const char side = text.starts_with("r/") ? 'm' : 'c';
    if (!cross_report_ || (side == 'c' && !text.starts_with("p/"))) return;
    text.remove_prefix(2);
    const auto type = take_until(text, " data are dequantized with s=");
    const auto scale = type ? take_until(text, " zp=") : std::nullopt;
    if (scale)
      add_scale(fmt::format("{}_outputs_{}", side, *cross_report_), std::string(*type), *scale,
                text);
  }

  void read_columns(std::string_view text) {
    columns_.clear();
    take_prefix(text, "Output ");
    for (text = trimmed(text); text != "tensor" && !text.empty();) {
      const std::string_view word = text.substr(0, text.find(' '));
      columns_.emplace_back(word);
      text = trimmed(text.substr(word.size()));
    }
  }

  /// "X-cross #1   n.a.   0.000062930 … 1.000000   'conv2d_0', 10 x int8(1x1x1x32), m_id=[1]"
  void read_row(std::string_view text) {
    StMetrics row;
    const auto name = take_until(text, " #");
    const auto index = take_number(text);
    if (!name || !index) return;
    row.name = fmt::format("{} #{}", trimmed(*name), *index);
    for (const std::string& column : columns_) {
      text = trimmed(text);
      const std::string_view word = text.substr(0, text.find(' '));
      if (word.empty()) return;
      row.text[column] = word;
      if (const auto number = parse_number(word)) row.values[column] = *number;
      text.remove_prefix(word.size());
    }
    row.tensor = trimmed(text);
    report.metrics.push_back(std::move(row));
  }

  void add_scale(std::string array, std::string type, std::string_view scale,
                 std::string_view zero_point) {
    const auto value = parse_number(trimmed(scale));
    const auto zero = parse_number(trimmed(zero_point));
    if (!value || !zero) return;
    report.scales.push_back(
        {std::move(array), std::move(type), *value, rounding_of(trimmed(scale)), *zero});
  }

  std::vector<std::string> columns_;  // of the metrics' table, once its head was seen
  std::optional<int> cross_report_;   // whose notes we are in
  bool in_notes_ = false;
};

}  // namespace

Result<StReport> parse_st_report(Bytes bytes) {
  ReportReader reader;
  std::string_view rest = as_text(bytes);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    reader.line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (reader.report.tool_version.empty())
    return fail(bad_input("not a report of ST Edge AI Core")
                    .expected("a line that begins with 'ST Edge AI Core v'"));
  return std::move(reader.report);
}

Result<StReport> read_st_report(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto report = parse_st_report(as_bytes(text));
  if (!report) return fail(std::move(report).error().in(to_utf8(path)));
  return report;
}

}  // namespace npuscope
