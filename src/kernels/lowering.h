// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <variant>
#include <vector>

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
};

/// How a node computes on codes.
using Lowering = std::variant<SumLowering, ProgramLowering, RealFunctionLowering, MovementLowering,
                              FloatLowering>;

}  // namespace npuscope
