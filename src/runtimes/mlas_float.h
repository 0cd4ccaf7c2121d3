// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "kernels/lowering.h"

namespace npuscope {

/// ONNX Runtime's kernel of a function of one number, where its float32 is not the real number
/// rounded once; null where it is, or where none is known.
FloatLowering::Run mlas_function(std::string_view op_type);

/// Its kernel of a mean on x86-64 (GlobalAveragePool, ReduceMean), whose float32 sums depend on
/// their order; null for others.
FloatLowering::Run mlas_mean(std::string_view op_type);

/// QLinearSoftmax.
Result<Tensor> mlas_softmax(const Node& node, const Tensor& codes, const Quantization& from,
                            const Quantization& to);

}  // namespace npuscope
