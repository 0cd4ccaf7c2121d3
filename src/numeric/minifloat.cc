// SPDX-License-Identifier: Apache-2.0
#include "numeric/minifloat.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace npuscope {
namespace {

/// All ones below the sign.
unsigned magnitude_mask(const Minifloat& format) {
  return (1u << (format.exponent_bits + format.mantissa_bits)) - 1;
}

unsigned sign_bit(const Minifloat& format) {
  return format.specials == MinifloatSpecials::kScale ? 0 : magnitude_mask(format) + 1;
}

/// The magnitude of the largest number.
unsigned largest(const Minifloat& format) {
  const unsigned ones = magnitude_mask(format);
  switch (format.specials) {
    case MinifloatSpecials::kIeee: return ones - (1u << format.mantissa_bits);
    case MinifloatSpecials::kNanOnly:
    case MinifloatSpecials::kScale: return ones - 1;
    case MinifloatSpecials::kNegativeZeroNan:
    case MinifloatSpecials::kNone: break;
  }
  return ones;
}

unsigned nan_pattern(const Minifloat& format, unsigned sign) {
  switch (format.specials) {
    case MinifloatSpecials::kNone:
    case MinifloatSpecials::kNegativeZeroNan: return sign_bit(format);
    default: return sign | magnitude_mask(format);
  }
}

/// What a number beyond the largest becomes, infinity among them.
unsigned overflow_pattern(const Minifloat& format, unsigned sign, bool saturate) {
  if (saturate || format.specials == MinifloatSpecials::kNone) return sign | largest(format);
  if (format.specials == MinifloatSpecials::kIeee) return sign | (largest(format) + 1);
  return nan_pattern(format, sign);
}

/// The pattern of 2^n near a magnitude >= 0.
unsigned scale_pattern(const Minifloat& format, double magnitude,
                       const MinifloatConversion& conversion) {
  const unsigned below = conversion.saturate ? 0 : nan_pattern(format, 0);
  if (magnitude == 0) return below;
  if (std::isinf(magnitude)) return overflow_pattern(format, 0, conversion.saturate);
  const int floor = std::ilogb(magnitude);
  const double fraction = std::scalbn(magnitude, -floor);  // in [1, 2)
  const bool up = conversion.scale_rounding == ScaleRounding::kUp        ? fraction > 1
                  : conversion.scale_rounding == ScaleRounding::kNearest ? fraction >= 1.5
                                                                         : false;
  const int pattern = floor + (up ? 1 : 0) + format.bias;
  if (pattern < 0) return below;
  if (pattern > static_cast<int>(largest(format)))
    return overflow_pattern(format, 0, conversion.saturate);
  return static_cast<unsigned>(pattern);
}

/// The pattern of the number nearest to a finite magnitude; beyond largest() on overflow.
/// With e the exponent, not below that of the smallest normal number, the unit in the last place is
/// 2^(e - mantissa_bits). Patterns count units: (e - smallest) << mantissa_bits + magnitude / unit,
/// also where the rounding carries into the next exponent, and below the normal numbers.
unsigned nearest_pattern(const Minifloat& format, double magnitude) {
  const int smallest = 1 - format.bias;
  const int e = magnitude == 0 ? smallest : std::max(std::ilogb(magnitude), smallest);
  const int highest = (1 << format.exponent_bits) - format.bias;
  if (e > highest) return magnitude_mask(format) + 1;
  const double units = std::nearbyint(std::scalbn(magnitude, format.mantissa_bits - e));
  return (static_cast<unsigned>(e - smallest) << format.mantissa_bits) +
         static_cast<unsigned>(units);
}

}  // namespace

float minifloat_to_float(const Minifloat& format, uint8_t pattern) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  const unsigned magnitude = pattern & magnitude_mask(format);
  const bool negative = (pattern & sign_bit(format)) != 0;
  if (format.specials == MinifloatSpecials::kScale)
    return magnitude > largest(format)
               ? kNan
               : std::scalbn(1.0f, static_cast<int>(magnitude) - format.bias);
  if (format.specials == MinifloatSpecials::kNegativeZeroNan && negative && magnitude == 0)
    return kNan;
  const float sign = negative ? -1.0f : 1.0f;
  if (magnitude > largest(format)) {
    const bool infinite =
        format.specials == MinifloatSpecials::kIeee && magnitude == largest(format) + 1;
    return infinite ? sign * std::numeric_limits<float>::infinity() : kNan;
  }
  const unsigned exponent = magnitude >> format.mantissa_bits;
  const unsigned hidden = exponent == 0 ? 0 : 1u << format.mantissa_bits;
  const unsigned mantissa = (magnitude & ((1u << format.mantissa_bits) - 1)) + hidden;
  const int power = static_cast<int>(std::max(exponent, 1u)) - format.bias - format.mantissa_bits;
  return sign * std::scalbn(static_cast<float>(mantissa), power);
}

uint8_t float_to_minifloat(const Minifloat& format, double x,
                           const MinifloatConversion& conversion) {
  const unsigned sign = std::signbit(x) ? sign_bit(format) : 0;
  if (std::isnan(x)) return static_cast<uint8_t>(nan_pattern(format, sign));
  const double magnitude = std::fabs(x);
  if (format.specials == MinifloatSpecials::kScale)
    return static_cast<uint8_t>(scale_pattern(format, magnitude, conversion));
  unsigned pattern = magnitude_mask(format) + 1;
  if (std::isfinite(x)) pattern = nearest_pattern(format, magnitude);
  if (pattern > largest(format))
    return static_cast<uint8_t>(overflow_pattern(format, sign, conversion.saturate));
  if (pattern == 0 && format.specials == MinifloatSpecials::kNegativeZeroNan) return 0;
  return static_cast<uint8_t>(sign | pattern);
}

}  // namespace npuscope
