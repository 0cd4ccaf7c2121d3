// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "graph/graph.h"
#include "kernels/lowering.h"
#include "kernels/operator.h"
#include "runtimes/runtime_rules.h"

namespace npuscope {

// A library's rules, node by node. Nothing where it has no rule for the node.

/// Whether the node only moves codes, without changing their quantization.
bool moves_unchanged(const Graph& graph, const Node& node, const Operator& op);

/// `exact`: how exact integers compute the node.
Result<std::optional<Lowering>> lower_sum_of_runtime(const RuntimeRules& rules, const Graph& graph,
                                                     const Node& node, const IntegerSum& sum,
                                                     const SumLowering& exact);
std::optional<Lowering> lower_elementwise_of_runtime(const RuntimeRules& rules, const Graph& graph,
                                                     const Node& node, const Fusion& fusion);
std::optional<Lowering> lower_movement_of_runtime(const RuntimeRules& rules, const Graph& graph,
                                                  const Node& node);
/// What the library computes in float32.
std::optional<Lowering> lower_in_float_of_runtime(const RuntimeRules& rules, const Graph& graph,
                                                  const Node& node, const Operator& op,
                                                  const Fusion& fusion);

}  // namespace npuscope
