// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

namespace npuscope {

/// Which integer a number between two integers becomes.
enum class Rounding {
  kHalfEven,    ///< nearest, ties to the even one (IEEE 754, ONNX QuantizeLinear)
  kHalfAway,    ///< nearest, ties away from zero (Neural-ART)
  kHalfUp,      ///< nearest, ties towards +infinity
  kHalfDown,    ///< nearest, ties towards -infinity
  kHalfToZero,  ///< nearest, ties towards zero
  kFloor,       ///< towards -infinity: an arithmetic right shift
  kTowardZero,  ///< truncation
};

/// round(x), ties towards +infinity. x - floor(x) is exact but for -0.5 < x < 0, where it is
/// rounded to 0.5 at least: both sides of the comparison stay right.
inline double round_half_up(double x) {
  const double below = std::floor(x);
  return x - below >= 0.5 ? below + 1 : below;
}

/// round(x). |x| < 2^52 or the result is x itself. NaN gives NaN.
inline double round_real(double x, Rounding rounding) {
  switch (rounding) {
    case Rounding::kHalfEven: return std::nearbyint(x);
    // Not std::round: that of MinGW-w64 rounds the double below 0.5 up.
    case Rounding::kHalfAway: return x < 0 ? -round_half_up(-x) : round_half_up(x);
    case Rounding::kHalfUp: return round_half_up(x);
    case Rounding::kHalfDown: return -round_half_up(-x);
    case Rounding::kHalfToZero: return x < 0 ? round_half_up(x) : -round_half_up(-x);
    case Rounding::kFloor: return std::floor(x);
    case Rounding::kTowardZero: return std::trunc(x);
  }
  return x;
}

/// round(v / 2^shift) for any v and shift in [0, 62]; exact, never overflows.
int64_t rounded_shift(int64_t v, int shift, Rounding rounding);

/// Whether v / 2^shift lies exactly half way between two integers. shift in [0, 62].
inline bool is_tie(int64_t v, int shift) {
  if (shift == 0) return false;
  const int64_t mask = (int64_t{1} << shift) - 1;
  return (v & mask) == int64_t{1} << (shift - 1);
}

/// v clamped to [low, high].
template <class T>
constexpr T saturate(T v, T low, T high) {
  return v < low ? low : (v > high ? high : v);
}

/// v clamped to the range of a signed integer of `bits` bits, in [1, 63].
constexpr int64_t saturate_bits(int64_t v, int bits) {
  const int64_t high = (int64_t{1} << (bits - 1)) - 1;
  return saturate(v, -high - 1, high);
}

/// The code of a real value that is already divided by its scale:
/// saturate(round_half_even(real) + zero_point) to [low, high]. NaN becomes the code of zero.
inline int32_t quantize_code(double real, int32_t zero_point, int32_t low, int32_t high) {
  if (std::isnan(real)) real = 0;
  const double code = std::nearbyint(real) + zero_point;
  if (code <= low) return low;
  if (code >= high) return high;
  return static_cast<int32_t>(code);
}

}  // namespace npuscope
