// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "npuscope/inspect.h"
#include "npuscope/report.h"
#include "npuscope/result.h"

namespace npuscope {

struct PredictRequest {
  std::string model;             ///< a quantized ONNX model, or the compiler's *_OE_*.onnx
  std::string compiler = "2.2";  ///< the version of ST Edge AI Core that compiles it
  SymbolicSizes sizes;
  bool coefficients = false;  ///< in the JSON: every layer's registers
};

/// What the NPU's arithmetic will do to a network, without a board and without inputs: which layers
/// cannot reach what their codes promise (Report::agrees() is false then), where the 16-bit
/// intermediate is coarse, and how well the arithmetic of each layer is known.
/// Errors: usage (an unknown compiler version), bad input (the model).
Result<ReportPointer> predict(const PredictRequest& request);

}  // namespace npuscope
