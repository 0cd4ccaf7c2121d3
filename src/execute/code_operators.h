// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "graph/graph.h"
#include "kernels/lowering.h"
#include "kernels/operator.h"

namespace npuscope {

/// A node's inputs for computing on codes: per input the tensor (null: left out) and how its
/// elements stand for real numbers (null: they are what they are).
struct CodeInput {
  const Tensor* tensor = nullptr;
  const Quantization* quantization = nullptr;
  bool constant = false;
};

/// An element-wise function of what the codes stand for: every operand exactly in double, the
/// function, the division by the output's scale, one rounding. `output` names quantization (per
/// tensor) and shape of the result.
Result<Tensor> run_real_function(const RealFunctionLowering& lowering, RealFunction function,
                                 const Node& node, std::span<const CodeInput> inputs,
                                 const Value& output);

/// An operator that moves codes. Where every moved input is quantized alike, they are moved as they
/// are and each output is re-quantized if it differs; otherwise (and where the operator fills in
/// values) the inputs are re-quantized for the first output beforehand.
Result<std::vector<Tensor>> run_movement(const MovementLowering& lowering, const Operator& op,
                                         const Node& node, std::span<const CodeInput> inputs,
                                         std::span<const Value* const> outputs);

}  // namespace npuscope
