// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "kernels/accumulate.h"
#include "kernels/operator.h"

namespace npuscope {

// What ConvInteger and MatMulInteger share: int8 or uint8 operands whose zero points are inputs.

/// Checks an operand's type, and that its zero point (null: none) is of the same type.
Status check_integer_operand(const TensorInfo& operand, std::string_view name,
                             const TensorInfo* zero_point);

/// The zero points (null: zero) as a quantization with scales of 1: one for the tensor, or one for
/// each index of `axis`.
Result<Quantization> zero_point_quantization(const Tensor& operand, const Tensor* zero_point,
                                             int axis);

/// The sums as one int32 tensor, modulo 2^32 where they do not fit.
Result<std::vector<Tensor>> int32_sums(const SumGeometry& geometry, SumOperand a, SumOperand b,
                                       const Shape& output);

}  // namespace npuscope
