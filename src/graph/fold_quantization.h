// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "graph/graph.h"

namespace npuscope {

/// A node that computes in float although the file is quantized, and why.
struct FloatIsland {
  std::string node;  ///< Node::text()
  std::string reason;
};

/// Folds QuantizeLinear and DequantizeLinear into quantization parameters of values.
///
///   float x -> Q -> DQ -> op -> Q -> DQ      becomes      x (codes) -> op -> y (codes)
///
/// - The result of a node that only a QuantizeLinear reads becomes codes; it keeps its own name,
///   the names of Q's and DQ's outputs become aliases.
/// - A DequantizeLinear vanishes: its readers read the codes. Constant weights and biases become
///   codes with their scales; a float constant through Q and DQ is quantized once, here.
/// - A Relu or Clip between the node and its QuantizeLinear becomes the node's clamp, where the
///   node computes an integer sum (Conv, Gemm, MatMul, Add, Mul …).
/// - Kept as explicit nodes: QuantizeLinear of a graph input or of a float value that others read
///   too, DequantizeLinear into a graph output, a QuantizeLinear that changes one quantization into
///   another, and all that write or read a tensor of codes for which one of them has parameters
///   that no Quantization can say (quantization_of), or on whose parameters they disagree. A
///   constant on which they disagree is copied instead.
///
/// Afterwards a node computes on codes where every data input and every output is quantized; any
/// other compute node is a float island and is returned when the graph has
/// quantized values.
/// Needs shapes (infer_shapes), constants in place, and sorted nodes; keeps all three.
Result<std::vector<FloatIsland>> fold_quantization(Graph& graph);

}  // namespace npuscope
