// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_reader.h"

namespace npuscope {
namespace {

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

/// What stands behind `key` and blanks, if the line begins with it.
std::optional<std::string_view> value_behind(std::string_view line, std::string_view key) {
  if (!line.starts_with(key)) return std::nullopt;
  return unquoted(trimmed(line.substr(key.size())));
}

void read_header_line(NetworkC& network, std::string_view line, int64_t number) {
  if (const auto branch = value_behind(line, "GIT_BRANCH ")) network.git_branch = *branch;
  if (const auto text = value_behind(line, "GIT_DESCRIPTION ")) network.git_description = *text;
  const size_t equals = line.find(" = ");
  if (equals == std::string_view::npos) return;
  network.options.push_back({std::string(trimmed(line.substr(0, equals))),
                             std::string(unquoted(trimmed(line.substr(equals + 3)))), number});
}

/// The number behind `name` and "!=" in the guard's condition.
Result<int> guarded_number(std::string_view condition, std::string_view name, int64_t line) {
  const size_t at = condition.find(name);
  const std::string_view rest = trimmed(condition.substr(
      std::min(at == std::string_view::npos ? at : at + name.size(), condition.size())));
  const size_t end = rest.find_first_of(" |", 3);
  const auto number =
      rest.starts_with("!=") ? whole_number<int>(trimmed(rest.substr(2, end - 2))) : std::nullopt;
  if (!number)
    return fail(in_line(bad_input("the guard of the runtime's version says no version")
                            .expected(fmt::format("'{} != NUMBER'", name)),
                        line));
  return *number;
}

Status read_guard(NetworkC& network, std::string_view condition, int64_t line) {
  std::array<int, 4> guard{};
  constexpr std::array kParts = {"LL_ATON_VERSION_MAJOR", "LL_ATON_VERSION_MINOR",
                                 "LL_ATON_VERSION_MICRO", "LL_ATON_VERSION_DEV"};
  for (size_t i = 0; i < kParts.size(); ++i)
    NPUSCOPE_TRY_SET(guard[i], guarded_number(condition, kParts[i], line));
  network.runtime_guard = guard;
  network.guard_line = line;
  return {};
}

/// "yolo" of `#define AI_NET_OBJ_INSTANCE g_yolo`, which code for the Cortex-M55 alone has.
void read_definition(NetworkC& network, std::string_view definition) {
  if (const auto name = value_behind(definition, "AI_NET_OBJ_INSTANCE "))
    network.network = name->substr(name->starts_with("g_") ? 2 : 0);
}

void read_include(NetworkCReader& reader, std::string_view file) {
  if (file == "\"ll_aton_NN_interface.h\"") reader.neural_art = true;
  if (file == "\"ll_aton_ec_trace.h\"") reader.blob_trace = true;
  if (file == "\"ai_platform_interface.h\"" || file == "\"layers.h\"")
    reader.network.target = StTarget::kCpuOnly;
}

}  // namespace

Status read_header_comment(NetworkCReader& reader) {
  const CToken& token = reader.scanner.token();
  std::string_view rest = token.text;
  for (int64_t line = token.line; !rest.empty(); ++line) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view text = trimmed(rest.substr(0, end));
    if (text.starts_with('*') || text.starts_with("/*"))
      text = trimmed(text.substr(text.find('*') + 1));
    read_header_line(reader.network, text, line);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

Status read_directive(NetworkCReader& reader) {
  const CToken& token = reader.scanner.token();
  const std::string_view text = token.content();
  if (const auto file = value_behind(text, "include ")) {
    read_include(reader, trimmed(text.substr(text.find(' '))));
  } else if (text.starts_with("if LL_ATON_VERSION_")) {
    return read_guard(reader.network, text, token.line);
  } else if (const auto definition = value_behind(text, "define ")) {
    read_definition(reader.network, *definition);
  } else if (text.starts_with("error") && text.find("ll_aton") != std::string_view::npos) {
    reader.network.guard_is_error = true;
  }
  return {};
}

}  // namespace npuscope
