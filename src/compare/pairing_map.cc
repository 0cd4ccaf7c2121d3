// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "compare/pairing.h"

namespace npuscope {
namespace {

constexpr std::string_view kTranspose = "transpose(";

Error malformed(std::string what, std::string_view line) {
  return bad_input(std::move(what))
      .expected("REFERENCE = OTHER, or REFERENCE = OTHER transpose(0,3,1,2)")
      .found(fmt::format("'{}'", line));
}

/// "0,3,1,2)"
Result<std::vector<int>> parse_axes(std::string_view text, std::string_view line) {
  std::vector<int> axes;
  for (;;) {
    text = trimmed(text);
    int axis = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), axis);
    if (error != std::errc() || axis < 0) return fail(malformed("the axes are not numbers", line));
    axes.push_back(axis);
    text = trimmed(text.substr(static_cast<size_t>(end - text.data())));
    if (text == ")") return axes;
    if (!text.starts_with(',')) return fail(malformed("the axes do not end with ')'", line));
    text.remove_prefix(1);
  }
}

Result<NamePair> parse_line(std::string_view line) {
  const size_t sign = line.find(" = ");
  if (sign == std::string_view::npos) return fail(malformed("there is no ' = '", line));
  NamePair pair;
  pair.reference = std::string(trimmed(line.substr(0, sign)));
  std::string_view other = trimmed(line.substr(sign + 3));
  const size_t at = other.rfind(kTranspose);
  if (at != std::string_view::npos && at > 0 && other[at - 1] == ' ' && other.ends_with(')')) {
    NPUSCOPE_TRY_SET(pair.permutation, parse_axes(other.substr(at + kTranspose.size()), line));
    other = trimmed(other.substr(0, at));
  }
  pair.other = std::string(other);
  if (pair.reference.empty() || pair.other.empty())
    return fail(malformed("a name is missing", line));
  return pair;
}

}  // namespace

Result<std::vector<NamePair>> parse_map(std::string_view text, std::string_view place) {
  std::vector<NamePair> pairs;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    auto pair = parse_line(line);
    if (!pair) return fail(std::move(pair).error().in(fmt::format("{}:{}", place, number)));
    pairs.push_back(*std::move(pair));
  }
  return pairs;
}

}  // namespace npuscope
