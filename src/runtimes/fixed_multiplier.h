// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace npuscope {

/// A positive real number as gemmlowp has it: significand * 2^(exponent - 31), the significand in
/// [2^30, 2^31), or 0 with exponent 0.
struct FixedMultiplier {
  int64_t significand = 0;
  int exponent = 0;
};

/// The nearest to `real`, ties away from zero (TensorFlow Lite's QuantizeMultiplier). What is below
/// 2^-32 becomes 0, what reaches 2^30 the largest below it; so does NaN become 0.
FixedMultiplier fixed_multiplier(double real);

}  // namespace npuscope
