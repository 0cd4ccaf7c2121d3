// SPDX-License-Identifier: Apache-2.0
#include "neural_art/products.h"

#include <algorithm>
#include <cmath>

#include "neural_art/registers.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr int64_t kMostCompact = 512;  // output channels whose addend is a 32-bit constant
constexpr int kSecondShift = 20;       // s2, unless a large bias takes bits away

/// s_x * s_w[c], rounded to float32.
std::vector<double> products_of(const ProductScales& scales) {
  std::vector<double> products;
  for (const double s_w : scales.weights)
    products.push_back(
        static_cast<double>(static_cast<float>(scales.input) * static_cast<float>(s_w)));
  return products;
}

/// rha(x * 2^shift) for each, which must fit int16.
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

double largest_bias(const ProductScales& scales) {
  double largest = 0;
  for (const float bias : scales.bias)
    largest = std::max(largest, std::fabs(static_cast<double>(bias)));
  return largest;
}

/// What the output is where the products sum to nothing, in codes: z_y + bias[c] / s_y. One entry
/// where all channels agree.
std::vector<double> resting_codes(const ProductScales& scales) {
  std::vector<double> codes;
  for (size_t c = 0; c < std::max<size_t>(scales.bias.size(), 1); ++c)
    codes.push_back(static_cast<double>(scales.output_zero_point) +
                    scales.bias_at(c) / scales.output);
  return codes;
}

/// floor(14 - log2(256 s_y)): fractional bits that put A2 into [16384, 32767] for s2 = 20.
int fraction_bits(double output_scale) {
  // floor(6 - log2(s)): 6 - e where s is 2^e, else 5 - e.
  const int exponent = std::ilogb(output_scale);
  return output_scale == power_of_two(exponent) ? 6 - exponent : 5 - exponent;
}

void add_compact_addends(const ProductScales& scales, ProductCoefficients& k) {
  const std::vector<double> codes = resting_codes(scales);
  k.addend_fraction = addend_fraction(codes, k.s2);
  k.c = compact_addends(codes, k.s2);
}

Status add_three_roundings(const ProductScales& scales, ProductCoefficients& k) {
  // The real bias must fit 16 bits with n fractional bits; s2 makes up for what it takes away.
  const int unbiased = fraction_bits(scales.output);
  const double bias = largest_bias(scales);
  k.n = bias > 0 ? std::min(unbiased, fitting_shift(bias)) : unbiased;
  std::vector<double> units = products_of(scales);
  for (double& unit : units) unit *= power_of_two(k.n + k.s_o);
  NPUSCOPE_TRY_SET(k.s1, common_shift(units, "s1"));
  NPUSCOPE_TRY_SET(k.a1, narrowed(units, k.s1, "A1"));
  k.s2 = kSecondShift - (unbiased - k.n);
  if (k.s2 < 0) return fail(no_place_for("s2", k.s2));
  k.a2 = {nearest(power_of_two(k.s2 - k.n) / scales.output)};
  if (static_cast<int64_t>(scales.weight_sums.size()) <= kMostCompact) {
    add_compact_addends(scales, k);
    return {};
  }
  // Streamed coefficients: C[c] = A2 * b16[c] + z_y * 2^s2, b16 = rint(bias * 2^n).
  for (size_t c = 0; c < std::max<size_t>(scales.bias.size(), 1); ++c) {
    NPUSCOPE_TRY_ASSIGN(const auto b16, narrowed({scales.bias_at(c)}, k.n, "b16"));
    k.b16.push_back(b16[0]);
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
  add_compact_addends(scales, k);
  return {};
}

/// Compiler 2.1 multiplies a channel by 0 whose largest effect is below one code:
/// 255 * sum|w| * s_x s_w[c] < s_y. 194 of 10,700 channels of two public builds, all of them.
void drop_channels_without_effect(const ProductScales& scales, ProductCoefficients& k) {
  const std::vector<double> units = products_of(scales);
  if (units.size() == 1 || scales.magnitude_sums.empty()) return;
  for (size_t c = 0; c < k.a1.size(); ++c)
    if (255 * static_cast<double>(scales.magnitude_sums[c]) * units[c] < scales.output) k.a1[c] = 0;
}

FixedStage scaled_stage(std::vector<int64_t> multiplier, int shift) {
  FixedStage stage = int16_stage();
  stage.multiplier = std::move(multiplier);
  stage.shift = shift;
  return stage;
}

}  // namespace

bool ProductCoefficients::same_numbers(const ProductCoefficients& other) const {
  return s_o == other.s_o && three_roundings == other.three_roundings && s1 == other.s1 &&
         a1 == other.a1 && s2 == other.s2 && a2 == other.a2 && c == other.c;
}

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
  if (has_three_roundings(generation) || streamed)
    NPUSCOPE_TRY(add_three_roundings(scales, k));
  else
    NPUSCOPE_TRY(add_two_roundings(scales, k));
  if (generation == CompilerGeneration::kCore21) drop_channels_without_effect(scales, k);
  const bool seen =
      generation == CompilerGeneration::kCore2 || generation == CompilerGeneration::kCore4;
  k.evidence = seen ? Evidence::kSilicon : Evidence::kStructural;
  return k;
}

SumLowering lower_products(const ProductCoefficients& coefficients, std::vector<PassPlan> pieces,
                           IntegerRange output, int64_t channel_stride) {
  const ProductCoefficients& k = coefficients;
  SumLowering lowering;
  lowering.pieces = std::move(pieces);
  lowering.pass = scaled_stage({1}, k.s_o);
  lowering.pass_shift = k.s_o;
  lowering.channel_stride = channel_stride;
  if (k.three_roundings) lowering.epilogue.emplace_back(scaled_stage(k.a1, k.s1));
  FixedStage last = output_stage(output);
  last.multiplier = k.a2;
  last.addend = k.c;
  last.shift = k.s2;
  lowering.epilogue.emplace_back(std::move(last));
  return lowering;
}

}  // namespace npuscope
