// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diagnose/case.h"
#include "npuscope/record.h"

namespace npuscope {

/// A RecordRequest (npuscope/record.h) with its inputs read from the case file.
struct RecordJob {
  fs::path model;
  std::string backend = "exact";         ///< "exact" or "ort:…"
  std::vector<std::string> pass_plans;   ///< RecordRequest's
  int64_t batch = 1;                     ///< of a symbolic first dimension
  std::map<std::string, int64_t> sizes;  ///< of other symbolic dimensions: the network has them
  /// Of the case's networks: what is not of this one is passed over, `sizes` overrules the rest.
  std::map<std::string, int64_t> case_sizes;
  InputSpec inputs;
  fs::path output;          ///< a folder NAME.rec
  bool all_tensors = true;  ///< false: inputs and outputs only
  int threads = 0;
  bool progress = true;
  std::optional<fs::path> ort_library;
};

/// Executes a network on all samples and keeps its tensors. Resumes an earlier recording where all
/// that its numbers depend on is the same.
Result<RecordSummary> record(const RecordJob& job);

}  // namespace npuscope
