// SPDX-License-Identifier: Apache-2.0
// XNNPACK's kernels for 8 bits, as its delegate in TensorFlow Lite uses them. Factors are products
// and quotients of float32. Sums of products become codes in float32 (x86-64, and everywhere with a
// scale per channel), or, on Arm and in portable code with one scale, in fixed point ("rndnu"):
//
//   fp32    rhe(float(v) * m)                   rhe: half to even
//   rndnu   rhu(v * m24 / 2^s)                  m = m24 2^-s, m24 with 24 bits; rhu: half up
//
// Sources: XNNPACK's scalar kernels and the functions that compute their parameters.
#include <algorithm>
#include <cmath>

#include "numeric/rounding.h"
#include "runtimes/rule_parts.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

enum class Requantize { kFloat, kFixed };

int64_t nearest_even(double real) {
  return static_cast<int64_t>(round_real(real, Rounding::kHalfEven));
}

/// The exponent of a normal number: |x| in [2^e, 2^(e + 1)).
int exponent_of(float x) {
  int exponent = 0;
  static_cast<void>(std::frexp(x, &exponent));
  return exponent - 1;
}

class XnnpackRules : public RuntimeRules {
 public:
  XnnpackRules(std::string_view name, std::string_view description, Requantize requantize)
      : name_(name), description_(description), requantize_(requantize) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] std::string_view description() const override { return description_; }
  [[nodiscard]] int version() const override { return 1; }

  [[nodiscard]] std::vector<Stage> products(const SumScales& scales,
                                            const OutputCodes& to) const override {
    std::vector<float> factors;
    for (const float weights : scales.weights)
      factors.push_back(scales.input * weights / scales.output);
    if (requantize_ == Requantize::kFloat || factors.size() != 1)
      return {float_stage(std::move(factors), to)};
    return fixed(factors[0], to);
  }

  /// The zero point is added before the rounding.
  [[nodiscard]] std::optional<std::vector<Stage>> mean(const TensorCodes& from, int64_t count,
                                                       const TensorCodes& to) const override {
    const float factor = from.scale / to.scale / static_cast<float>(count);
    FloatStage stage = float_stage({factor}, {0, to.codes.range});
    stage.addend = {static_cast<float>(to.codes.zero_point)};
    return std::vector<Stage>{stage};
  }

  /// (A a + B b) / 2^s, the larger of A and B with 21 bits.
  [[nodiscard]] std::optional<ProgramLowering> sum_of_two(const TensorCodes& a,
                                                          const TensorCodes& b,
                                                          const TensorCodes& to,
                                                          bool subtract) const override {
    constexpr int kBits = 20;
    const float ratio_a = a.scale / to.scale, ratio_b = b.scale / to.scale;
    const int shift = kBits - exponent_of(std::max(ratio_a, ratio_b));
    if (shift < 12 || shift > 30) return std::nullopt;  // XNNPACK refuses it
    JoinStage join;
    join.a = {nearest_even(std::ldexp(static_cast<double>(ratio_a), shift))};
    join.b = {nearest_even(std::ldexp(static_cast<double>(ratio_b), shift))};
    if (subtract) join.b[0] = -join.b[0];
    join.addend = {-join.a[0] * a.codes.zero_point - join.b[0] * b.codes.zero_point};
    join.shift = shift;
    join.rounding = Rounding::kHalfUp;
    ProgramLowering program{2, {}, 1};
    append(program, offset_stage(to.codes), append(program, join, 0, 1));
    return program;
  }

  [[nodiscard]] std::optional<ProgramLowering> product_of_two(
      const TensorCodes& a, const TensorCodes& b, const TensorCodes& to) const override {
    ProgramLowering program{2, {}, 1};
    const size_t x = append(program, offset_stage(-a.codes.zero_point), 0);
    const size_t y = append(program, offset_stage(-b.codes.zero_point), 1);
    append(program, float_stage({a.scale * b.scale / to.scale}, to.codes),
           append(program, ProductStage{}, x, y));
    return program;
  }

  /// A factor with 8 fractional bits.
  [[nodiscard]] std::optional<std::vector<Stage>> requantization(
      const TensorCodes& from, const TensorCodes& to) const override {
    constexpr int kFraction = 8;
    const float ratio = from.scale / to.scale;
    if (ratio < 0x1p-8F || ratio > 0x1p7F) return std::nullopt;  // XNNPACK refuses it
    FixedStage stage;
    stage.multiplier = {nearest_even(std::ldexp(static_cast<double>(ratio), kFraction))};
    stage.addend = {-stage.multiplier[0] * from.codes.zero_point};
    stage.shift = kFraction;
    stage.rounding = Rounding::kHalfUp;
    return std::vector<Stage>{stage, offset_stage(to.codes)};
  }

 private:
  static std::vector<Stage> fixed(float factor, const OutputCodes& to) {
    constexpr int kBits = 23;
    const int exponent = exponent_of(factor);
    FixedStage stage;
    stage.multiplier = {static_cast<int64_t>(std::ldexp(factor, kBits - exponent))};
    stage.shift = kBits - exponent;
    stage.rounding = Rounding::kHalfUp;
    if (stage.shift < 0 || stage.shift > 62) return {float_stage({factor}, to)};
    return {stage, offset_stage(to)};
  }

  std::string_view name_, description_;
  Requantize requantize_;
};

}  // namespace

const RuntimeRules& xnnpack_fp32_rules() {
  static const XnnpackRules kRules("xnnpack-fp32", "XNNPACK: float32, half to even",
                                   Requantize::kFloat);
  return kRules;
}

const RuntimeRules& xnnpack_rndnu_rules() {
  static const XnnpackRules kRules("xnnpack-rndnu", "XNNPACK: fixed point, half up",
                                   Requantize::kFixed);
  return kRules;
}

}  // namespace npuscope
