// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace npuscope {

/// A pair of which a side, or the difference, is NaN or infinite.
struct NonFinitePair {
  bool nan = false;        ///< on either side; else infinite
  bool one_sided = false;  ///< not the same on both sides

  NonFinitePair(float reference, float other)
      : nan(std::isnan(reference) || std::isnan(other)),
        one_sided(reference != other && !(std::isnan(reference) && std::isnan(other))) {}
};

/// The pairs of a block that take part in a comparison, in ascending order of their place in it.
struct BlockPairs {
  const float* reference = nullptr;
  const float* other = nullptr;
  size_t count = 0;
  const uint16_t* place = nullptr;  ///< of each pair in the block; null: all are there, in order

  [[nodiscard]] size_t place_of(size_t i) const { return place == nullptr ? i : place[i]; }
  /// The number of pairs whose place is below `end`.
  [[nodiscard]] size_t count_before(size_t end) const {
    if (place == nullptr) return std::min(end, count);
    return static_cast<size_t>(std::lower_bound(place, place + count, end) - place);
  }
};

}  // namespace npuscope
