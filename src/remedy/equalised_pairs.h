// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "remedy/qdq_layer.h"

namespace npuscope {

/// Two layers of which the second reads what the first computes, and nobody else does; between them
/// nothing, a Relu or a PRelu: what keeps positive factors of channels.
struct LayerPair {
  size_t first = 0, second = 0;  ///< nodes of the graph
  std::vector<ValueId> between;  ///< the values between them
};

/// All such pairs of convolutions (in one group, or one channel per group) and dense layers, in
/// order of execution.
Result<std::vector<LayerPair>> equalisable_pairs(const Bench& bench);

/// Weights and bias of a layer in double precision while factors move between them.
struct RealLayer {
  QdqLayer layer;
  std::vector<double> weights, bias;
};

/// Cross-layer equalisation (Nagel et al. 2019). The output channel c of the first layer is divided
/// by r_c, the input channel c of the second multiplied by it:
///
///   r_c = sqrt(range1_c range2_c) / range2_c,   range = max|w| of the channel
///
/// Returns r. A channel of zeros on either side keeps 1.
std::vector<double> equalise(RealLayer& first, RealLayer& second);

}  // namespace npuscope
