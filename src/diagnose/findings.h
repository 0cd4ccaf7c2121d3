// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace npuscope {

struct Diagnosis;

enum class Severity {
  kAcquittal,  ///< suspects are cleared: what else is found is read in that light
  kFinding,    ///< something is wrong: the exit code is 1
  kExpected,   ///< a cost that was to be expected; counts only against a gate
  kNote,       ///< good to know
};

/// A conclusion with the measurements that it rests on.
struct Finding {
  std::string id;  ///< the cause, as docs/causes.md numbers them: "A1"
  Severity severity = Severity::kNote;
  std::string title;                  ///< one line
  std::vector<std::string> evidence;  ///< measurements, each a line
  std::string next;                   ///< what to do
  std::vector<size_t> hops{};         ///< those that it explains, by index into Diagnosis::hops
};

/// Examines all causes and sorts by severity.
std::vector<Finding> examine_causes(const Diagnosis& diagnosis);

/// What the evidence at hand cannot tell, and what would.
std::vector<std::string> open_questions(const Diagnosis& diagnosis);

}  // namespace npuscope
