// SPDX-License-Identifier: Apache-2.0
#include "execute/precision.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace npuscope {

std::vector<double> resolutions(const ProductLayer& layer) {
  const ProductScales& scales = layer.scales;
  std::vector<double> result;
  for (const double s_w : scales.weights)
    result.push_back(std::ldexp(scales.input * s_w / scales.output, layer.coefficients.s_o));
  return result;
}

std::vector<int> multiplier_bits(const ProductLayer& layer) {
  const ProductCoefficients& k = layer.coefficients;
  std::vector<int> result;
  for (const int64_t multiplier : k.three_roundings ? k.a1 : k.a2)
    result.push_back(static_cast<int>(std::bit_width(static_cast<uint64_t>(multiplier))));
  return result;
}

LayerPrecision precision_of(const ProductLayer& layer) {
  return {layer.passes(), std::ranges::max(resolutions(layer)),
          std::ranges::min(multiplier_bits(layer))};
}

}  // namespace npuscope
