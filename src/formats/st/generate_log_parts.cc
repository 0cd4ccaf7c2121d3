// SPDX-License-Identifier: Apache-2.0
#include "formats/st/generate_log_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace npuscope {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Takes tokens off a line's front; blanks before each of them do not matter.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() {
    skip_blanks();
    return rest_.empty();
  }
  [[nodiscard]] std::string_view rest() {
    skip_blanks();
    return rest_;
  }

  bool take(std::string_view token) {
    skip_blanks();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  /// What stands before `mark`, which is taken too.
  std::optional<std::string_view> until(std::string_view mark) {
    const size_t place = rest_.find(mark);
    if (place == std::string_view::npos) return std::nullopt;
    const std::string_view taken = rest_.substr(0, place);
    rest_.remove_prefix(place + mark.size());
    return trimmed(taken);
  }

  template <class T>
  std::optional<T> number() {
    skip_blanks();
    T value{};
    const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (code != std::errc()) return std::nullopt;
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    return value;
  }

  /// "0x342E0000": eight digits or more.
  std::optional<uint64_t> address() {
    if (!take("0x")) return std::nullopt;
    uint64_t value = 0;
    const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, 16);
    if (code != std::errc() || end - rest_.data() < 8) return std::nullopt;
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    return value;
  }

  /// "448.000 kB" in bytes; ST's units are powers of 1024.
  std::optional<double> size() {
    const auto value = number<double>();
    if (!value || !std::isfinite(*value) || *value < 0) return std::nullopt;
    skip_blanks();
    for (const auto& [unit, factor] : kUnits)
      if (take(unit)) return *value * factor;
    return std::nullopt;
  }

  /// "( 14.44 % used)"
  bool share() { return take("(") && number<double>() && take("%") && take("used") && take(")"); }

 private:
  struct Unit {
    std::string_view name;
    double factor;
  };
  static constexpr double kKilo = 1024;
  static constexpr std::array<Unit, 5> kUnits = {Unit{"kB", kKilo}, Unit{"KB", kKilo},
                                                 Unit{"MB", kKilo* kKilo},
                                                 Unit{"GB", kKilo* kKilo* kKilo}, Unit{"B", 1}};

  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_[0])) rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

struct Region {
  std::string name;
  uint64_t begin = 0, end = 0;
};

/// "npuRAM5 [0x342E0000 - 0x34350000]:"
LogMatch read_region(Scanner& scan, Region& region) {
  const auto name = scan.until("[");
  if (!name || !is_name(*name)) return LogMatch::kNo;
  if (!scan.rest().starts_with("0x")) return LogMatch::kNo;
  region.name = *name;
  const auto begin = scan.address();
  if (!begin || !scan.take("-")) return LogMatch::kPartial;
  const auto end = scan.address();
  if (!end || !scan.take("]")) return LogMatch::kPartial;
  region.begin = *begin;
  region.end = *end;
  return scan.take(":") ? LogMatch::kWhole : LogMatch::kPartial;
}

/// "HW", "-SW-", "EC", "Hybrid" in the words of GenerateLog.
std::optional<std::string> engine_of(std::string_view word) {
  if (word == "HW" || word == "EC") return std::string(word);
  if (word == "-SW-" || word == "SW") return "SW";
  if (word == "??") return "?";
  if (word == "Hybrid" || word == "HYBRID" || word == "-Hybrid-") return "Hybrid";
  return std::nullopt;
}

std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  const std::string_view word = text.substr(0, text.find_first_of(" \t("));
  text = trimmed(text.substr(word.size()));
  return word;
}

