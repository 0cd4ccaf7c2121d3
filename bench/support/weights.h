// SPDX-License-Identifier: Apache-2.0
// Weights as networks have them: normally distributed. Kernels that arrange weights by what they
// are take their time by that.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "tensor/tensor.h"

namespace npuscope::bench {

/// int8 codes of a shape that begins with output channels. So many channels share a scale, which
/// makes their largest magnitude 127: one, or all.
inline Tensor weight_codes(std::mt19937& random, const Shape& shape, int64_t channels_together) {
  std::normal_distribution<double> normal;
  Tensor tensor = Tensor::zeros(ElementType::kInt8, shape);
  const auto codes = tensor.mutable_values<int8_t>();
  const size_t together = codes.size() / static_cast<size_t>(shape[0] / channels_together);
  std::vector<double> numbers(together);
  for (size_t first = 0; first < codes.size(); first += together) {
    double largest = 0;
    for (double& number : numbers) {
      number = normal(random);
      largest = std::max(largest, std::abs(number));
    }
    std::ranges::transform(numbers, codes.begin() + static_cast<ptrdiff_t>(first), [&](double n) {
      return static_cast<int8_t>(std::lround(127 * n / largest));
    });
  }
  return tensor;
}

}  // namespace npuscope::bench
