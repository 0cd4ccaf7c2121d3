// SPDX-License-Identifier: Apache-2.0
// ST004: code for the CPU alone, which looks like a build for the NPU.
#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// A log of a run for the STM32N6 in which the NPU's compiler took no part.
bool without_npu(const GenerateLog& log) {
  if (log.command.text.empty() || !log.errors.empty()) return false;
  const auto target = log.command_flag("--target");
  return target && target->starts_with("stm32n6") && !log.command_flag("--st-neural-art") &&
         log.compiler_version.text.empty() && log.compiler_arguments.text.empty();
}

std::vector<AuditEvidence> evidence(const Build& build) {
  std::vector<AuditEvidence> lines;
  const BuildFiles& files = build.files;
  const auto npu = [](const auto& network) {
    return network.content.target == StTarget::kNeuralArt;
  };
  if (std::ranges::any_of(files.networks, npu)) return lines;
  for (const auto& network : files.networks)
    lines.push_back(evidence_in(network, 1, "includes no ll_aton_NN_interface.h"));
  const bool all_cpu =
      std::ranges::all_of(files.c_infos, [](const auto& info) { return info.content.cpu_only; });
  if (all_cpu)
    for (const auto& info : files.c_infos)
      lines.push_back(evidence_in(info, 0, "tools: no ATONN Compiler; all nodes in software"));
  if (files.c_infos.empty() && files.networks.empty())
    for (const auto& log : files.logs)
      if (without_npu(log.content)) lines.push_back(evidence_in(log, log.content.command));
  return lines;
}

}  // namespace

void check_cpu_only(const AuditInput& input, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> lines = evidence(*input.build);
  if (lines.empty()) return;
  found.push_back(
      {.id = "ST004",
       .severity = AuditSeverity::kError,
       .question = AuditQuestion::kRuntime,
       .title = "This is code for the CPU alone: the NPU takes no part",
       .evidence = std::move(lines),
       .why = "The files have the same names as those of an NPU build and run on the board, "
              "slowly and with the numbers of ST's C library. Comparisons with the NPU's "
              "arithmetic mean nothing here.",
       .fix = "Generate with --st-neural-art, for example --target stm32n6 --st-neural-art "
              "default@user_neuralart.json; nothing may stand between the option and its value.",
       .settle = ""});
}

}  // namespace npuscope
