// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

namespace npuscope {

/// a * b + c, rounded once to float32, half to even, as fused instructions do. Not std::fma: that
/// of MinGW-w64 rounds to another format first.
///
/// The product is exact in double. Their sum in double is made odd in its last bit where it is not
/// exact: never a tie of float32 then, and on the right side of each, as double has more than two
/// bits beyond float32.
inline float fused_multiply_add(float a, float b, float c) {
  const double product = static_cast<double>(a) * static_cast<double>(b);
  const double addend = static_cast<double>(c);
  const double sum = product + addend;
  const double rounded_addend = sum - product;
  const double lost = (product - (sum - rounded_addend)) + (addend - rounded_addend);
  const auto bits = std::bit_cast<uint64_t>(sum);
  const bool inexact = lost > 0 || lost < 0;  // not for NaN: then the sum is not finite
  if (!inexact || (bits & 1) != 0) return static_cast<float>(sum);
  const bool away_from_zero = (lost > 0) == (sum > 0);
  return static_cast<float>(std::bit_cast<double>(away_from_zero ? bits + 1 : bits - 1));
}

}  // namespace npuscope
