// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/graph.h"

namespace npuscope {

/// Folds QuantizeLinear and DequantizeLinear into quantization parameters of values.
///
///   float x -> Q -> DQ -> op -> Q -> DQ      becomes      x (codes) -> op -> y (codes)
///
/// - The result of a node that only a QuantizeLinear reads becomes codes; it keeps its own name,
///   and the names of Q's and DQ's outputs become aliases. Values that the file does not name
///   (invented) leave no name behind.
/// - A DequantizeLinear vanishes: its readers read the codes. Constant weights and biases become
///   codes with their scales; a float constant through Q and DQ is quantized once, here.
/// - A Relu or Clip in front of the QuantizeLinear becomes the clamp of the node before it, where
///   that computes an integer sum (Conv, Gemm, MatMul, Add, Mul …).
/// - Kept as explicit nodes: QuantizeLinear of a graph input or of a float value that others read
///   too, DequantizeLinear into a graph output, a QuantizeLinear that changes one quantization into
///   another, and all that write or read codes which are plain numbers (CodeMeanings). A constant
///   on whose parameters nodes disagree is copied instead.
///
/// Afterwards a node computes on codes where every data input and every output is quantized.
/// Needs shapes (infer_shapes), constants in place, and sorted nodes; keeps all three.
Status fold_quantization(Graph& graph);

}  // namespace npuscope
