// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/graph.h"
#include "runtimes/runtime_rules.h"

namespace npuscope {

/// Whether all codes that the node reads and writes have 8 bits, a bias's 32, and all activations
/// one scale.
bool has_byte_codes(const Graph& graph, const Node& node);

/// How a library takes the node: fused where the file has it as one node on codes (QOperator), and
/// where all that it reads and writes are codes of 8 bits of one type, with no clamp that takes
/// codes from the result.
Fusion fusion_of(const RuntimeRules& rules, const Graph& graph, const Node& node);

}  // namespace npuscope
