// SPDX-License-Identifier: Apache-2.0
// ONNX Runtime's own kernels (MLAS) for fused integer operators. Sums of products become codes in
// float32, half to even; factors are products and quotients of float32. What differs from processor
// to processor:
//
//   x86-64 without VNNI   pairs of products saturate at 16 bits (vpmaddubsw) where activations are
//                         unsigned and weights signed
//   Arm                   QLinearAdd in fixed point, half away from zero
//
// Sources: onnxruntime/core/mlas (qgemm, qladd, quantize) and the QLinear operators.
#include <algorithm>
#include <cmath>

#include "numeric/rounding.h"
#include "runtimes/rule_parts.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

class MlasRules : public RuntimeRules {
 public:
  [[nodiscard]] int version() const override { return 1; }

  [[nodiscard]] std::vector<Stage> products(const SumScales& scales,
                                            const OutputCodes& to) const override {
    std::vector<float> factors;
    for (const float weights : scales.weights)
      factors.push_back(scales.input * weights / scales.output);
    return {float_stage(std::move(factors), to)};
  }

  [[nodiscard]] std::optional<std::vector<Stage>> mean(const TensorCodes& from, int64_t count,
                                                       const TensorCodes& to) const override {
    return std::vector<Stage>{
        float_stage({from.scale / (to.scale * static_cast<float>(count))}, to.codes)};
  }
};

class Avx2Rules : public MlasRules {
 public:
  [[nodiscard]] std::string_view name() const override { return "ort-u8s8-avx2"; }
  [[nodiscard]] std::string_view description() const override {
    return "ONNX Runtime on x86-64 without VNNI: in fused layers pairs of products saturate";
  }
  [[nodiscard]] bool saturates_pairs() const override { return true; }
};

class ArmRules : public MlasRules {
 public:
  [[nodiscard]] std::string_view name() const override { return "ort-arm"; }
  [[nodiscard]] std::string_view description() const override {
    return "ONNX Runtime on Arm: sums of two tensors in fixed point";
  }

  /// (A a + B b) / 2^s, the larger of A and B with 22 bits. Outside of the ranges below, MLAS
  /// computes in float.
  [[nodiscard]] std::optional<ProgramLowering> sum_of_two(const TensorCodes& a,
                                                          const TensorCodes& b,
                                                          const TensorCodes& to,
                                                          bool subtract) const override {
    constexpr int kBits = 21;
    const float ratio_a = a.scale / to.scale, ratio_b = b.scale / to.scale;
    for (const float ratio : {ratio_a, ratio_b})
      if (subtract || !(ratio >= 0x1p-14F && ratio < 0x1p8F)) return std::nullopt;
    int exponent = 0;
    static_cast<void>(std::frexp(std::max(ratio_a, ratio_b), &exponent));
    const int shift = kBits + 1 - exponent;
    if (shift < 13 || shift > 31) return std::nullopt;
    JoinStage join;
    join.a = {multiplier(ratio_a, shift)};
    join.b = {multiplier(ratio_b, shift)};
    constexpr int64_t kMost = int64_t{1} << (kBits + 1);
    if (join.a[0] >= kMost || join.b[0] >= kMost) return std::nullopt;
    join.addend = {-join.a[0] * a.codes.zero_point - join.b[0] * b.codes.zero_point};
    join.shift = shift;
    join.rounding = Rounding::kHalfAway;
    ProgramLowering program{2, {}, 1};
    append(program, offset_stage(to.codes), append(program, join, 0, 1));
    return program;
  }

 private:
  static int64_t multiplier(float ratio, int shift) {
    return static_cast<int64_t>(
        round_real(std::ldexp(static_cast<double>(ratio), shift), Rounding::kHalfEven));
  }
};

}  // namespace

const RuntimeRules& ort_avx2_rules() {
  static const Avx2Rules kRules;
  return kRules;
}

const RuntimeRules& ort_arm_rules() {
  static const ArmRules kRules;
  return kRules;
}

}  // namespace npuscope
