// SPDX-License-Identifier: Apache-2.0
#include "numeric/rounding.h"

namespace npuscope {

int64_t rounded_shift(int64_t v, int shift, Rounding rounding) {
  if (shift == 0) return v;
  const int64_t below = v >> shift;
  const int64_t rest = v & ((int64_t{1} << shift) - 1);
  const int64_t half = int64_t{1} << (shift - 1);
  bool up = false;
  switch (rounding) {
    case Rounding::kHalfEven: up = rest > half || (rest == half && (below & 1) != 0); break;
    case Rounding::kHalfAway: up = rest > half || (rest == half && v >= 0); break;
    case Rounding::kHalfUp: up = rest >= half; break;
    case Rounding::kHalfDown: up = rest > half; break;
    case Rounding::kHalfToZero: up = rest > half || (rest == half && v < 0); break;
    case Rounding::kFloor: break;
    case Rounding::kTowardZero: up = v < 0 && rest != 0; break;
  }
  return below + (up ? 1 : 0);
}

}  // namespace npuscope