/// `| epoch_52 | Hybrid | DepthToSpace |`
LogMatch read_epoch_row(std::string_view text, GenerateLog::Epoch& epoch) {
  std::array<std::string_view, 3> cells;
  text.remove_prefix(1);
  for (size_t i = 0; i < cells.size(); ++i) {
    const size_t end = text.find('|');
    if (end == std::string_view::npos)
      return cells[0].starts_with("epoch") ? LogMatch::kPartial : LogMatch::kNo;
    cells[i] = trimmed(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (!trimmed(text).empty()) return LogMatch::kNo;
  const bool none = cells[0].find("no executed epoch") != std::string_view::npos;
  const auto engine = none ? std::string() : engine_of(cells[1]);
  if (!engine) return LogMatch::kNo;
  Scanner scan(cells[0]);
  if (!none) {
    const bool single = scan.take("epoch_");
    if (!single && !scan.take("epochs")) return LogMatch::kNo;
    const auto first = scan.number<int64_t>();
    const auto last = !single && scan.take("->") ? scan.number<int64_t>() : first;
    if (!first || !last || !scan.at_end()) return LogMatch::kNo;
    epoch.first = *first;
    epoch.last = *last;
  }
  epoch.engine = *engine;
  epoch.operation = cells[2];
  return LogMatch::kWhole;
}

/// "1x128x128x3"
std::optional<std::vector<int64_t>> read_shape(std::string_view text) {
  std::vector<int64_t> shape;
  while (true) {
    const size_t end = std::min(text.find('x'), text.size());
    const auto extent = whole_number<int64_t>(trimmed(text.substr(0, end)));
    if (!extent || *extent < 0) return std::nullopt;
    shape.push_back(*extent);
    if (end == text.size()) return shape;
    text.remove_prefix(end + 1);
  }
}

constexpr std::array<std::string_view, 17> kSummaryKeys = {
    "model file",       "type",          "c_name",        "compression", "options",
    "optimization",     "target/series", "workspace dir", "output dir",  "model_fmt",
    "model_name",       "model_hash",    "params #",      "macc",        "weights (ro)",
    "activations (rw)", "ram (total)"};

constexpr std::array<std::string_view, 8> kSubcommands = {
    "generate",    "analyze",       "validate",  "quantize",
    "export-onnx", "supported-ops", "benchmark", "optimize"};

/// The next word of a command line, without its quotes; "" at the end.
std::string_view next_argument(std::string_view& rest) {
  while (!rest.empty() && is_blank(rest[0])) rest.remove_prefix(1);
  if (rest.empty()) return {};
  if (rest[0] == '"' || rest[0] == '\'') {
    const size_t end = rest.find(rest[0], 1);
    const std::string_view word = rest.substr(1, end == std::string_view::npos ? end : end - 1);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return word;
  }
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  rest.remove_prefix(word.size());
  return word;
}

bool is_option(std::string_view word) {
  if (word.size() < 2 || word[0] != '-') return false;
  return word[1] == '-' || (lower(word[1]) >= 'a' && lower(word[1]) <= 'z');
}

}  // namespace

LogMatch read_log_pool(std::string_view text, GenerateLog::Pool& pool) {
  Scanner scan(text);
  Region region;
  const LogMatch match = read_region(scan, region);
  if (match == LogMatch::kNo || scan.rest().starts_with("0x")) return LogMatch::kNo;
  pool.name = region.name;
  pool.begin = region.begin;
  pool.end = region.end;
  if (match == LogMatch::kPartial) return LogMatch::kPartial;
  const auto used = scan.size();
  if (!used || !scan.take("/")) return LogMatch::kPartial;
  const auto size = scan.size();
  if (!size) return LogMatch::kPartial;
  pool.used = *used;
  pool.size = *size;
  if (!scan.share() || !scan.take("--") || !scan.take("weights:")) return LogMatch::kPartial;
  const auto weights = scan.size();
  if (!weights || !scan.share() || !scan.take("activations:")) return LogMatch::kPartial;
  const auto activations = scan.size();
  if (!activations || !scan.share()) return LogMatch::kPartial;
  pool.weights = *weights;
  pool.activations = *activations;
  return scan.at_end() ? LogMatch::kWhole : LogMatch::kNo;
}

LogMatch read_log_ranges(std::string_view text, std::vector<GenerateLog::Range>& ranges) {
  Scanner scan(text);
  Region region;
  const LogMatch match = read_region(scan, region);
  if (match != LogMatch::kWhole) return match;
  ranges.clear();
  while (!scan.at_end()) {
    const auto begin = scan.address();
    if (!begin) return ranges.empty() ? LogMatch::kNo : LogMatch::kPartial;
    if (!scan.take("-")) return LogMatch::kPartial;
    const auto end = scan.address();
    if (!end) return LogMatch::kPartial;
    ranges.push_back({.pool = region.name, .begin = *begin, .end = *end});
    for (const std::string_view between : {",", ";", "|"}) scan.take(between);
  }
  return ranges.empty() ? LogMatch::kPartial : LogMatch::kWhole;
}

LogMatch read_log_epoch(std::string_view text, GenerateLog::Epoch& epoch) {
  text = trimmed(text);
  if (text.starts_with('|')) return read_epoch_row(text, epoch);
  Scanner scan(text);
  if (!scan.take("epoch")) return LogMatch::kNo;
  const auto number = scan.number<int64_t>();
  if (!number) return LogMatch::kNo;
  std::string_view rest = scan.rest();
  const std::string_view word = take_word(rest);
  epoch.first = epoch.last = *number;
  if (word.empty() && rest.empty()) return LogMatch::kPartial;
  const auto engine = engine_of(word);
  if (!engine)
    return word == "?" || word == "-" || word == "-S" || word == "-SW" ? LogMatch::kPartial
                                                                       : LogMatch::kNo;
  epoch.engine = *engine;
  if (rest.empty()) return LogMatch::kWhole;
  if (rest[0] != '(') return LogMatch::kNo;
  const size_t end = rest.rfind(')');
  if (end == std::string_view::npos) return LogMatch::kPartial;
  // "Sub(float)" ends in a bracket of its own: in "( Sub(float) )" and in "( Sub(float)".
  if (std::count(rest.begin(), rest.end(), '(') != std::count(rest.begin(), rest.end(), ')'))
    return LogMatch::kPartial;
  if (end + 1 != rest.size()) return LogMatch::kNo;
  epoch.operation = trimmed(rest.substr(1, end - 1));
  return LogMatch::kWhole;
}

LogMatch read_log_port(std::string_view text, GenerateLog::Port& port) {
  Scanner scan(text);
  port.input = scan.take("input ");
  if (!port.input && !scan.take("output ")) return LogMatch::kNo;
  if (!scan.number<int>() || !scan.take("/") || !scan.number<int>() || !scan.take(":"))
    return LogMatch::kNo;
  if (!scan.take("'")) return LogMatch::kPartial;
  const auto name = scan.until("'");
  if (!name) return LogMatch::kPartial;
  port.name = *name;
  if (scan.take("(domain:")) {  // of versions before 9: the type follows in the next line
    const auto where = scan.until(")");
    port.where = where.value_or("");
    return where ? LogMatch::kWhole : LogMatch::kPartial;
  }
  if (!scan.take(",")) return LogMatch::kPartial;
  const auto type = scan.until("(");
  const auto extents = type ? scan.until(")") : std::nullopt;
  const auto shape = extents ? read_shape(*extents) : std::nullopt;
  if (!shape) return LogMatch::kPartial;
  port.type = *type;
  port.shape = *shape;
  if (!scan.take(",") || !scan.number<double>()) return LogMatch::kPartial;
  if (!scan.until(",")) return LogMatch::kPartial;  // KBytes
  if (scan.rest().starts_with("QLinear(")) {
    const auto quantization = scan.until(")");
    if (!quantization || !scan.take(",")) return LogMatch::kPartial;
    port.quantization = std::string(*quantization) + ")";
  }
  // Cut words are no places.
  const std::string_view where = trimmed(scan.rest());
  for (const std::string_view word : {"QLinear(", "activations"})
    if (word.starts_with(where) && word != where) return LogMatch::kPartial;
  port.where = where;
  return LogMatch::kWhole;
}

LogMatch read_log_total(std::string_view text, GenerateLog& log) {
  Scanner scan(text);
  const auto counted = [&](std::optional<int64_t>& count) {
    const auto number = scan.number<int64_t>();
    if (!number) return LogMatch::kPartial;
    count = *number;
    return scan.at_end() ? LogMatch::kWhole : LogMatch::kNo;
  };
  if (scan.take("Total number of epochs")) {
    if (!scan.take(":")) return counted(log.total_epochs);
    const auto all = scan.number<int64_t>();
    if (!all || !scan.take("of which")) return LogMatch::kPartial;
    const auto software = scan.number<int64_t>();
    if (!software || !scan.take("implemented in software")) return LogMatch::kPartial;
    log.total_epochs = *all;
    log.software_epochs = *software;
    return scan.at_end() ? LogMatch::kWhole : LogMatch::kNo;
  }
  if (scan.take(">> pure software (SW) epochs")) return counted(log.software_epochs);
  if (scan.take(">> hybrid epochs (using both software and hardware)"))
    return counted(log.hybrid_epochs);
  if (!scan.take(">> pure hardware (HW or EC) epochs")) return LogMatch::kNo;
  std::optional<int64_t> hardware;
  if (counted(hardware) == LogMatch::kPartial || !scan.take("(implemented in"))
    return LogMatch::kPartial;
  const auto blobs = scan.number<int64_t>();
  if (!blobs || !scan.take("epoch controller blobs/meta epochs)")) return LogMatch::kPartial;
  log.controller_blobs = *blobs;
  return LogMatch::kWhole;
}

LogMatch read_log_pair(std::string_view text, bool any_key, GenerateLog::Pair& pair) {
  text = trimmed(text);
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon > 40) return LogMatch::kNo;
  const std::string_view key = trimmed(text.substr(0, colon));
  const std::string_view value = trimmed(text.substr(colon + 1));
  const bool known = std::find(kSummaryKeys.begin(), kSummaryKeys.end(), key) != kSummaryKeys.end();
  // The tool always parts key and value by " : "; prose writes "key: value".
  const bool spaced = colon > 0 && is_blank(text[colon - 1]);
  if (!spaced || (!known && !any_key)) return LogMatch::kNo;
  pair.key = key;
  pair.value = value;
  return LogMatch::kWhole;
}

