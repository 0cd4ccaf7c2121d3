// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "execute/neural_art_nodes.h"
#include "execute/npu_build.h"

namespace npuscope {

/// A register, or a vector of one per channel, as the rules have it and as a build has it.
struct CoefficientPair {
  std::string name;  ///< "A1", "s_o", "Ax_shift"
  std::vector<int64_t> rule, build;
  BuildSource source;
  std::string note = {};  ///< of passes: what both are

  [[nodiscard]] size_t count() const { return std::max(rule.size(), build.size()); }
  /// One entry stands for all channels. Sizes that do not fit differ everywhere.
  [[nodiscard]] bool equal_at(size_t channel) const;
};

/// Puts a build's coefficients and passes in the place of the rule's. Returns both, register by
/// register, "passes" among them: 1 where the plan is the same. Bad input where the build's layer
/// is of another network: other channels.
Result<std::vector<CoefficientPair>> overlay_layer(const BuildLayer& build, const Graph& graph,
                                                   const Node& node, ProductLayer& layer);

/// The same of a layer that sums no products, or means. Where the build's units are not those that
/// the rule has, nothing is replaced, and nothing is returned.
Result<std::vector<CoefficientPair>> overlay_stages(const BuildStages& build, const Graph& graph,
                                                    const Node& node, LoweredNode& lowered);

}  // namespace npuscope
