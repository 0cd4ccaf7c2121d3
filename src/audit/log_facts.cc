// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "audit/rule_support.h"
#include "base/text.h"

namespace npuscope {

bool runs_on_npu(const Build& build) {
  const BuildFiles& files = build.files;
  if (!files.networks.empty()) return build.target == StTarget::kNeuralArt;
  return std::ranges::any_of(files.logs,
                             [](const auto& log) {
                               return !log.content.compiler_arguments.text.empty() ||
                                      !log.content.compiler_version.text.empty() ||
                                      log.content.command_flag("--st-neural-art").has_value();
                             }) ||
         std::ranges::any_of(files.c_infos,
                             [](const auto& info) { return info.content.provenance.neural_art; });
}

std::optional<StatedValue> summary_value(const Build& build, std::string_view key) {
  for (const auto& log : build.files.logs)
    if (const GenerateLog::Pair* pair = log.content.find(key))
      return StatedValue{pair->value,
                         evidence_in(log, pair->line, pair->key + " : " + pair->value)};
  return std::nullopt;
}

std::optional<StatedValue> command_option(const Build& build, std::string_view name) {
  for (const auto& log : build.files.logs)
    if (const auto value = log.content.command_flag(name))
      return StatedValue{*value,
                         evidence_in(log, log.content.command.line,
                                     std::string(name) + (value->empty() ? "" : " ") + *value)};
  return std::nullopt;
}

std::optional<StatedValue> stated_core_version(const Build& build) {
  if (build.core_version.empty()) return std::nullopt;
  for (const auto& log : build.files.logs)
    if (!log.content.tool_version.text.empty())
      return StatedValue{build.core_version,
                         evidence_in(log, log.content.tool_version.line,
                                     "ST Edge AI Core v" + log.content.tool_version.text)};
  for (const auto& network : build.files.networks)
    if (!network.content.git_branch.empty())
      return StatedValue{build.core_version, evidence_in(network, 0, network.content.git_branch)};
  for (const auto& info : build.files.c_infos)
    if (!info.content.provenance.tool_version.empty())
      return StatedValue{build.core_version,
                         evidence_in(info, 0, info.content.provenance.tool_version)};
  return StatedValue{build.core_version, {}};
}

std::vector<AuditEvidence> message_evidence(const Artefact<GenerateLog>& log,
                                            const StLine& message) {
  std::vector<AuditEvidence> lines;
  std::string_view rest = message.text;
  for (int64_t line = message.line; !rest.empty(); ++line) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back(evidence_in(log, line, std::string(rest.substr(0, end))));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

AuditEvidence port_evidence(const Artefact<GenerateLog>& log, const GenerateLog::Port& port) {
  std::string text = fmt::format("{} '{}', {} {}", port.input ? "input" : "output", port.name,
                                 port.type, fmt::join(port.shape, "x"));
  for (const std::string& more : {port.quantization, port.where})
    if (!more.empty()) text += ", " + more;
  return evidence_in(log, port.line, std::move(text));
}

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.find_last_of("/\\") + 1));
}

std::optional<int64_t> leading_count(std::string_view text) {
  std::string digits;
  for (const char c : trimmed(text)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != ',' || digits.empty())
      break;
  }
  return whole_number<int64_t>(digits);
}

}  // namespace npuscope
