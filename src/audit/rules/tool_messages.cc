// SPDX-License-Identifier: Apache-2.0
// ST009: what the tool itself complained of, and logs that break off.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

void add_all(std::vector<AuditEvidence>& evidence, std::vector<AuditEvidence> more) {
  std::ranges::move(more, std::back_inserter(evidence));
}

void check_errors(const Artefact<GenerateLog>& log, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> evidence;
  for (const StLine& error : log.content.errors) add_all(evidence, message_evidence(log, error));
  if (evidence.empty()) return;
  found.push_back({.id = "ST009",
                   .severity = AuditSeverity::kError,
                   .question = AuditQuestion::kRuntime,
                   .title = "The tool reports an error: there may be no build, or an older one",
                   .evidence = std::move(evidence),
                   .why = "What lies in the output folder need not be of this run.",
                   .fix = "Solve what it says, compile anew, and program that build.",
                   .settle = ""});
}

/// Warnings that a rule of its own explains are not repeated.
bool has_a_rule(const StLine& warning) {
  for (const std::string_view known :
       {"Unsupported keys in the current profile", "Ignore Quantization JSON"})
    if (warning.text.find(known) != std::string::npos) return true;
  return false;
}

void check_warnings(const Artefact<GenerateLog>& log, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> evidence;
  for (const StLine& warning : log.content.warnings)
    if (!has_a_rule(warning)) add_all(evidence, message_evidence(log, warning));
  if (evidence.empty()) return;
  found.push_back({.id = "ST009",
                   .severity = AuditSeverity::kFact,
                   .question = AuditQuestion::kRuntime,
                   .title = "The tool warns of what npuscope has no rule for: read it",
                   .evidence = std::move(evidence),
                   .why = "",
                   .fix = "",
                   .settle = ""});
}

/// Whether the NPU's compiler has run, or was about to.
bool of_npu(const GenerateLog& log) {
  if (!log.compiler_arguments.text.empty() || !log.compiler_version.text.empty()) return true;
  return log.command_flag("--st-neural-art").has_value();
}

void check_parts(const Artefact<GenerateLog>& log, std::vector<AuditFinding>& found) {
  const GenerateLog& content = log.content;
  if (!of_npu(content) || !content.errors.empty()) return;
  std::vector<std::string> missing;
  if (content.compiler_arguments.text.empty()) missing.emplace_back("the compiler's arguments");
  if (content.pools.empty()) missing.emplace_back("how much of each memory is used");
  if (content.ranges.empty()) missing.emplace_back("the used memory ranges");
  if (content.epochs.empty()) missing.emplace_back("the table of epochs");
  int64_t listed = 0;
  for (const auto& epoch : content.epochs) listed = std::max(listed, epoch.last);
  if (!content.epochs.empty() && content.total_epochs && listed < *content.total_epochs)
    missing.push_back(fmt::format("epochs after {} of {}", listed, *content.total_epochs));
  if (missing.empty()) return;
  found.push_back(
      {.id = "ST009",
       .severity = AuditSeverity::kFact,
       .question = AuditQuestion::kRuntime,
       .title = fmt::format("The log is not whole: it lacks {}", fmt::join(missing, ", ")),
       .evidence = {evidence_in(log, content.lines,
                                fmt::format("the last of {} lines", content.lines))},
       .why = "Nothing follows from what is not there: no finding below clears these points.",
       .fix = "Give the console output to its end, or network_generate_report.txt of the same run.",
       .settle = ""});
}

}  // namespace

void check_tool_messages(const AuditInput& input, std::vector<AuditFinding>& found) {
  for (const auto& log : input.build->files.logs) {
    check_errors(log, found);
    check_warnings(log, found);
    check_parts(log, found);
  }
}

}  // namespace npuscope
