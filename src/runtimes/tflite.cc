// SPDX-License-Identifier: Apache-2.0
// TensorFlow Lite's kernels for 8 bits, and CMSIS-NN's, which compute the same numbers. A real
// factor is a significand of 31 bits and a shift (fixed_multiplier.h); they differ in how often and
// which way its product is rounded:
//
//   two roundings   rha(rhu(v q / 2^31) / 2^r)   reference kernels; CMSIS-NN
//   ruy             rhu(rhu(v q / 2^31) / 2^r)   optimised kernels of convolutions and dense layers
//   one rounding    rhu(v q / 2^(31 + r))        TFLITE_SINGLE_ROUNDING
//
// rhu: half up, rha: half away from zero, r = -exponent. Sources: MultiplyByQuantizedMultiplier in
// TensorFlow Lite, arm_nn_requantize in CMSIS-NN; each is compared with the library itself in
// tests/runtimes.
#include <algorithm>
#include <bit>

#include "runtimes/fixed_multiplier.h"
#include "runtimes/rule_parts.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

enum class Scaling { kTwoRoundings, kRuy, kOneRounding };

/// v times a factor each, rounded to int32.
std::vector<Stage> scaled(const std::vector<FixedMultiplier>& factors, Scaling scaling) {
  FixedStage shifted, product, rest;
  shifted.multiplier.clear();
  product.multiplier.clear();
  product.rounding = Rounding::kHalfUp;
  rest.rounding = scaling == Scaling::kTwoRoundings ? Rounding::kHalfAway : Rounding::kHalfUp;
  for (const FixedMultiplier& factor : factors) {
    const int left = std::max(factor.exponent, 0), right = std::max(-factor.exponent, 0);
    shifted.multiplier.push_back(int64_t{1} << left);
    product.multiplier.push_back(factor.significand);
    product.shifts.push_back(scaling == Scaling::kOneRounding ? 31 + right : 31);
    rest.shifts.push_back(right);
  }
  for (FixedStage* stage : {&shifted, &product, &rest}) {
    stage->low = INT32_MIN;  // the libraries' own numbers would overflow
    stage->high = INT32_MAX;
  }
  std::vector<Stage> stages;
  const auto above_one = [](int64_t multiplier) { return multiplier > 1; };
  if (std::ranges::any_of(shifted.multiplier, above_one)) stages.emplace_back(shifted);
  stages.emplace_back(product);
  if (scaling != Scaling::kOneRounding) stages.emplace_back(rest);
  return stages;
}

std::vector<Stage> scaled(double factor, Scaling scaling) {
  return scaled({fixed_multiplier(factor)}, scaling);
}

