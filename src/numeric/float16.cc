// SPDX-License-Identifier: Apache-2.0
#include "numeric/float16.h"

#include <cmath>

namespace npuscope {

uint16_t float_to_float16(float x) {
  const auto bits = std::bit_cast<uint32_t>(x);
  const auto sign = static_cast<uint16_t>((bits >> 16) & 0x8000u);
  const float magnitude = std::fabs(x);
  if (std::isnan(x)) return static_cast<uint16_t>(sign | 0x7e00u);
  // 65520 is half way between the largest binary16 and the next power of two.
  if (magnitude >= 65520.0f) return static_cast<uint16_t>(sign | 0x7c00u);
  if (magnitude < 0x1p-14f)  // subnormal: a multiple of 2^-24
    return static_cast<uint16_t>(sign | static_cast<uint16_t>(std::nearbyint(magnitude * 0x1p24f)));
  const uint32_t positive = bits & 0x7fffffffu;
  const uint32_t rounded = positive + 0xfffu + ((positive >> 13) & 1u);
  return static_cast<uint16_t>(sign | ((rounded - 0x38000000u) >> 13));
}

uint16_t float_to_bfloat16(float x) {
  const auto bits = std::bit_cast<uint32_t>(x);
  // A NaN whose payload lies in the lower half must not become infinity.
  if (std::isnan(x)) return static_cast<uint16_t>((bits >> 16) | 0x40u);
  return static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

}  // namespace npuscope
