// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "npuscope/report.h"
#include "npuscope/result.h"
#include "npuscope/run_options.h"

namespace npuscope {

/// A case: a file, and what overrules it. Everything is optional but one model or two recordings.
/// Paths are UTF-8, relative to the working directory (in the file: to the file).
struct DiagnoseRequest {
  std::string case_file;  ///< TOML, described in docs/case.md

  std::string float_model;               ///< rung float
  std::string quantized_model;           ///< rungs ort, exact and neural-art
  std::string oe_model;                  ///< rung oe: the compiler's *_OE_*.onnx
  std::string build;                     ///< what `stedgeai generate` left: a folder, or a log
  int64_t batch = 0;                     ///< of a symbolic first dimension; 0: the file's, or 1
  std::map<std::string, int64_t> sizes;  ///< of other symbolic dimensions, by name

  std::vector<std::string> inputs;  ///< files or patterns: images, .npy, .npz
  std::string labels;               ///< CSV: file, class, species
  int64_t limit = 0;                ///< the first N samples; 0: the file's, or all

  std::vector<std::string> rungs;  ///< backends to run; an unavailable one is an error
  std::string ort;                 ///< how ONNX Runtime is really used: "ort:level=all"
  /// Of the rung neural-art: "PATTERN=PASSES", as in PredictRequest.
  std::vector<std::string> pass_plans;
  std::optional<int64_t> detail;  ///< samples of which every tensor is kept
  /// Rung -> recording made elsewhere: {"board", "network_val_io.npz:c"}.
  std::map<std::string, std::string> recordings;

  std::vector<std::string> gates;  ///< on every hop: "[PATTERN:] METRIC RELATION NUMBER"
  std::string work_folder;         ///< for what a next run resumes; empty: NAME.work at the case
  RunOptions run;
};

/// Runs all rungs that the case allows, compares neighbours layer by layer, and concludes.
/// Errors: usage (a request that makes no sense), bad input (a file), environment (a rung that was
/// named and cannot run).
Result<ReportPointer> diagnose(const DiagnoseRequest& request);

}  // namespace npuscope
