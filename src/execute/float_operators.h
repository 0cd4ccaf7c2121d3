// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "graph/graph.h"
#include "kernels/lowering.h"
#include "kernels/operator.h"

namespace npuscope {

/// DequantizeLinear before, QuantizeLinear behind the operator, which runs on the file's floats;
/// between them the node's clamp.
Result<std::vector<Tensor>> run_in_float(const FloatLowering& lowering, const Graph& graph,
                                         const Node& node, const Operator& op,
                                         std::span<const Tensor* const> inputs);

}  // namespace npuscope
