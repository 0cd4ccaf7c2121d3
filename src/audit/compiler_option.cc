// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "audit/rule_support.h"

namespace npuscope {

std::optional<StatedValue> compiler_option(const Build& build, std::string_view name) {
  for (const auto& log : build.files.logs)
    if (const auto value = log.content.compiler_flag(name))
      return StatedValue{*value,
                         evidence_in(log, log.content.compiler_arguments.line,
                                     std::string(name) + (value->empty() ? "" : " ") + *value)};
  for (const auto& network : build.files.networks) {
    const auto option = std::ranges::find(network.content.options, name, &StOption::name);
    if (option == network.content.options.end() || option->value == "false") continue;
    return StatedValue{option->value == "true" ? "" : option->value,
                       evidence_in(network, option->line, option->name + " = " + option->value)};
  }
  return std::nullopt;
}

std::optional<AuditEvidence> compiler_options_known(const Build& build) {
  for (const auto& log : build.files.logs)
    if (!log.content.compiler_arguments.text.empty())
      return evidence_in(log, log.content.compiler_arguments.line, "the compiler's arguments");
  for (const auto& network : build.files.networks)
    if (!network.content.options.empty())
      return evidence_in(network, network.content.options.front().line,
                         "the compiler's options in the header");
  return std::nullopt;
}

}  // namespace npuscope
