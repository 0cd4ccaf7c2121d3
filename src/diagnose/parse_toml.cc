// SPDX-License-Identifier: Apache-2.0
#include "diagnose/parse_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/utf8.h"

namespace npuscope {
namespace {

constexpr size_t kMostNames = 32;

std::string line_place(std::string_view text, size_t offset) {
  return fmt::format("line {}", 1 + std::ranges::count(text.substr(0, offset), '\n'));
}

/// Behind the string that begins at `at`; at the line's end where a string of one line is not
/// closed. A backslash takes the next character with it, but not between single quotes.
size_t behind_string(std::string_view text, size_t at) {
  const char quote = text[at];
  const std::string triple(3, quote);
  const bool many_lines = text.substr(at).starts_with(triple);
  at += many_lines ? 3 : 1;
  while (at < text.size()) {
    if (text[at] == '\\' && quote == '"') {
      at += 2;
    } else if (!many_lines && text[at] == '\n') {
      return at;
    } else if (!many_lines && text[at] == quote) {
      return at + 1;
    } else if (many_lines && text.substr(at).starts_with(triple)) {
      // One or two further quotes belong to the string.
      return std::min(text.find_first_not_of(quote, at + 3), std::min(at + 5, text.size()));
    } else {
      ++at;
    }
  }
  return text.size();
}

/// Where a key of more than kMostNames names passes that number. Dots outside of strings and
/// comments stand between names or in numbers, and no number has more than one.
std::optional<size_t> find_long_key(std::string_view text) {
  constexpr std::string_view kNoKeyGoesOn = "=,[]{}\n";
  size_t dots = 0;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = behind_string(text, at);
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '.' && ++dots == kMostNames) return at;
    if (kNoKeyGoesOn.find(c) != std::string_view::npos) dots = 0;
    ++at;
  }
  return std::nullopt;
}

/// Nothing where an assertion fails.
std::optional<toml::parse_result> try_parse(std::string_view text) {
  try {
    return toml::parse(text);
  } catch (const std::logic_error&) {
    return std::nullopt;
  }
}

/// The number of the line that fails an assertion: without it, and what follows, none fails.
size_t failing_line(std::string_view text) {
  std::vector<size_t> ends;  // of lines
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    ends.push_back(at + 1);
  const auto failing = std::ranges::partition_point(
      ends, [&](size_t end) { return try_parse(text.substr(0, end)).has_value(); });
  return 1 + static_cast<size_t>(failing - ends.begin());
}

}  // namespace

Result<toml::table> parse_toml(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // a byte order mark
  // toml++ 3.3 aborts on some texts that are not UTF-8.
  if (const auto place = first_not_utf8(text))
    return fail(
        bad_input("the case is not UTF-8").in(line_place(text, *place)).hint("save it as UTF-8"));
  if (const auto place = find_long_key(text))
    return fail(bad_input("a key of too many names with dots between")
                    .expected(fmt::format("at most {}", kMostNames))
                    .in(line_place(text, *place)));
  auto parsed = try_parse(text);
  if (!parsed)
    return fail(bad_input("not TOML: a name, a value or a closing bracket is missing")
                    .expected("[table], [[table]] or key = value")
                    .in(fmt::format("line {}", failing_line(text))));
  if (!*parsed)
    return fail(bad_input(std::string(parsed->error().description()))
                    .in(fmt::format("line {}, column {}", parsed->error().source().begin.line,
                                    parsed->error().source().begin.column)));
  return std::move(*parsed).table();
}

}  // namespace npuscope
