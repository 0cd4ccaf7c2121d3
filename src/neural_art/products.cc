// SPDX-License-Identifier: Apache-2.0
#include "neural_art/products.h"

#include <algorithm>
#include <cmath>

#include "neural_art/registers.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr int64_t kMostCompact = 512;  // output channels whose addend is a 32-bit constant
constexpr int kSecondShift = 20;       // s2, unless A2 needs it smaller

/// s_x * s_w[c].
std::vector<double> products_of(const ProductScales& scales) {
  std::vector<double> products;
  for (const double s_w : scales.weights) products.push_back(scales.input * s_w);
  return products;
}

/// rint(x * 2^shift) for each, which must fit int16.
Result<std::vector<int64_t>> narrowed(const std::vector<double>& values, int shift,
                                      std::string_view name) {
  std::vector<int64_t> coefficients;
  for (const double value : values) {
    NPUSCOPE_TRY_ASSIGN(const int64_t coefficient,
                        int16_coefficient(value * power_of_two(shift), name));
    coefficients.push_back(coefficient);
  }
  return coefficients;
}

/// The largest shift with which all values fit int16: floor(log2(32767 / max)).
Result<int> common_shift(const std::vector<double>& values, std::string_view name) {
  return register_shift(*std::ranges::max_element(values), name);
}

double bias_at(const ProductScales& scales, size_t channel) {
  return scales.bias.empty() ? 0 : static_cast<double>(scales.bias[channel]);
}

/// What the output is where the products sum to nothing, in codes: z_y + bias[c] / s_y. One entry
/// where all channels agree.
std::vector<double> resting_codes(const ProductScales& scales) {
  std::vector<double> codes;
  for (size_t c = 0; c < std::max<size_t>(scales.bias.size(), 1); ++c)
    codes.push_back(static_cast<double>(scales.output_zero_point) +
                    bias_at(scales, c) / scales.output);
  return codes;
}

/// The addend of 32 bits: the resting code with Qn fractional bits, Qn as large as 32 bits allow,
/// then moved to `shift` bits by an arithmetic shift (which floors):
///   Qn = floor(31 - log2(max_c |code|)),  C[c] = rint(code * 2^Qn) >> (Qn - shift)
/// All codes zero, and a largest one that is a power of two (2^31 does not fit), are not known: the
/// former has Qn = shift here, the latter is saturated.
std::vector<int64_t> compact_addends(const std::vector<double>& codes, int shift) {
  constexpr double kInt32 = 2147483647;
  double largest = 0;
  for (const double code : codes) largest = std::max(largest, std::fabs(code));
  const int exponent = largest > 0 ? std::ilogb(largest) : 31 - shift;
  const bool exact_power = largest > 0 && largest == power_of_two(exponent);
  const int fraction = exact_power ? 31 - exponent : 30 - exponent;
  std::vector<int64_t> addends;
  for (const double code : codes) {
    const double scaled = saturate(code * power_of_two(fraction), -kInt32 - 1, kInt32);
    const int64_t addend = nearest(scaled);
    addends.push_back(fraction >= shift ? rounded_shift(addend, fraction - shift, Rounding::kFloor)
                                        : addend << (shift - fraction));
  }
  return addends;
}

/// n = floor(14 - log2(256 s_y)): fractional bits that put A2 into [16384, 32767].
int fraction_bits(double output_scale) {
  // floor(6 - log2(s)): 6 - e where s is 2^e, else 5 - e.
  const int exponent = std::ilogb(output_scale);
  return output_scale == power_of_two(exponent) ? 6 - exponent : 5 - exponent;
}

