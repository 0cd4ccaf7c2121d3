// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "base/files.h"
#include "support/made_builds.h"

namespace npuscope {

// Console logs for tests of the rules of an audit: one of our own making, and what becomes of its
// findings when a line of it is another, or missing.

/// tests/data/audit/generate.log
inline std::string sample_log() {
  const auto text = read_file(fs::path(NPUSCOPE_TEST_DATA) / "audit/generate.log");
  if (!text) throw std::runtime_error(text.error().message());
  return *text;
}

/// The text with every `from` replaced. Throws where there is none: the test would show nothing.
inline std::string with(std::string text, std::string_view from, std::string_view to) {
  size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("not in the log: " + std::string(from));
  for (; at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// The text without the lines that hold `part`.
inline std::string without_lines(const std::string& text, std::string_view part) {
  std::string rest;
  bool any = false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = std::string_view(text).substr(at, end - at);
    const bool gone = line.find(part) != std::string_view::npos;
    if (!gone) rest += line;
    any |= gone;
    at = end;
  }
  if (!any) throw std::runtime_error("not in the log: " + std::string(part));
  return rest;
}

/// The text up to the line that holds `part`, without it.
inline std::string up_to(const std::string& text, std::string_view part) {
  const size_t at = text.find(part);
  if (at == std::string::npos) throw std::runtime_error("not in the log: " + std::string(part));
  return text.substr(0, text.rfind('\n', at) + 1);
}

inline Build build_of_log(const std::string& text) {
  auto log = parse_generate_log(std::as_bytes(std::span(text)));
  if (!log) throw std::runtime_error(log.error().message());
  BuildFiles files;
  files.logs.push_back({"generate.log", "generate.log", *std::move(log)});
  auto build = assemble_build(std::move(files));
  if (!build) throw std::runtime_error(build.error().message());
  return *std::move(build);
}

inline std::vector<AuditFinding> audited_log(const std::string& text) {
  const Build build = build_of_log(text);
  return audited(build);
}

/// Those of one id with one severity.
inline std::vector<AuditFinding> of(const std::vector<AuditFinding>& findings, std::string_view id,
                                    AuditSeverity severity) {
  auto some = with_id(findings, id);
  std::erase_if(some, [&](const AuditFinding& finding) { return finding.severity != severity; });
  return some;
}

/// Whether a line of evidence holds the text.
inline bool cites(const AuditFinding& finding, int64_t line, std::string_view text) {
  return std::ranges::any_of(finding.evidence, [&](const AuditEvidence& evidence) {
    return evidence.source.line == line && evidence.text.find(text) != std::string::npos;
  });
}

}  // namespace npuscope
