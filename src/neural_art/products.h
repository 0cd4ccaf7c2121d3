// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "kernels/stages.h"
#include "neural_art/evidence.h"

namespace npuscope {

/// What the coefficients of a layer of products (convolution, dense) are made of.
struct ProductScales {
  double input = 1;               ///< s_x
  std::vector<double> weights;    ///< s_w: one, or one per output channel
  double output = 1;              ///< s_y
  int64_t output_zero_point = 0;  ///< z_y
  std::vector<float> bias;        ///< real, one per output channel; empty: none
  /// Of each output channel: the sum of its weights' codes over the whole kernel, with their signs.
  std::vector<int64_t> weight_sums;
  std::vector<int64_t> magnitude_sums;  ///< the same of their magnitudes; may be left out

  // Of an output channel.
  [[nodiscard]] double weight_at(size_t channel) const {
    return weights[weights.size() == 1 ? 0 : channel];
  }
  /// What one step of its integer sum is worth, s_x s_w[c], not rounded to float32.
  [[nodiscard]] double unit_at(size_t channel) const { return input * weight_at(channel); }
  [[nodiscard]] double bias_at(size_t channel) const {
    return bias.empty() ? 0 : static_cast<double>(bias[channel]);
  }
};

/// The coefficients by which the NPU turns a sum of products into codes, in the order in which it
/// uses them. t: the 16-bit intermediate; rha: rounding to the nearest, halves away from zero;
/// satB: saturation to B signed bits.
///
///   t   = sat16(rha(acc >> s_o))                            each pass: ((t << s_o) + acc) >> s_o
///
/// three roundings (2.x; 4.0 with more than 512 output channels):
///   r   = sat16(rha((A1[c] * t) >> s1))                     the real value with n fractional bits
///   y   = sat8 (rha((A2 * r + C[c]) >> s2))
/// two roundings (4.0): A1 is left out, A2 is one per channel
///   y   = sat8 (rha((A2[c] * t + C[c]) >> s2))
struct ProductCoefficients {
  int s_o = 0;
  bool three_roundings = true;
  int n = 0;
  int s1 = 0;
  std::vector<int64_t> a1;
  int s2 = 0;
  std::vector<int64_t> a2;
  std::vector<int64_t> c;
  /// Of constant addends: Qn (registers.h). Of streamed ones, with more than 512 output channels:
  /// nothing, and b16.
  std::optional<int> addend_fraction = {};
  std::vector<int64_t> b16;
  Evidence evidence = Evidence::kSilicon;

  /// Whether both make the same codes of every sum; what they rest on does not matter.
  [[nodiscard]] bool same_numbers(const ProductCoefficients& other) const;
};

/// Sizes the shift of the accumulator by the largest *signed* sum of weights, as if every input
/// were at its full scale at once; a sum beyond it saturates:
///   s_o = max(0, ceil(log2(256 max_c |weight_sums[c]|)) - 15)
/// 0 where all sums are 0 (that case is not known).
int accumulator_shift(std::span<const int64_t> weight_sums);

/// The shift with which 16 bits hold sums up to this magnitude.
int accumulator_shift_for(double magnitude);

/// The largest real number that the products of one channel can sum to, bias aside, where one step
/// of the sum is worth `unit` = s_x s_w[c]: 32767 2^s_o unit, and with three roundings 32767 2^-n
/// if that is less.
double largest_product(const ProductCoefficients& coefficients, double unit);

/// The coefficients of a layer; all in double, as the compiler has them, before they are narrowed.
/// Bad input: scales so far apart that a coefficient or a shift has no place in its register, which
/// nobody has seen the compiler do.
Result<ProductCoefficients> product_coefficients(const ProductScales& scales,
                                                 CompilerGeneration generation);

/// The stages of these coefficients, and the pieces and passes that accumulate the sum. `output`:
/// the codes that the result may have. `channel_stride` as in SumLowering.
SumLowering lower_products(const ProductCoefficients& coefficients, std::vector<PassPlan> pieces,
                           IntegerRange output, int64_t channel_stride);

}  // namespace npuscope
