// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "npuscope/report.h"
#include "npuscope/result.h"
#include "npuscope/run_options.h"

namespace npuscope {

/// Paths are UTF-8, relative to the working directory. Everything is optional but a model, here or
/// in the case.
struct PredictRequest {
  std::string case_file;         ///< TOML, docs/case.md: models, inputs and their preparation, task
  std::string model;             ///< a quantized ONNX model, or the compiler's *_OE_*.onnx
  std::string float_model;       ///< the same before quantization
  std::string compiler = "2.2";  ///< the version of ST Edge AI Core that compiles it
  int optimization = 3;          ///< the compiler's -O0 to -O3
  /// A build (st_ai_output, or a file of it) whose own coefficients and passes are taken. It says
  /// itself which compiler made it: `compiler` and `optimization` are not looked at.
  std::string build;
  /// "PATTERN=PASSES": passes of the layers whose names match, instead of the rule's: "conv1=4", or
  /// "conv1=4+" where the four are pieces that are summed.
  std::vector<std::string> pass_plans;
  int64_t batch = 0;                     ///< of a symbolic first dimension; 0: the case's, or 1
  std::map<std::string, int64_t> sizes;  ///< of other symbolic dimensions, by name
  std::vector<std::string> inputs;       ///< files or patterns: images, .npy, .npz
  int64_t limit = 0;                     ///< the first N samples; 0: the case's, or all
  /// Others, to choose what remedies need; empty: every second one of `inputs`.
  std::vector<std::string> calibration;
  bool remedies = true;       ///< propose remedies and, with inputs, try them
  bool coefficients = false;  ///< in the JSON: every layer's registers
  RunOptions run;
};

/// What the NPU's arithmetic will do to a network, without a board: which layers cannot reach what
/// their codes promise (Report::agrees() is false then), how far each layer drifts and why, how
/// well that is known; with inputs also what it does to the outputs, and which remedies help.
/// Errors: usage (an unknown compiler version, passes that no layer can take), bad input (the
/// model, the inputs).
Result<ReportPointer> predict(const PredictRequest& request);

/// The passes that the layers of several can take, those of the rule first. Report::agrees() is
/// true. Errors: as predict().
Result<ReportPointer> pass_plans(const PredictRequest& request);

/// Writes the request's model, changed by remedies (their ids, as predict() gives them) one after
/// another, to the file `output`. Returns what was changed, a line for each.
/// Errors: usage (an unknown remedy), bad input (one that is not possible).
Result<std::vector<std::string>> apply_remedies(const PredictRequest& request,
                                                const std::vector<std::string>& ids,
                                                const std::string& output);

}  // namespace npuscope
