// SPDX-License-Identifier: Apache-2.0
#include "formats/st/network_c_units.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "formats/st/c_values.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

constexpr std::string_view kPrefix = "LL_";
constexpr std::string_view kTypeSuffix = "InitTypeDef";
constexpr std::string_view kCallSuffix = "Init";

/// The word behind `key`, which the comment holds or begins with.
std::string_view word_behind(std::string_view comment, std::string_view key) {
  const size_t at = comment.find(key);
  if (at == std::string_view::npos) return {};
  comment.remove_prefix(at + key.size());
  return comment.substr(0, comment.find_first_of(" \t\r\n|"));
}

/// "Convacc" of "LL_Convacc_InitTypeDef", "Streng_Tensor" of "LL_Streng_TensorInitTypeDef".
std::string_view unit_of_type(std::string_view type) {
  type.remove_prefix(kPrefix.size());
  type.remove_suffix(kTypeSuffix.size());
  if (type.ends_with('_')) type.remove_suffix(1);
  return type;
}

/// 0 of "CONV_ACC_V2 0".
std::optional<int> index_of(std::string_view unit) {
  return whole_number<int>(trimmed(unit.substr(std::min(unit.rfind(' '), unit.size()))));
}

}  // namespace

void StAnnouncement::hear(std::string_view comment) {
  if (comment.starts_with("Unit= ")) {
    *this = {};
    const size_t open = comment.find('[');
    const size_t close = comment.find(']');
    if (open != std::string_view::npos && close != std::string_view::npos && open < close)
      index = index_of(comment.substr(open + 1, close - open - 1));
  } else if (comment.starts_with("kind=")) {
    kind = word_behind(comment, "kind=");
    node = word_behind(comment, " node=");
  } else if (comment.starts_with("Emit conf for ")) {
    node = word_behind(comment, " node=");
  } else if (comment.starts_with("Node ") &&
             comment.find(" mapped on ") != std::string_view::npos) {
    node = word_behind(comment, "Node ");
    kind = word_behind(comment, ") as ");
    precision = word_behind(comment, "(");
    precision = precision.substr(0, precision.find(')'));
  }
}

bool StUnitReader::is_unit_type(std::string_view name) {
  return name.starts_with(kPrefix) && name.ends_with(kTypeSuffix) && !name.starts_with("LL_ATON_");
}

bool StUnitReader::is_unit_call(std::string_view name) {
  return name.starts_with(kPrefix) && name.ends_with(kCallSuffix) && !name.starts_with("LL_ATON_");
}

Status StUnitReader::read_struct_of(StEpoch& epoch, StAnnouncement& announcement) {
  const std::string_view type = unit_of_type(scanner_.token().text);
  scanner_.advance();
  const std::string_view name = scanner_.token().text;
  if (scanner_.token().kind != Kind::kName) return fail(scanner_.unexpected("a struct's name"));
  scanner_.advance();
  if (scanner_.token().is('[')) NPUSCOPE_TRY(scanner_.skip_brackets());
  NPUSCOPE_TRY(scanner_.expect('='));
  if (type == "Switch") return read_routes(epoch, name);
  return read_unit(epoch, type, name, announcement);
}

Status StUnitReader::read_unit(StEpoch& epoch, std::string_view type, std::string_view name,
                               StAnnouncement& announcement) {
  NPUSCOPE_TRY_ASSIGN(StStruct fields, read_struct(scanner_));
  units_[name] = epoch.units.size();
  StUnit& unit = epoch.units.emplace_back();
  unit.type = type;
  unit.kind = announcement.kind;
  unit.node = announcement.node;
  unit.index = announcement.index;
  unit.tensor = fields.address_comment;
  unit.fields = std::move(fields.fields);
  unit.line = fields.line;
  announcement = {};
  return {};
}

void StUnitReader::forget() {
  units_.clear();
  routes_.clear();
}

Status StUnitReader::read_call(StEpoch& epoch) {
  const bool routes = scanner_.token().text == "LL_Switch_Init";
  const int64_t line = scanner_.token().line;
  scanner_.advance();
  if (!scanner_.token().is('(')) return fail(scanner_.unexpected("'('"));
  NPUSCOPE_TRY_ASSIGN(const std::string_view arguments, scanner_.bracketed_text());
  const std::vector<std::string_view> parts = c_arguments(arguments);
  if (parts.size() < 2) return fail(scanner_.unexpected("two arguments in front of this"));
  if (routes && parts[0] == "NULL") return {};
  const auto number = whole_number<int>(routes ? parts[1] : parts[0]);
  std::string_view name = routes ? parts[0] : parts[1];
  if (name.starts_with('&')) name.remove_prefix(1);
  const auto& known = routes ? routes_ : units_;
  const auto found = known.find(name);
  if (found == known.end())
    return fail(in_line(bad_input("a unit is set up with a struct that is not there")
                            .expected("the name of a static struct above in the same function")
                            .found(fmt::format("'{}'", name)),
                        line));
  if (!number)
    return fail(in_line(
        bad_input("a unit is set up without a number").found(fmt::format("'{}'", arguments)),
        line));
  if (routes && found->second != static_cast<size_t>(*number))
    return fail(in_line(bad_input(fmt::format("the routes of '{}' are miscounted", name))
                            .expected(fmt::format("{}", found->second))
                            .found(fmt::format("{}", *number)),
                        line));
  if (!routes) epoch.units[found->second].index = *number;
  return {};
}

}  // namespace npuscope
