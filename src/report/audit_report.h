// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "audit/audit.h"
#include "npuscope/report.h"

namespace npuscope {

/// What the documents of an audit are made of.
struct AuditResult {
  std::string path;  ///< as it was given
  AuditInput input;
  std::vector<AuditFinding> findings;  ///< as audit() sorts them
  std::vector<FurtherFile> further;
  std::vector<std::string> notes;  ///< what could be looked at in part alone

  [[nodiscard]] int64_t count(AuditSeverity severity) const;
};

/// For people: what was read, the verdict, what to look at first; then errors and warnings; then
/// facts, duties and what is ruled out under the questions that people ask.
std::string audit_text(const AuditResult& result, const TextOptions& options);

/// For programs (schema 1).
std::string audit_json(const AuditResult& result);

/// What was read: a kind of file, and what is known of it at once.
struct AuditedFile {
  std::string label, kind, text;
};
std::vector<AuditedFile> audited_files(const Build& build);

}  // namespace npuscope
