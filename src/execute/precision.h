// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "execute/neural_art_nodes.h"

namespace npuscope {

/// By output channel, one entry where all agree: how many output codes one step of the 16-bit
/// intermediate is worth, q = 2^s_o s_x s_w[c] / s_y.
std::vector<double> resolutions(const ProductLayer& layer);

/// By output channel, one entry where all agree: significant bits of the integer multiplier (15 at
/// most; 0 of a multiplier of 0).
std::vector<int> multiplier_bits(const ProductLayer& layer);

/// How finely the NPU computes a convolution or dense layer.
struct LayerPrecision {
  int64_t passes = 1;       ///< every one of them rounds to 16 bits
  double resolution = 0;    ///< of the coarsest channel
  int multiplier_bits = 0;  ///< of the channel with the fewest
};

LayerPrecision precision_of(const ProductLayer& layer);

}  // namespace npuscope
