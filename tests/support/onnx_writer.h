// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "graph/graph.h"

namespace npuscope::test {

/// The graph as a serialized ONNX ModelProto: the reverse of read_onnx and fold_quantization.
///
/// A node computes on real numbers there: what it reads of a quantized value comes through a
/// DequantizeLinear, and a quantized result goes through a QuantizeLinear, which are those of ONNX
/// where the graph's opset has them for the type, and com.microsoft's otherwise. A quantized value
/// keeps its name for the real tensor before the QuantizeLinear; one that is a constant, an input
/// or output of the graph, or made by a QuantizeLinear node, keeps it for the codes. A clamp
/// becomes a Relu or Clip. Values must have names, and inputs and outputs types; nodes must be
/// sorted.
std::string write_onnx(const Graph& graph);

}  // namespace npuscope::test
