// SPDX-License-Identifier: Apache-2.0
#include "kernels/sum_coding.h"

#include <algorithm>
#include <cstdlib>

namespace npuscope {
namespace {

constexpr uint8_t kSignBit = 0x80;
constexpr int32_t kShift = 0x80;  // between int8 and uint8 of the same flipped byte

}  // namespace

SumCoding::SumCoding(simd::Units units, ElementType x, const Quantization* x_quantization,
                     ElementType w, const Quantization* w_quantization)
    : units_(units), weight_zero_points_(1) {
  const bool signed_x = x == ElementType::kInt8;
  const int32_t zx = x_quantization != nullptr && !x_quantization->zero_point.empty()
                         ? x_quantization->zero_point[0]
                         : 0;
  if (w_quantization != nullptr && !w_quantization->zero_point.empty())
    weight_zero_points_ = w_quantization->zero_point;
  const IntegerRange range = *integer_range(x);
  largest_ = std::max(std::abs(range.low - zx), std::abs(range.high - zx));
  const uint8_t plain_flip = signed_x ? kSignBit : 0;
  const int32_t plain_offset = zx + (signed_x ? kShift : 0);
  switch (units_) {
    case simd::Units::kShorts:
      flip_ = plain_flip;
      offset_ = plain_offset;
      return;
    case simd::Units::kUnsignedBytes:
      flip_ = plain_flip;
      zero_ = plain_offset;
      break;
    case simd::Units::kSignedBytes:
      flip_ = signed_x ? 0 : kSignBit;
      zero_ = zx - (signed_x ? 0 : kShift);
      break;
  }
  weight_offset_ = w == ElementType::kInt8 ? 0 : kShift;
  weights_have_zero_ =
      std::ranges::any_of(weight_zero_points_, [&](int32_t z) { return z != weight_offset_; });
}

int32_t SumCoding::weight_zero_point(size_t channel) const {
  return weight_zero_points_[channel % weight_zero_points_.size()];
}

uint32_t SumCoding::unit(const int32_t* factors) const {
  uint32_t unit = 0;
  const int bits = units_ == simd::Units::kShorts ? 16 : 8;
  const uint32_t mask = (uint32_t{1} << bits) - 1;
  for (size_t i = 0; i < terms(); ++i)
    unit |= (static_cast<uint32_t>(factors[i]) & mask) << (static_cast<int>(i) * bits);
  return unit;
}

uint32_t SumCoding::zero_unit() const {
  const int32_t zeros[4] = {zero_, zero_, zero_, zero_};
  return unit(zeros);
}

}  // namespace npuscope
