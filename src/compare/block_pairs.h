// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace npuscope {

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
