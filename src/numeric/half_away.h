// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace npuscope {

/// rounded_shift(v, shift, Rounding::kHalfAway) for loops over many values: without a branch. shift
/// in [1, 62]; never overflows.
inline int64_t half_away_shift(int64_t v, int shift) {
  const int64_t rest = v & ((int64_t{1} << shift) - 1);
  const int64_t half = int64_t{1} << (shift - 1);
  // Up when the rest is more than half, or half of a number that is not negative.
  return (v >> shift) + (rest + (v >= 0 ? 1 : 0) > half ? 1 : 0);
}

}  // namespace npuscope
