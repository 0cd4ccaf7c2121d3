// SPDX-License-Identifier: Apache-2.0
#include "audit/audit.h"

#include <algorithm>
#include <tuple>

namespace npuscope {

std::string_view audit_severity_name(AuditSeverity severity) {
  switch (severity) {
    case AuditSeverity::kError: return "error";
    case AuditSeverity::kWarning: return "warning";
    case AuditSeverity::kDuty: return "duty";
    case AuditSeverity::kFact: return "fact";
    case AuditSeverity::kRefuted: return "refuted";
    case AuditSeverity::kHint: return "hint";
  }
  return "";
}

std::string_view question_name(AuditQuestion question) {
  switch (question) {
    case AuditQuestion::kModel: return "model";
    case AuditQuestion::kRuntime: return "runtime";
    case AuditQuestion::kMemory: return "memory";
    case AuditQuestion::kExecution: return "execution";
  }
  return "";
}

std::vector<AuditFinding> audit(const AuditInput& input) {
  std::vector<AuditFinding> found;
  for (const AuditRule rule : audit_rules()) rule(input, found);
  std::ranges::stable_sort(found, [](const AuditFinding& a, const AuditFinding& b) {
    return std::tie(a.severity, a.id) < std::tie(b.severity, b.id);
  });
  return found;
}

}  // namespace npuscope
