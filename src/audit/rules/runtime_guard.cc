// SPDX-License-Identifier: Apache-2.0
// ST003: which runtime the firmware must be linked with, and whether anything enforces it.
#include <fmt/format.h>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "audit/runtime_versions.h"

namespace npuscope {
namespace {

std::string wanted_text(const RuntimeVersion& guard) {
  const auto core = core_of_runtime(guard);
  return fmt::format("LL_ATON {}.{}.{}, DEV {}{}", guard[0], guard[1], guard[2], guard[3],
                     core ? fmt::format(" (of Core {})", *core) : "");
}

AuditFinding no_guard(const Artefact<NetworkC>& network) {
  return {.id = "ST003",
          .severity = AuditSeverity::kWarning,
          .question = AuditQuestion::kRuntime,
          .title = "Generated code does not check the runtime's version",
          .evidence = {evidence_in(network, 1, "no comparison of LL_ATON_VERSION in the file")},
          .why =
              "All generated code compares the four numbers of ll_aton_version.h. Without it "
              "any runtime links, and one of another version runs the epochs wrongly: zeros, "
              "constant outputs or a hang.",
          .fix = "Restore the check: generate again, and copy network.c without editing it.",
          .settle = "LL_ATON_VERSION_NAME in the firmware's ll_aton_version.h."};
}

AuditFinding guard(const Artefact<NetworkC>& network) {
  const NetworkC& code = network.content;
  const std::string wanted = wanted_text(*code.runtime_guard);
  AuditFinding finding{
      .id = "ST003",
      .severity = AuditSeverity::kRefuted,
      .question = AuditQuestion::kRuntime,
      .title = "A firmware with another runtime than " + wanted + " does not compile",
      .evidence = {evidence_in(network, code.guard_line, "#error")},
      .why =
          "The runtime and the generated code belong together, down to the last "
          "of the four numbers; here the compiler enforces it.",
      .fix = "",
      .settle = ""};
  if (code.guard_is_error) return finding;
  finding.severity = AuditSeverity::kDuty;
  finding.title = "The firmware must be built with " + wanted + ": a mismatch only warns";
  finding.evidence = {evidence_in(network, code.guard_line, "#warning")};
  finding.why =
      "This guard lets a mismatched runtime compile, so it can ship: zeros, constant outputs or a "
      "hang, with no other sign than one line in the build's output.";
  finding.fix = fmt::format(
      "Compare ll_aton_version.h of the firmware with {}, and treat 'Possible mismatch in ll_aton "
      "library used' as an error (-Werror=cpp).",
      runtime_text(*code.runtime_guard));
  finding.settle = "The firmware's ll_aton_version.h, or the runtime that a validate report names.";
  return finding;
}

void check_validation(const Artefact<NetworkC>& network, const Artefact<StReport>& report,
                      std::vector<AuditFinding>& found) {
  const auto runs = runtime_in(report.content.runtime);
  if (!runs || *runs == *network.content.runtime_guard) return;
  found.push_back(
      {.id = "ST003",
       .severity = AuditSeverity::kError,
       .question = AuditQuestion::kRuntime,
       .title = fmt::format("The board ran runtime {}, the code is for {}", runtime_text(*runs),
                            runtime_text(*network.content.runtime_guard)),
       .evidence = {evidence_in(report, 0, report.content.runtime),
                    evidence_in(network, network.content.guard_line,
                                wanted_text(*network.content.runtime_guard))},
       .why = "Code and runtime of different versions give zeros, constant outputs or a hang.",
       .fix = "Link the firmware with the runtime from the same ST Edge AI Core as network.c.",
       .settle = "Whether this report is of the firmware with this network.c."});
}

}  // namespace

void check_runtime_guard(const AuditInput& input, std::vector<AuditFinding>& found) {
  const BuildFiles& files = input.build->files;
  if (files.networks.empty() || files.networks.front().content.target != StTarget::kNeuralArt)
    return;
  const auto& network = files.networks.front();
  if (!network.content.runtime_guard) {
    found.push_back(no_guard(network));
    return;
  }
  found.push_back(guard(network));
  for (const auto& report : files.validations) check_validation(network, report, found);
}

}  // namespace npuscope
