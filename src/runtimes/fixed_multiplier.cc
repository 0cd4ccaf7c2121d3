// SPDX-License-Identifier: Apache-2.0
#include "runtimes/fixed_multiplier.h"

#include <cmath>

#include "numeric/rounding.h"

namespace npuscope {

FixedMultiplier fixed_multiplier(double real) {
  constexpr int kMost = 30, kLeast = -31;
  constexpr int64_t kOne = int64_t{1} << 31;
  if (!(real > 0)) return {};
  if (real >= 0x1p30) return {kOne - 1, kMost};
  FixedMultiplier result;
  const double fraction = std::frexp(real, &result.exponent);
  result.significand = static_cast<int64_t>(round_real(fraction * 0x1p31, Rounding::kHalfAway));
  if (result.significand == kOne) {
    result.significand /= 2;
    ++result.exponent;
  }
  return result.exponent < kLeast ? FixedMultiplier{} : result;
}

}  // namespace npuscope
