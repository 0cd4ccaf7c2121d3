// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "execute/arithmetic.h"

namespace npuscope {

/// A compute node that runs in float within a quantized network.
struct FloatIsland {
  std::string node;  ///< Node::text()
  std::string reason;
};

/// All that computes in float under the arithmetic, in order of execution; none in a network
/// without quantized activations. The pairs themselves (QuantizeLinear, DequantizeLinear) do not
/// count.
Result<std::vector<FloatIsland>> find_float_islands(const Graph& graph,
                                                    const Arithmetic& arithmetic);

}  // namespace npuscope