class TfliteRules : public RuntimeRules {
 public:
  TfliteRules(std::string_view name, std::string_view description, Scaling products)
      : name_(name),
        description_(description),
        products_(products),
        others_(products == Scaling::kRuy ? Scaling::kTwoRoundings : products) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] std::string_view description() const override { return description_; }
  [[nodiscard]] int version() const override { return 1; }

  [[nodiscard]] std::vector<Stage> products(const SumScales& scales,
                                            const OutputCodes& to) const override {
    std::vector<FixedMultiplier> factors;
    for (const float weights : scales.weights)
      factors.push_back(
          fixed_multiplier(static_cast<double>(scales.input) * static_cast<double>(weights) /
                           static_cast<double>(scales.output)));
    return with_offset(scaled(factors, products_), to);
  }

  /// The count is divided out of the significand, made as long as 64 bits allow, which truncates.
  [[nodiscard]] std::optional<std::vector<Stage>> mean(const TensorCodes& from, int64_t count,
                                                       const TensorCodes& to) const override {
    const FixedMultiplier ratio = fixed_multiplier(ratio_of(from, to));
    const auto width = static_cast<int>(std::bit_width(static_cast<uint64_t>(count)));
    const int shift = std::min({width - 1, 32, 31 + ratio.exponent});
    if (shift < 0) return std::nullopt;
    const FixedMultiplier factor{(ratio.significand << shift) / count, ratio.exponent - shift};
    return with_offset(scaled({factor}, others_), to.codes);
  }

  [[nodiscard]] std::optional<std::vector<Stage>> window_mean(
      std::span<const int64_t> counts, const OutputCodes& codes) const override {
    RealStage stage;
    stage.divisor.assign(counts.begin(), counts.end());
    stage.rounding = Rounding::kHalfAway;
    stage.low = codes.range.low;
    stage.high = codes.range.high;
    return std::vector<Stage>{stage};
  }

  /// Both operands in a common scale, twice the larger one, with 20 fractional bits.
  [[nodiscard]] std::optional<ProgramLowering> sum_of_two(const TensorCodes& a,
                                                          const TensorCodes& b,
                                                          const TensorCodes& to,
                                                          bool subtract) const override {
    constexpr int kFraction = 20;
    constexpr int64_t kOne = int64_t{1} << kFraction;
    const double common = 2 * static_cast<double>(std::max(a.scale, b.scale));
    ProgramLowering program{2, {}, 1};
    const auto operand = [&](const TensorCodes& x, size_t input) {
      FixedStage lifted = offset_stage(-x.codes.zero_point * kOne);
      lifted.multiplier = {kOne};
      return append_stages(program, scaled(static_cast<double>(x.scale) / common, others_),
                           append(program, lifted, input));
    };
    const size_t x = operand(a, 0), y = operand(b, 1);
    JoinStage join;
    join.b = {subtract ? -1 : 1};
    const double last = common / (static_cast<double>(kOne) * static_cast<double>(to.scale));
    append_stages(program, with_offset(scaled(last, others_), to.codes),
                  append(program, join, x, y));
    return program;
  }

  [[nodiscard]] std::optional<ProgramLowering> product_of_two(
      const TensorCodes& a, const TensorCodes& b, const TensorCodes& to) const override {
    ProgramLowering program{2, {}, 1};
    const size_t x = append(program, offset_stage(-a.codes.zero_point), 0);
    const size_t y = append(program, offset_stage(-b.codes.zero_point), 1);
    const double factor =
        static_cast<double>(a.scale) * static_cast<double>(b.scale) / static_cast<double>(to.scale);
    append_stages(program, with_offset(scaled(factor, others_), to.codes),
                  append(program, ProductStage{}, x, y));
    return program;
  }

  [[nodiscard]] std::optional<std::vector<Stage>> requantization(
      const TensorCodes& from, const TensorCodes& to) const override {
    std::vector<Stage> stages = {offset_stage(-from.codes.zero_point)};
    std::ranges::copy(with_offset(scaled(ratio_of(from, to), others_), to.codes),
                      std::back_inserter(stages));
    return stages;
  }

 private:
  static double ratio_of(const TensorCodes& from, const TensorCodes& to) {
    return static_cast<double>(from.scale) / static_cast<double>(to.scale);
  }
  static std::vector<Stage> with_offset(std::vector<Stage> stages, const OutputCodes& to) {
    stages.emplace_back(offset_stage(to));
    return stages;
  }

  std::string_view name_, description_;
  Scaling products_;
  Scaling others_;
};

}  // namespace

const RuntimeRules& tflite_rules() {
  static const TfliteRules kRules("tflite", "TensorFlow Lite, reference kernels: two roundings",
                                  Scaling::kTwoRoundings);
  return kRules;
}

const RuntimeRules& tflite_ruy_rules() {
  static const TfliteRules kRules("tflite-ruy", "TensorFlow Lite, optimised kernels (ruy)",
                                  Scaling::kRuy);
  return kRules;
}

const RuntimeRules& tflite_single_rules() {
  static const TfliteRules kRules("tflite-single", "TensorFlow Lite, built with one rounding",
                                  Scaling::kOneRounding);
  return kRules;
}

const RuntimeRules& cmsis_rules() {
  static const TfliteRules kRules("cmsis", "CMSIS-NN: two roundings", Scaling::kTwoRoundings);
  return kRules;
}

}  // namespace npuscope
