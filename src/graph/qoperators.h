// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/graph.h"

namespace npuscope {

/// Writes operators of the QOperator format (QLinearConv, QLinearMatMul, and com.microsoft's
/// QLinearAdd, QGemm, QLinearSigmoid …) out as what they mean: DequantizeLinear of every operand,
/// the float operator, QuantizeLinear; the values between are `invented`. Nodes whose scales or
/// zero points are computed while the network runs are left alone. A bias has the scale s_x *
/// s_w[c], rounded to float32.
Status expand_qoperators(Graph& graph);

/// Whether the graph quantizes activations while it runs (DynamicQuantizeLinear, ConvInteger,
/// MatMulInteger …, or operators of the QOperator format whose scales are not constants): such a
/// file cannot be what an NPU runs. Constant nodes must have become constants.
bool is_dynamically_quantized(const Graph& graph);

}  // namespace npuscope