Status add_three_roundings(const ProductScales& scales, ProductCoefficients& k) {
  k.n = fraction_bits(scales.output);
  std::vector<double> units = products_of(scales);
  for (double& unit : units) unit *= power_of_two(k.n + k.s_o);
  NPUSCOPE_TRY_SET(k.s1, common_shift(units, "s1"));
  NPUSCOPE_TRY_SET(k.a1, narrowed(units, k.s1, "A1"));
  k.s2 = kSecondShift;
  while (power_of_two(k.s2 - k.n) / scales.output >= kInt16Limit + 0.5) --k.s2;
  k.a2 = {nearest(power_of_two(k.s2 - k.n) / scales.output)};
  if (static_cast<int64_t>(scales.weight_sums.size()) <= kMostCompact) {
    k.c = compact_addends(resting_codes(scales), k.s2);
    return {};
  }
  // Streamed coefficients: C[c] = A2 * b16[c] + z_y * 2^s2, b16 = rint(bias * 2^n).
  for (size_t c = 0; c < std::max<size_t>(scales.bias.size(), 1); ++c) {
    NPUSCOPE_TRY_ASSIGN(const auto b16, narrowed({bias_at(scales, c)}, k.n, "b16"));
    k.c.push_back(k.a2[0] * b16[0] + scales.output_zero_point * (int64_t{1} << k.s2));
  }
  return {};
}

Status add_two_roundings(const ProductScales& scales, ProductCoefficients& k) {
  k.three_roundings = false;
  std::vector<double> units = products_of(scales);
  for (double& unit : units) unit = unit / scales.output * power_of_two(k.s_o);
  NPUSCOPE_TRY_SET(k.s2, common_shift(units, "s"));
  NPUSCOPE_TRY_SET(k.a2, narrowed(units, k.s2, "A"));
  k.c = compact_addends(resting_codes(scales), k.s2);
  return {};
}

FixedStage scaled_stage(std::vector<int64_t> multiplier, int shift) {
  FixedStage stage = int16_stage();
  stage.multiplier = std::move(multiplier);
  stage.shift = shift;
  return stage;
}

}  // namespace

int accumulator_shift(std::span<const int64_t> weight_sums) {
  uint64_t largest = 0;
  for (const int64_t sum : weight_sums)
    largest = std::max(largest, static_cast<uint64_t>(sum < 0 ? -sum : sum));
  int bits = 0;  // ceil(log2(256 * largest))
  while (bits < 63 && (uint64_t{1} << bits) < largest * 256) ++bits;
  return std::max(0, bits - 15);
}

int accumulator_shift_for(double magnitude) {
  int shift = 0;
  while (magnitude > kInt16Limit * power_of_two(shift)) ++shift;
  return shift;
}

double largest_product(const ProductCoefficients& coefficients, double unit) {
  const double accumulated = kInt16Limit * power_of_two(coefficients.s_o) * unit;
  if (!coefficients.three_roundings) return accumulated;
  return std::min(accumulated, kInt16Limit * power_of_two(-coefficients.n));
}

Result<ProductCoefficients> product_coefficients(const ProductScales& scales,
                                                 CompilerGeneration generation) {
  ProductCoefficients k;
  k.s_o = accumulator_shift(scales.weight_sums);
  const bool streamed = static_cast<int64_t>(scales.weight_sums.size()) > kMostCompact;
  if (generation == CompilerGeneration::kCore2 || streamed)
    NPUSCOPE_TRY(add_three_roundings(scales, k));
  else
    NPUSCOPE_TRY(add_two_roundings(scales, k));
  return k;
}

SumLowering lower_products(const ProductCoefficients& coefficients, PassPlan plan,
                           IntegerRange output, int64_t channel_stride) {
  const ProductCoefficients& k = coefficients;
  SumLowering lowering;
  lowering.plan = std::move(plan);
  lowering.pass = scaled_stage({1}, k.s_o);
  lowering.pass_shift = k.s_o;
  lowering.channel_stride = channel_stride;
  if (k.three_roundings) lowering.epilogue.emplace_back(scaled_stage(k.a1, k.s1));
  FixedStage last;
  last.multiplier = k.a2;
  last.addend = k.c;
  last.shift = k.s2;
  last.rounding = Rounding::kHalfAway;
  last.low = output.low;
  last.high = output.high;
  lowering.epilogue.emplace_back(std::move(last));
  return lowering;
}

}  // namespace npuscope
