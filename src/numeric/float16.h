// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

namespace npuscope {

/// The value of an IEEE 754 binary16 bit pattern; exact for every pattern.
inline float float16_to_float(uint16_t half) {
  const uint32_t sign = (half & 0x8000u) << 16;
  const uint32_t exponent = (half >> 10) & 0x1f;
  const uint32_t mantissa = half & 0x3ffu;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | mantissa << 13);
  if (exponent == 0) {
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
    return sign != 0 ? -magnitude : magnitude;
  }
  return std::bit_cast<float>(sign | (exponent + 112) << 23 | mantissa << 13);
}

/// The value of a bfloat16 bit pattern (the upper half of a binary32).
inline float bfloat16_to_float(uint16_t bits) { return std::bit_cast<float>(uint32_t{bits} << 16); }

/// The binary16 pattern nearest to x, ties to even; overflow gives infinity.
uint16_t float_to_float16(float x);

/// The bfloat16 pattern nearest to x, ties to even; overflow gives infinity.
uint16_t float_to_bfloat16(float x);

}  // namespace npuscope
