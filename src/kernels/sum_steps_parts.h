// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace npuscope {

// What the steps of sums in fixed point and in real numbers share.

inline int64_t largest_magnitude(const std::vector<int64_t>& values) {
  int64_t largest = 0;
  for (const int64_t v : values)
    largest = std::max(largest, v == INT64_MIN ? INT64_MAX : std::abs(v));
  return largest;
}

/// Whether the coefficients are one for all or one for each channel.
template <class T>
bool fits(const std::vector<T>& coefficients, size_t channels) {
  return coefficients.size() == 1 || coefficients.size() == channels;
}

}  // namespace npuscope
