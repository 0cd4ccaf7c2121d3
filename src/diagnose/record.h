// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnose/case.h"

namespace npuscope {

struct RecordRequest {
  fs::path model;
  std::string backend = "exact";  ///< "exact" or "ort:…"
  InputSpec inputs;
  fs::path output;          ///< a folder NAME.rec
  bool all_tensors = true;  ///< false: inputs and outputs only
  int threads = 0;
  bool progress = true;
  std::optional<fs::path> ort_library;
};

struct RecordSummary {
  int64_t samples = 0;
  int64_t tensors = 0;   ///< kept of each sample
  int64_t recorded = 0;  ///< samples that were executed now; the others were kept from before
  std::vector<std::string> notes;
};

/// Executes a network on all samples and keeps its tensors. Resumes an earlier recording where all
/// that its numbers depend on is the same.
Result<RecordSummary> record(const RecordRequest& request);

}  // namespace npuscope
