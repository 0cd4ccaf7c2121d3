// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "formats/json.h"
#include "report/audit_finding_json.h"
#include "report/audit_report.h"

namespace npuscope {
namespace {

constexpr int kSchema = 1;

constexpr AuditSeverity kSeverities[] = {AuditSeverity::kError,   AuditSeverity::kWarning,
                                         AuditSeverity::kDuty,    AuditSeverity::kFact,
                                         AuditSeverity::kRefuted, AuditSeverity::kHint};

OrderedJson files_json(const Build& build) {
  OrderedJson files = OrderedJson::array();
  for (const AuditedFile& file : audited_files(build))
    files.push_back({{"file", file.label}, {"kind", file.kind}, {"text", file.text}});
  return files;
}

OrderedJson unknown_json(const Build& build) {
  OrderedJson lines = OrderedJson::array();
  for (const auto& log : build.files.logs)
    for (const StLine& line : log.content.unknown)
      lines.push_back({{"file", log.label}, {"line", line.line}, {"text", line.text}});
  return lines;
}

}  // namespace

OrderedJson audit_finding_json(const AuditFinding& finding) {
  OrderedJson evidence = OrderedJson::array();
  for (const AuditEvidence& line : finding.evidence)
    evidence.push_back(
        {{"file", line.source.file}, {"line", line.source.line}, {"text", line.text}});
  return {{"id", finding.id},
          {"severity", audit_severity_name(finding.severity)},
          {"question", question_name(finding.question)},
          {"title", finding.title},
          {"evidence", std::move(evidence)},
          {"why", finding.why},
          {"fix", finding.fix},
          {"settle", finding.settle},
          {"lead", finding.lead}};
}

int64_t AuditResult::count(AuditSeverity severity) const {
  return std::ranges::count(findings, severity, &AuditFinding::severity);
}

std::string audit_json(const AuditResult& result) {
  const Build& build = *result.input.build;
  OrderedJson counts;
  for (const AuditSeverity severity : kSeverities)
    counts[std::string(audit_severity_name(severity))] = result.count(severity);
  OrderedJson json = {{"schema", kSchema},
                      {"path", result.path},
                      {"core", build.core_version},
                      {"network", build.network},
                      {"files", files_json(build)},
                      {"counts", std::move(counts)},
                      {"findings", OrderedJson::array()},
                      {"further", OrderedJson::array()},
                      {"notes", result.notes},
                      {"unknown_lines", unknown_json(build)}};
  for (const AuditFinding& finding : result.findings)
    json["findings"].push_back(audit_finding_json(finding));
  for (const FurtherFile& file : result.further)
    json["further"].push_back({{"file", file.file}, {"how", file.how}, {"settles", file.settles}});
  return json_text(json);
}

}  // namespace npuscope
