// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "npuscope/inspect.h"
#include "npuscope/report.h"
#include "npuscope/result.h"

namespace npuscope {

struct PredictRequest {
  std::string model;             ///< a quantized ONNX model, or the compiler's *_OE_*.onnx
  std::string compiler = "2.2";  ///< the version of ST Edge AI Core that compiles it
  int optimization = 3;          ///< the compiler's -O0 to -O3
  /// "PATTERN=PASSES": passes of the layers whose names match, instead of the rule's: "conv1=4", or
  /// "conv1=4+" where the four are pieces that are summed.
  std::vector<std::string> pass_plans;
  SymbolicSizes sizes;
};

/// What the NPU's arithmetic will do to a network, without a board and without inputs: which layers
/// cannot reach what their codes promise (Report::agrees() is false then), where the 16-bit
/// intermediate is coarse, and how well the arithmetic of each layer is known.
/// Errors: usage (an unknown compiler version, passes that no layer can take), bad input (the
/// model).
Result<ReportPointer> predict(const PredictRequest& request);

/// The passes that the layers of several can take, those of the rule first. Report::agrees() is
/// true. Errors: as predict().
Result<ReportPointer> pass_plans(const PredictRequest& request);

}  // namespace npuscope
