// SPDX-License-Identifier: Apache-2.0
#include "neural_art/multiplication.h"

#include <algorithm>
#include <cmath>

namespace npuscope {
namespace {

constexpr int kShift = 20;
constexpr int kProductShift = 7;  // of the stage that takes z_b off
constexpr int kUnit = 14;         // a multiplier of 1 in 16 bits

JoinStage away_join(int shift) {
  JoinStage join;
  join.shift = shift;
  join.rounding = Rounding::kHalfAway;
  return join;
}

}  // namespace

Result<MultiplicationCoefficients> multiplication_coefficients(CodeScale a, CodeScale b,
                                                               CodeScale y) {
  const double scale = a.scale * b.scale / y.scale;
  MultiplicationCoefficients k;
  k.second_zero_point = b.zero_point;
  NPUSCOPE_TRY_ASSIGN(const int shift, register_shift(scale, "the shift of a product"));
  // A larger product than the fixed shift has bits for has no right shift of its own.
  k.a_shift = std::max(0, shift - kShift);
  k.a = nearest(scale * power_of_two(kShift + k.a_shift));
  const auto z_a = static_cast<double>(a.zero_point);
  k.b = nearest(-z_a * scale * power_of_two(kShift));
  k.c = shifted_addend((static_cast<double>(y.zero_point) +
                        z_a * static_cast<double>(b.zero_point) * scale) *
                       power_of_two(kShift));
  k.fits = shift >= kShift && std::abs(k.b) <= static_cast<int64_t>(kInt16Limit);
  return k;
}

ProgramLowering lower_multiplication(const MultiplicationCoefficients& coefficients,
                                     IntegerRange output) {
  const MultiplicationCoefficients& k = coefficients;
  JoinStage less_zero_point = away_join(kProductShift);
  less_zero_point.a = {int64_t{1} << kUnit};
  less_zero_point.a_shift = kProductShift;
  less_zero_point.b = {-k.second_zero_point * (int64_t{1} << kProductShift)};
  less_zero_point.low = INT16_MIN;
  less_zero_point.high = INT16_MAX;
  JoinStage placed = away_join(kShift);
  placed.a = {k.a};
  placed.a_shift = k.a_shift;
  placed.b = {k.b};
  placed.addend = {k.c.placed()};
  placed.low = output.low;
  placed.high = output.high;
  // Registers: 0 and 1 the operands, 2 their product, 3 the product less z_b a.
  return {2,
          {{ProductStage{}, 0, 1}, {std::move(less_zero_point), 2, 0}, {std::move(placed), 3, 1}},
          1};
}

Result<ConstantProductCoefficients> constant_product_coefficients(
    CodeScale x, double factor_scale, CodeScale y, std::span<const int64_t> factors) {
  const double scale = x.scale * factor_scale / y.scale;
  ConstantProductCoefficients k;
  NPUSCOPE_TRY_SET(k.shift, register_shift(scale, "the shift of a product with constants"));
  const double unit = power_of_two(k.shift);
  k.a = nearest(scale * unit);
  for (const int64_t factor : factors)
    k.c.push_back(nearest((static_cast<double>(y.zero_point) -
                           scale * static_cast<double>(x.zero_point * factor)) *
                          unit));
  return k;
}

FixedStage constant_product_stage(const ConstantProductCoefficients& coefficients,
                                  IntegerRange output) {
  FixedStage stage = output_stage(output);
  stage.multiplier = {coefficients.a};
  stage.addend = coefficients.c;
  stage.shift = coefficients.shift;
  return stage;
}

}  // namespace npuscope
