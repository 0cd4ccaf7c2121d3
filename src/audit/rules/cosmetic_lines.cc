// SPDX-License-Identifier: Apache-2.0
// ST071: lines that alarm and mean nothing for the numbers.
#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

bool is_missing_compiler(const StLine& line) {
  return line.text.find("is not in the PATH") != std::string::npos;
}

void check_missing_compiler(const Artefact<GenerateLog>& log, std::vector<AuditEvidence>& found) {
  for (const auto* lines : {&log.content.notes, &log.content.warnings, &log.content.unknown})
    for (const StLine& line : *lines)
      if (is_missing_compiler(line)) found.push_back(message_evidence(log, line).front());
}

}  // namespace

void check_cosmetic_lines(const AuditInput& input, std::vector<AuditFinding>& found) {
  for (const auto& log : input.build->files.logs) {
    std::vector<AuditEvidence> compiler;
    check_missing_compiler(log, compiler);
    if (!compiler.empty())
      found.push_back(
          {.id = "ST071",
           .severity = AuditSeverity::kRefuted,
           .question = AuditQuestion::kRuntime,
           .title = "The C compiler was not found: only the size of the runtime is not known",
           .evidence = std::move(compiler),
           .why = "The tool would have measured the code's size with it. The generated "
                  "files are the same.",
           .fix = "",
           .settle = ""});
    const GenerateLog::Pair* macc = log.content.find("macc");
    if (macc && macc->value == "0")
      found.push_back({.id = "ST071",
                       .severity = AuditSeverity::kRefuted,
                       .question = AuditQuestion::kExecution,
                       .title = "macc : 0 does not mean that nothing is computed",
                       .evidence = {evidence_in(log, macc->line, "macc : 0")},
                       .why = "2.x counts no operations of what the NPU's compiler takes over.",
                       .fix = "",
                       .settle = ""});
  }
}

}  // namespace npuscope
