// SPDX-License-Identifier: Apache-2.0
#include "formats/st/log_lines.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"

namespace npuscope {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Beginnings of lines that only ST's tool writes: what stands before them is somebody else's.
constexpr std::array<std::string_view, 17> kAnchors = {
    "ST Edge AI Core v",   "Created date",        "Exec/report summary",
    "model_fmt",           "model_hash",          "target/series",
    "Compilation details", "Compiler version:",   "Compiler arguments:",
    "=================",   "Memory usage inform", "Used memory ranges",
    "Epochs details",      "Total number of epo", "| epoch_",
    ">>>> EXECUTING ",     "<<<< DONE EXECUTING"};
constexpr size_t kLongestPrefix = 100;
constexpr size_t kMostShapes = 16;  // of prefixes in one log

/// Without a terminal's control sequences: ESC [ … letter, and any other escaped character.
std::string without_escapes(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\x1b') {
      plain += text[i];
    } else if (++i < text.size() && text[i] == '[') {
      while (i + 1 < text.size() && (text[i + 1] < '@' || text[i + 1] > '~')) ++i;
      ++i;
    }
  }
  return plain;
}

/// Takes "PASS:  98%|███▊| 102/104 [01:25<00:05,  2.94s/it]" off the front.
bool take_progress(std::string_view& text) {
  const size_t bar = text.find("%|");
  if (bar == 0 || bar > 40 || !is_digit(text[bar - 1])) return false;
  const size_t end = text.find("it/s]");
  const size_t other = text.find("s/it]");
  const size_t place = std::min(end, other);
  text.remove_prefix(place == std::string_view::npos ? text.size() : place + 5);
  return true;
}

