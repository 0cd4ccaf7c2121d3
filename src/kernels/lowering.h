// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/graph.h"
#include "kernels/program.h"
#include "kernels/stages.h"
#include "numeric/rounding.h"
#include "tensor/quantization.h"

namespace npuscope {

/// How an element-wise node computes: its real function in double, one rounding.
struct RealFunctionLowering {
  Rounding rounding = Rounding::kHalfEven;
};

/// Codes moved as they are; where input and output are quantized differently, re-quantized:
/// y = round((x - zx) * sx / sy) + zy, or by the stages that `requantize` makes.
struct MovementLowering {
  Rounding rounding = Rounding::kHalfEven;
  using MakeStages =
      std::function<Result<std::vector<Stage>>(const Quantization& from, const Quantization& to)>;
  /// From codes of one per-tensor quantization to those of another; null: in real numbers.
  MakeStages requantize = nullptr;
};

/// Dequantize, float32, quantize.
struct FloatLowering {
  std::string_view reason;  ///< why nothing better is known: "the operator has no integer form"
  /// Set: the zero point is added before the rounding, with this number, which is taken away again
  /// behind it (quantize_inside()).
  std::optional<int32_t> inside = {};
  /// As Operator::run: a library's own way to compute it; null: the operator's.
  using Run = Result<std::vector<Tensor>> (*)(const Node& node,
                                              std::span<const Tensor* const> inputs);
  Run run = nullptr;
  /// NaN becomes the lowest code instead of the code of zero.
  bool nan_is_lowest = false;
};

/// A library's own kernel on the codes of the first input, as they are stored.
struct KernelLowering {
  using Run = Result<Tensor> (*)(const Node& node, const Tensor& codes, const Quantization& from,
                                 const Quantization& to);
  Run run = nullptr;
};

/// How a node computes on codes.
using Lowering = std::variant<SumLowering, ProgramLowering, RealFunctionLowering, MovementLowering,
                              FloatLowering, KernelLowering>;

}  // namespace npuscope
