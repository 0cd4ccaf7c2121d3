// SPDX-License-Identifier: Apache-2.0
#include "report/diagnosis_build.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

std::string build_line(const Build& build) {
  const auto software = std::ranges::count_if(build.epochs, [](const BuildEpoch& epoch) {
    return epoch.engine == Engine::kSoftware || epoch.engine == Engine::kHybrid;
  });
  std::string text = fmt::format("  {}", to_utf8(build.path));
  if (!build.core_version.empty()) text += ", ST Edge AI Core " + build.core_version;
  if (build.target == StTarget::kCpuOnly) text += ", for the processor alone";
  if (!build.epochs.empty())
    text += fmt::format(", {}, {} of them in software",
                        plural(static_cast<int64_t>(build.epochs.size()), "epoch"), software);
  return text + "\n";
}

std::string duties_text(int64_t count) {
  return fmt::format("{} {}", count, count == 1 ? "duty" : "duties");
}

bool is_grave(const AuditFinding& finding) {
  return finding.severity == AuditSeverity::kError || finding.severity == AuditSeverity::kWarning;
}

std::string finding_text(const AuditFinding& finding, bool colour) {
  const bool error = finding.severity == AuditSeverity::kError;
  std::string text = "  " +
                     emphasised(fmt::format("{} {}: {}", finding.id,
                                            audit_severity_name(finding.severity), finding.title),
                                error ? Emphasis::kBad : Emphasis::kWarn, colour) +
                     "\n";
  for (const AuditEvidence& evidence : finding.evidence)
    text += fmt::format("      - {}: {}\n", evidence.source.text(), evidence.text);
  if (!finding.fix.empty()) text += "      next: " + finding.fix + "\n";
  return text;
}

}  // namespace

std::string build_section(const Diagnosis& d, bool colour) {
  if (!d.ladder.build) return {};
  std::string text = heading_text("Build", colour) + build_line(*d.ladder.build);
  for (const AuditFinding& finding : d.ladder.audit)
    if (is_grave(finding)) text += finding_text(finding, colour);
  const auto grave = std::ranges::count_if(d.ladder.audit, is_grave);
  const auto duties = std::ranges::count_if(d.ladder.audit, [](const AuditFinding& finding) {
    return finding.severity == AuditSeverity::kDuty;
  });
  if (grave == 0) text += "  the audit finds no error and no warning";
  text += fmt::format("{}{} that these files cannot show to be done: npuscope audit {}\n",
                      grave == 0 ? "; " : "  ", duties_text(duties), to_utf8(d.ladder.build->path));
  return text;
}

}  // namespace npuscope