size_t count_digits(std::string_view text, size_t at) {
  size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

/// The length of a date or time at the front, "2026-06-16", "05/30/2026", "21:38:12,359",
/// "10:30:00.123Z"; 0 where there is none.
size_t date_or_time(std::string_view text) {
  size_t at = count_digits(text, 0);
  if (at == 0 || at > 4) return 0;
  size_t parts = 1;
  while (at < text.size() && parts < 3 && (text[at] == '-' || text[at] == '/' || text[at] == ':')) {
    const size_t digits = count_digits(text, at + 1);
    if (digits == 0 || digits > 4) return 0;
    at += 1 + digits;
    ++parts;
  }
  if (parts < 2 || (parts == 2 && text.find(':') >= at)) return 0;
  if (at < text.size() && (text[at] == '.' || text[at] == ','))
    at += 1 + count_digits(text, at + 1);
  if (at < text.size() && text[at] == 'Z') ++at;
  if (at < text.size() && text[at] == '+') at += 1 + count_digits(text, at + 1);
  if (text.substr(at).starts_with(" AM") || text.substr(at).starts_with(" PM")) at += 3;
  if (at < text.size() && text[at] == 'T') return at + 1;  // of ISO 8601: the time follows
  return at == text.size() || is_blank(text[at]) || text[at] == ']' || text[at] == ':' ? at : 0;
}

bool is_level(std::string_view word) {
  const std::string name = lower(std::string(word));
  return name == "info" || name == "debug" || name == "notice" || name == "warn" ||
         name == "warning" || name == "error";
}

/// The length of "[INFO]", "[stdout]", "[12:30:01]" at the front; 0 where there is none. A shape
/// "[b:1,…]" and a range "[0x…]" are the tool's own.
size_t bracketed(std::string_view text) {
  if (text.size() < 3 || text[0] != '[') return 0;
  const size_t end = text.find(']');
  if (end == std::string_view::npos || end > 48) return 0;
  const std::string_view inside = trimmed(text.substr(1, end - 1));
  if (inside.find(',') != std::string_view::npos && date_or_time(inside) == 0) return 0;
  return inside.starts_with("0x") || inside.starts_with("b:") ? 0 : end + 1;
}

/// The length of "CmdLine:148 - ", with which CubeMX hands on what the tool prints; or 0.
size_t logger(std::string_view text) {
  if (!text.starts_with("CmdLine:")) return 0;
  const size_t digits = count_digits(text, 8);
  return digits > 0 && text.substr(8 + digits).starts_with(" - ") ? 11 + digits : 0;
}

/// Takes times, "[INFO]" and "#12 3.4 " off the front.
void take_tags(std::string_view& text) {
  for (bool tagged = false;; tagged = true) {
    std::string_view rest = text;
    while (!rest.empty() && is_blank(rest[0])) rest.remove_prefix(1);
    size_t length = date_or_time(rest);
    if (length == 0) length = bracketed(rest);
    if (length == 0 && rest.starts_with('#')) {  // of a container build: step and seconds
      const size_t step = count_digits(rest, 1);
      const size_t seconds = step > 0 ? count_digits(rest, step + 2) : 0;
      if (seconds > 0 && step + 2 + seconds < rest.size() && rest[step + 2 + seconds] == '.')
        length = step + 3 + seconds + count_digits(rest, step + 3 + seconds);
    }
    if (length == 0 && tagged) length = logger(rest);
    if (length == 0) return;
    text = rest.substr(std::min(length, rest.size()));
    if (!text.empty() && (text[0] == ':' || is_blank(text[0]))) text.remove_prefix(1);
  }
}

/// What a prefix has in common with those of other lines: its numbers and levels do not count.
/// '\x01' is a number, '\x02' a level, ' ' any blanks.
std::string shape_of(std::string_view prefix) {
  std::string shape;
  for (size_t i = 0; i < prefix.size();) {
    size_t end = i + 1;
    const auto while_is = [&](auto is) {
      while (end < prefix.size() && is(prefix[end])) ++end;
    };
    if (is_digit(prefix[i])) {
      while_is(is_digit);
      shape += '\x01';
    } else if (is_blank(prefix[i])) {
      while_is(is_blank);
      shape += ' ';
    } else if (lower(prefix[i]) >= 'a' && lower(prefix[i]) <= 'z') {
      while_is([](char c) { return lower(c) >= 'a' && lower(c) <= 'z'; });
      const std::string_view word = prefix.substr(i, end - i);
      is_level(word) ? shape += '\x02' : shape += word;
    } else {
      shape += prefix[i];
    }
    i = end;
  }
  return shape;
}

/// How much of the text's front has that shape; nothing where it does not begin so.
std::optional<size_t> shaped(std::string_view text, std::string_view shape) {
  size_t at = 0;
  for (const char c : shape) {
    const size_t start = at;
    if (c == '\x01') {
      at += count_digits(text, at);
    } else if (c == ' ') {
      while (at < text.size() && is_blank(text[at])) ++at;
    } else if (c == '\x02') {
      while (at < text.size() && lower(text[at]) >= 'a' && lower(text[at]) <= 'z') ++at;
      if (!is_level(text.substr(start, at - start))) return std::nullopt;
    } else if (at < text.size() && text[at] == c) {
      ++at;
    }
    // The last blanks may be missing: the line may be empty behind the prefix.
    if (at == start && !(c == ' ' && at == text.size())) return std::nullopt;
  }
  return at;
}

/// The shapes of what stands before lines that are surely ST's, where two or more have it.
std::vector<std::string> common_prefixes(const std::vector<LogLine>& lines) {
  std::map<std::string, int> counts;
  for (const LogLine& line : lines) {
    size_t place = std::string::npos;
    for (const std::string_view anchor : kAnchors) place = std::min(place, line.text.find(anchor));
    if (place == std::string::npos || place > kLongestPrefix) continue;
    const std::string_view prefix = std::string_view(line.text).substr(0, place);
    // "Run failed: … error …: ST Edge AI Core v4" is no prefix but what went wrong.
    if (trimmed(prefix).empty() || lower(std::string(prefix)).find("failed") != std::string::npos)
      continue;
    ++counts[shape_of(prefix)];
  }
  std::vector<std::pair<int, std::string>> ranked;
  for (const auto& [shape, count] : counts)
    if (count > 1) ranked.emplace_back(-count, shape);
  std::sort(ranked.begin(), ranked.end());
  if (ranked.size() > kMostShapes) ranked.resize(kMostShapes);
  std::vector<std::string> common;
  for (auto& [count, shape] : ranked) common.push_back(std::move(shape));
  return common;
}

void take_prefix(LogLine& line, const std::vector<std::string>& shapes) {
  std::string_view text = line.text;
  size_t longest = 0;
  for (const std::string& shape : shapes)
    longest = std::max(longest, shaped(text, shape).value_or(0));
  text.remove_prefix(longest);
  if (longest == 0) take_tags(text);
  line.text = std::string(text);
}

int64_t characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

/// One line of the file: each of the pieces that carriage returns part.
void add_line(std::string_view text, int64_t number, bool ended, std::vector<LogLine>& lines) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  const int64_t width = characters(text);
  const size_t before = lines.size();
  while (!text.empty()) {
    const size_t end = std::min(text.find('\r'), text.size());
    const std::string piece = without_escapes(text.substr(0, end));
    std::string_view rest = piece;
    const bool progress = take_progress(rest);
    if (!(progress && trimmed(rest).empty()) && !(end < text.size() && trimmed(rest).empty()))
      lines.push_back({std::string(rest), number, width});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (lines.size() == before) lines.push_back({"", number, width});
  lines.back().ended = ended;
}

}  // namespace

bool LogLine::blank() const { return trimmed(text).empty(); }

std::vector<LogLine> log_lines(Bytes bytes) {
  const std::string text = utf8_text(as_text(bytes));
  std::vector<LogLine> lines;
  std::string_view rest = text;
  for (int64_t number = 1; !rest.empty(); ++number) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    add_line(rest.substr(0, end), number, end < rest.size(), lines);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const std::vector<std::string> shapes = common_prefixes(lines);
  for (LogLine& line : lines) take_prefix(line, shapes);
  return lines;
}

}  // namespace npuscope
