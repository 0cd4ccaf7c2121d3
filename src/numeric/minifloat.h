// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace npuscope {

/// What the bit patterns of a minifloat mean beyond ordinary numbers.
enum class MinifloatSpecials {
  kIeee,             ///< the largest exponent is infinity (mantissa 0) or NaN
  kNanOnly,          ///< "fn": no infinity; all ones is NaN
  kNegativeZeroNan,  ///< "fnuz": no infinity, no -0; the pattern of -0 is NaN
  kNone,             ///< every pattern is a number
  kScale,            ///< 2^(pattern - bias) without a sign; all ones is NaN
};

/// A binary floating-point format of at most 8 bits: sign, exponent, mantissa, from the top.
struct Minifloat {
  int exponent_bits;
  int mantissa_bits;
  int bias;
  MinifloatSpecials specials;
};

inline constexpr Minifloat kE4m3fn = {4, 3, 7, MinifloatSpecials::kNanOnly};
inline constexpr Minifloat kE4m3fnuz = {4, 3, 8, MinifloatSpecials::kNegativeZeroNan};
inline constexpr Minifloat kE5m2 = {5, 2, 15, MinifloatSpecials::kIeee};
inline constexpr Minifloat kE5m2fnuz = {5, 2, 16, MinifloatSpecials::kNegativeZeroNan};
inline constexpr Minifloat kE2m1 = {2, 1, 1, MinifloatSpecials::kNone};
inline constexpr Minifloat kE2m3 = {2, 3, 1, MinifloatSpecials::kNone};
inline constexpr Minifloat kE3m2 = {3, 2, 3, MinifloatSpecials::kNone};
inline constexpr Minifloat kE8m0 = {8, 0, 127, MinifloatSpecials::kScale};

/// The value of a bit pattern; exact for every pattern. Bits above the format's are ignored.
float minifloat_to_float(const Minifloat& format, uint8_t pattern);

/// How a positive number between two powers of two becomes one of them.
enum class ScaleRounding {
  kUp,       ///< the larger
  kDown,     ///< the smaller
  kNearest,  ///< the nearer, ties to the larger
};

/// How a number becomes a minifloat.
struct MinifloatConversion {
  /// Numbers beyond the largest become it; otherwise infinity where the format has one, else NaN.
  /// (kNone saturates in any case.) For kScale also what lies below the smallest, zero with it.
  bool saturate = true;
  ScaleRounding scale_rounding = ScaleRounding::kUp;  ///< for kScale alone
};

/// The pattern nearest to x, ties to even; kScale as `conversion` says. Out of range and special
/// numbers follow the tables of ONNX's Cast, which leaves open what NaN becomes under kNone (here
/// -0, as ONNX's tests have it) and negative numbers under kScale (here their magnitude).
uint8_t float_to_minifloat(const Minifloat& format, double x,
                           const MinifloatConversion& conversion);

}  // namespace npuscope
