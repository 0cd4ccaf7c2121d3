// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "graph/graph.h"
#include "kernels/prepared_sum.h"

namespace npuscope {

/// The sum of a node as its lowering has it, prepared for the kernels; null where its weights are
/// not constant, or there is no fast way. `once`: as SumDescription has it.
std::shared_ptr<const PreparedSum> prepare_sum(const Graph& graph, const Node& node,
                                               const SumLowering& lowering,
                                               const SumGeometry& geometry,
                                               const simd::Kernels& kernels, bool once = false);

}  // namespace npuscope
