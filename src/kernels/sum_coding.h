// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "kernels/accumulate.h"
#include "simd/kernels.h"

namespace npuscope {

/// How codes of 8 bits become the factors that an instruction set multiplies, and what the products
/// of these factors leave to add. With X = x - offset and W = w - offset of the channel:
///
///   Σ (x - zx) (w - zw) = Σ X W - rx Σ W - rw Σ X + n rx rw,    rx = zx - offset, rw = zw - offset
///
/// Factors of 16 bits have the zero points as offsets: nothing is left to add.
class SumCoding {
 public:
  /// Codes of 8 bits; one zero point for x, one for each index of an axis of w or one for all.
  SumCoding(simd::Units units, ElementType x, const Quantization* x_quantization, ElementType w,
            const Quantization* w_quantization);

  [[nodiscard]] simd::Units units() const { return units_; }
  [[nodiscard]] size_t terms() const { return simd::terms_of(units_); }
  /// X of a byte is (byte ^ flip) - offset.
  [[nodiscard]] uint8_t flip() const { return flip_; }
  [[nodiscard]] int32_t offset() const { return offset_; }
  /// rx: what stands for a real zero among the X.
  [[nodiscard]] int32_t zero() const { return zero_; }
  /// The largest |x - zx|.
  [[nodiscard]] int64_t largest_input() const { return largest_; }
  [[nodiscard]] bool weights_have_zero() const { return weights_have_zero_; }
  /// W of a code, and rw, of an output channel.
  [[nodiscard]] int32_t weight(int32_t code, size_t channel) const {
    return code - weight_offset(channel);
  }
  [[nodiscard]] int32_t weight_zero(size_t channel) const {
    return weight_zero_point(channel) - weight_offset(channel);
  }
  /// What a term with the factor W leaves to add: - rx W + rx rw.
  [[nodiscard]] int32_t left_by(int32_t factor, size_t channel) const {
    return -zero_ * (factor - weight_zero(channel));
  }
  /// A unit of up to terms() factors.
  [[nodiscard]] uint32_t unit(const int32_t* factors) const;
  /// The byte whose X is rx.
  [[nodiscard]] uint8_t zero_byte() const {
    return static_cast<uint8_t>(static_cast<uint8_t>(zero_ + offset_) ^ flip_);
  }
  /// The unit whose factors all are rx.
  [[nodiscard]] uint32_t zero_unit() const;

 private:
  [[nodiscard]] int32_t weight_zero_point(size_t channel) const;
  [[nodiscard]] int32_t weight_offset(size_t channel) const {
    return units_ == simd::Units::kShorts ? weight_zero_point(channel) : weight_offset_;
  }

  simd::Units units_;
  uint8_t flip_ = 0;
  int32_t offset_ = 0, zero_ = 0, weight_offset_ = 0;
  int64_t largest_ = 0;
  bool weights_have_zero_ = false;
  std::vector<int32_t> weight_zero_points_;
};

}  // namespace npuscope
