// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/graph.h"
#include "kernels/accumulate.h"
#include "tensor/quantization.h"

namespace npuscope {

// What arithmetics ask of a node's quantization.

/// Of a value that is quantized.
inline const Quantization& quantization_of(const Graph& graph, ValueId id) {
  return *graph.value(id).quantization;
}

inline bool per_tensor(const Graph& graph, ValueId id) {
  const auto& quantization = graph.value(id).quantization;
  return quantization && !quantization->per_channel();
}

/// The axis of the second factor along which a sum's real factor may change, that of the output
/// channels; -1 where it has none.
inline int output_axis(const SumGeometry& geometry, const Shape& factor) {
  const auto* convolution = std::get_if<ConvolutionSum>(&geometry);
  if (convolution != nullptr && convolution->transposed) return convolution->groups == 1 ? 1 : -1;
  const auto* matrix = std::get_if<MatrixSum>(&geometry);
  if (matrix == nullptr) return 0;
  const auto rank = static_cast<int>(factor.size());
  if (rank < 2) return -1;
  return matrix->transpose_b ? rank - 2 : rank - 1;
}

}  // namespace npuscope
