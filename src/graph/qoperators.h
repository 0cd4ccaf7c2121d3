// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/graph.h"

namespace npuscope {

/// Rewrites operators of the QOperator format (QLinearConv, QLinearMatMul, and com.microsoft's
/// QLinearAdd, QGemm, QLinearSigmoid …) as the float operator between values that carry their
/// quantization, which is what they mean: y = Q(op(DQ(x) …)), rounded once. Nodes whose
/// scales or zero points are computed while the network runs are left alone.
Status expand_qoperators(Graph& graph);

/// Whether the graph quantizes activations while it runs (DynamicQuantizeLinear, ConvInteger,
/// MatMulInteger …, or operators of the QOperator format whose scales are not constants): such a
/// file cannot be what an NPU runs. Constant nodes must have become constants.
bool is_dynamically_quantized(const Graph& graph);

}  // namespace npuscope
