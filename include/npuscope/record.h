// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "npuscope/result.h"
#include "npuscope/run_options.h"

namespace npuscope {

/// One network, what executes it, and its inputs.
struct RecordRequest {
  std::string model;              ///< ONNX
  std::string backend = "exact";  ///< "exact", "neural-art:compiler=2.2", "ort:level=all,…"
  /// Of the backend neural-art: "PATTERN=PASSES", as in PredictRequest.
  std::vector<std::string> pass_plans;
  std::string output;  ///< a folder NAME.rec; an earlier one that fits is completed
  int64_t batch = 0;   ///< of a symbolic first dimension; 0: the case file's, or 1
  std::map<std::string, int64_t> sizes;  ///< of other symbolic dimensions, by name

  std::string case_file;            ///< whose inputs and preparation are taken
  std::vector<std::string> inputs;  ///< files or patterns that overrule it
  int64_t limit = 0;                ///< the first N samples; 0: the file's, or all
  bool outputs_only = false;        ///< keep inputs and outputs only
  RunOptions run;
};

/// A debugger's dump of the target's memory, and the build that ran.
struct MemoryRequest {
  std::vector<std::string> dumps;  ///< "dump.bin@0x34200000"; Intel HEX carries its addresses
  std::string build;               ///< the folder that `stedgeai generate` left, or its c_info
  int64_t after_epoch = 0;         ///< at whose end the target was stopped
  /// The source model, whose names and shapes the tensors get; empty: the compiler's names.
  std::string model;
  std::string output;           ///< a folder NAME.rec
  std::string sample = "dump";  ///< as the input is called in other recordings
};

/// What a recording holds when it is done.
struct RecordSummary {
  int64_t samples = 0;
  int64_t tensors = 0;   ///< kept of each sample
  int64_t recorded = 0;  ///< samples that were executed now; the others were kept from before
  std::vector<std::string> notes;  ///< what must be known when reading it, a sentence each
};

/// Executes a network on all samples and keeps its tensors. Resumes an earlier recording where all
/// that its numbers depend on is the same; interrupted at any moment, it loses no finished sample.
///
/// Errors: usage (an unknown backend or option, no inputs), bad input (a model, a case file, an
/// input), environment (ONNX Runtime is not there or fails, the folder cannot be written).
Result<RecordSummary> record(const RecordRequest& request);

/// Records the tensors that a dump of the target's memory holds whole. Errors: usage (a dump
/// without an address), bad input (a dump, the build, an epoch at which the target cannot be
/// stopped, no tensor in the dump).
Result<RecordSummary> record_memory(const MemoryRequest& request);

}  // namespace npuscope
