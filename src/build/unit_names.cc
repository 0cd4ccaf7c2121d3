// SPDX-License-Identifier: Apache-2.0
#include "build/unit_names.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.h"

namespace npuscope {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Takes "WORD_digits" or "_WORD_digits" off the end; the digits.
std::optional<int> take_counter(std::string_view& text, std::string_view word) {
  const size_t last = text.rfind('_');
  if (last == text.npos || !is_number(text.substr(last + 1))) return std::nullopt;
  std::string_view front = text.substr(0, last);
  if (!front.ends_with(word)) return std::nullopt;
  const auto number = whole_number<int>(text.substr(last + 1));
  front.remove_suffix(word.size());
  if (!front.empty() && !front.ends_with('_')) return std::nullopt;
  if (number) text = front.empty() ? front : front.substr(0, front.size() - 1);
  return number;
}

/// Up to the first part that is a number: "Gemm_40" of "Gemm_40_conv_44"; all where there is none.
size_t node_length(std::string_view name) {
  size_t begin = 0;
  while (begin < name.size()) {
    const size_t end = std::min(name.find('_', begin), name.size());
    if (begin > 0 && is_number(name.substr(begin, end - begin))) return end;
    begin = end + 1;
  }
  return name.size();
}

}  // namespace

UnitName parse_unit_name(std::string_view name) {
  UnitName parsed;
  const size_t length = node_length(name);
  parsed.node = name.substr(0, length);
  std::string_view rest = name.substr(std::min(length + 1, name.size()));
  if (const auto link = take_counter(rest, "ca_pipe")) parsed.link = *link;
  parsed.piece = take_counter(rest, "subm");
  for (const std::string_view role : {"mul_scale", "off_bias", "suboff", "add"}) {
    if (!take_counter(rest, role)) continue;
    parsed.role = role;
    break;
  }
  // The layer that the node became, and the number of a PRelu's axis.
  if (!take_counter(rest, "expanded_conv")) take_counter(rest, "conv");
  const size_t first = std::min(rest.find('_'), rest.size());
  if (is_number(rest.substr(0, first))) rest = rest.substr(std::min(first + 1, rest.size()));
  if (parsed.role.empty()) parsed.role = rest;
  return parsed;
}

}  // namespace npuscope