std::string_view log_command(std::string_view text) {
  text = trimmed(text);
  for (const std::string_view program : {"stedgeai", "stm32ai"}) {
    for (size_t place = text.find(program); place != std::string_view::npos;
         place = text.find(program, place + 1)) {
      Scanner scan(text.substr(place + program.size()));
      scan.take(".exe");
      const bool quoted = scan.take("\"");
      std::string_view rest = scan.rest();
      const std::string_view word = take_word(rest);
      if (std::find(kSubcommands.begin(), kSubcommands.end(), word) == kSubcommands.end()) continue;
      size_t start = text.substr(0, place).find_last_of(quoted ? "\"" : " \t\"");
      start = start == std::string_view::npos ? 0 : quoted ? start : start + 1;
      const std::string_view before = trimmed(text.substr(0, start));
      // A prompt, or nothing: else it is prose that speaks of the command.
      if (before.empty() ||
          std::string_view(">$#%:\"&'").find(before.back()) != std::string::npos ||
          before.ends_with(".exe"))
        return text.substr(start);
    }
  }
  return {};
}

std::optional<std::string> command_line_value(std::string_view command, std::string_view name) {
  while (!command.empty()) {
    const std::string_view word = next_argument(command);
    if (word.empty() && command.empty()) return std::nullopt;
    if (word.starts_with(name) && word.substr(name.size()).starts_with('='))
      return std::string(word.substr(name.size() + 1));
    if (word != name) continue;
    std::string value;
    // A report prints paths without quotes: whatever is no option belongs to them.
    for (std::string_view rest = command; !rest.empty();) {
      const std::string_view part = next_argument(rest);
      if (part.empty() || is_option(part)) break;
      value += value.empty() ? std::string(part) : " " + std::string(part);
    }
    return value;
  }
  return std::nullopt;
}

}  // namespace npuscope
