// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "build/build.h"

namespace npuscope {

/// How much a finding weighs. `audit` exits 1 for errors and warnings.
enum class AuditSeverity {
  kError,    ///< the numbers, or the run, will be wrong
  kWarning,  ///< they may be
  kDuty,     ///< the application must do it; these files cannot show whether it does
  kFact,     ///< what these files prove
  kRefuted,  ///< a suspicion that they rule out
  kHint,     ///< knowledge about a family of models or tools: not measured here
};
std::string_view audit_severity_name(AuditSeverity severity);

/// What people ask when a board's numbers are worse.
enum class AuditQuestion {
  kModel,      ///< is it the file that I meant?
  kRuntime,    ///< is it the runtime's configuration?
  kMemory,     ///< is it memory or a cache?
  kExecution,  ///< is it the execution, the arithmetic itself?
};
std::string_view question_name(AuditQuestion question);

struct AuditEvidence {
  BuildSource source;
  std::string text;  ///< the value or the line, as it stands there
};

/// What a rule says of a build.
struct AuditFinding {
  std::string id;  ///< stable: "ST012"
  AuditSeverity severity = AuditSeverity::kFact;
  AuditQuestion question = AuditQuestion::kRuntime;
  std::string title;  ///< one line: what is
  std::vector<AuditEvidence> evidence;
  std::string why;     ///< what it does to the numbers
  std::string fix;     ///< what to do; empty for facts
  std::string settle;  ///< which further file or measurement would settle it; may be empty
  /// Which of the findings that are no errors to look at first: 1 before 2. 0: none of these.
  int lead = 0;
};

}  // namespace npuscope
