// SPDX-License-Identifier: Apache-2.0
// ONNX Runtime's own kernels (MLAS) for fused integer operators. Sums of products become codes in
// float32, half to even; factors are products and quotients of float32. What differs from processor
// to processor:
//
//                      x86-64                                    Arm
//   products           without VNNI pairs of them saturate at    exact
//                      16 bits (vpmaddubsw) where activations
//                      are unsigned and weights signed
//   a + b              float32                                   fixed point, half away from zero;
//                                                                float32 where scales lie far apart
//   a * b              float32, product and sum each rounded     float32, fused
//
// In float32 sums and products of two tensors are rounded with the zero point inside: ties go to
// the even code, not to the even number of steps from zero.
//
// Where the library fuses a product with a sum is its compiler's choice: these rules are those of
// its builds for Linux (GCC). Results beyond int32, which take scales 2^23 apart, are not imitated.
//
// Sources: onnxruntime/core/mlas (qgemm, qladd, qlmul, quantize) and the QLinear operators.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "numeric/fused.h"
#include "numeric/rounding.h"
#include "runtimes/mlas_float.h"
#include "runtimes/rule_parts.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

/// An operand and its register.
struct Operand {
  size_t input = 0;
  TensorCodes codes;
};

/// As the kernels of sums get them: one that broadcasting repeats comes second.
std::pair<Operand, Operand> in_order(const TensorCodes& a, const TensorCodes& b) {
  if (a.repeated) return {{1, b}, {0, a}};
  return {{0, a}, {1, b}};
}

float zero_point(const TensorCodes& tensor) { return static_cast<float>(tensor.codes.zero_point); }

FloatJoinStage float_join(const TensorCodes& to) {
  FloatJoinStage join;
  join.low = to.codes.range.low;
  join.high = to.codes.range.high;
  return join;
}

/// Appends a - z_a, or the same of b.
size_t append_steps_from_zero(ProgramLowering& program, const Operand& operand) {
  return append(program, offset_stage(-operand.codes.codes.zero_point), operand.input);
}

/// Appends (a - z_a) (b - z_b).
size_t append_product(ProgramLowering& program, const TensorCodes& a, const TensorCodes& b) {
  const size_t x = append_steps_from_zero(program, {0, a});
  const size_t y = append_steps_from_zero(program, {1, b});
  return append(program, ProductStage{}, x, y);
}

/// Of what is not fused, sums of products in float32 depend on an order that is not imitated.
constexpr std::array<std::string_view, 4> kProducts = {"Conv", "ConvTranspose", "Gemm", "MatMul"};
/// What has rules on codes where it is fused.
constexpr std::array<std::string_view, 7> kOnCodes = {
    "Add", "AveragePool", "Conv", "Gemm", "GlobalAveragePool", "MatMul", "Mul"};

bool is_among(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

class MlasRules : public RuntimeRules {
 public:
  [[nodiscard]] int version() const override { return 3; }

  [[nodiscard]] bool computes_on_codes(std::string_view op_type,
                                       const Fusion& fusion) const override {
    return fusion.fused && is_among(kOnCodes, op_type);
  }

  /// QLinearAveragePool has float32 sums in the order of the window, and rounds with the zero point
  /// inside: rhe(mean / s_y + z_y). All else is the operator between DequantizeLinear and
  /// QuantizeLinear, rhe(y / s_y) + z_y, whether it is fused to tables of codes (Concat, LeakyRelu,
  /// Sigmoid) or not at all.
  [[nodiscard]] std::optional<FloatLowering> in_float(std::string_view op_type,
                                                      const Fusion& fusion) const override {
    if (is_among(kProducts, op_type)) return std::nullopt;
    FloatLowering lowering{"ONNX Runtime computes it in float32"};
    lowering.run = mlas_function(op_type);
    if (fusion.fused && op_type == "AveragePool") lowering.inside = fusion.shift;
    return lowering;
  }

  [[nodiscard]] std::vector<Stage> products(const SumScales& scales,
                                            const OutputCodes& to) const override {
    std::vector<float> factors;
    for (const float weights : scales.weights)
      factors.push_back(scales.input * weights / scales.output);
    return {float_stage(std::move(factors), to)};
  }

  [[nodiscard]] KernelLowering::Run kernel(std::string_view op_type) const override {
    return op_type == "Softmax" ? mlas_softmax : nullptr;
  }

  [[nodiscard]] bool pools_images_as_means() const override { return true; }

  [[nodiscard]] std::optional<std::vector<Stage>> mean(const TensorCodes& from, int64_t count,
                                                       const TensorCodes& to) const override {
    return std::vector<Stage>{
        float_stage({from.scale / (to.scale * static_cast<float>(count))}, to.codes)};
  }
};

class X64Rules : public MlasRules {
 public:
  [[nodiscard]] std::string_view name() const override { return "ort-x64"; }
  [[nodiscard]] std::string_view description() const override {
    return "ONNX Runtime on x86-64 with VNNI, or with session.x64quantprecision=1";
  }
  [[nodiscard]] bool prefers_unsigned() const override { return true; }

  [[nodiscard]] std::optional<FloatLowering> in_float(std::string_view op_type,
                                                      const Fusion& fusion) const override {
    auto lowering = MlasRules::in_float(op_type, fusion);
    if (!lowering) return lowering;
    if (lowering->run == nullptr) lowering->run = mlas_mean(op_type);
    lowering->nan_is_lowest = true;
    return lowering;
  }

  /// rhe(fma(a, r_a, fma(b, r_b, f))), f = z_y - fma(r_a, z_a, r_b z_b), r = s / s_y; every other
  /// operation rounded to float32. There is no kernel for differences.
  [[nodiscard]] std::optional<ProgramLowering> sum_of_two(const TensorCodes& a,
                                                          const TensorCodes& b,
                                                          const TensorCodes& to,
                                                          bool subtract) const override {
    if (subtract) return std::nullopt;
    const auto [x, y] = in_order(a, b);
    FloatJoinStage join = float_join(to);
    join.a = x.codes.scale / to.scale;
    join.b = y.codes.scale / to.scale;
    join.addend = zero_point(to) -
                  fused_multiply_add(join.a, zero_point(x.codes), join.b * zero_point(y.codes));
    ProgramLowering program{2, {}, 1};
    append(program, join, x.input, y.input);
    return program;
  }

  /// rhe(float((a - z_a) (b - z_b)) * m + z_y), m = s_a s_b / s_y.
  [[nodiscard]] std::optional<ProgramLowering> product_of_two(
      const TensorCodes& a, const TensorCodes& b, const TensorCodes& to) const override {
    FloatStage stage = float_stage({a.scale * b.scale / to.scale}, {0, to.codes.range});
    stage.addend = {zero_point(to)};
    ProgramLowering program{2, {}, 1};
    append(program, stage, append_product(program, a, b));
    return program;
  }
};

class Avx2Rules : public X64Rules {
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

  [[nodiscard]] std::optional<ProgramLowering> sum_of_two(const TensorCodes& a,
                                                          const TensorCodes& b,
                                                          const TensorCodes& to,
                                                          bool subtract) const override {
    if (subtract) return std::nullopt;  // there is no kernel for differences
    auto program = fixed_sum(a, b, to);
    return program ? std::move(program) : float_sum(a, b, to);
  }

  /// rhe(fma(float((a - z_a) (b - z_b)), m, z_y)), m = s_a s_b / s_y.
  [[nodiscard]] std::optional<ProgramLowering> product_of_two(
      const TensorCodes& a, const TensorCodes& b, const TensorCodes& to) const override {
    FloatJoinStage stage = float_join(to);
    stage.a = a.scale * b.scale / to.scale;
    stage.b = 0;
    stage.addend = zero_point(to);
    ProgramLowering program{2, {}, 1};
    const size_t product = append_product(program, a, b);
    append(program, stage, product, product);
    return program;
  }

 private:
  /// (A (a - z_a) + B (b - z_b)) / 2^s half away from zero, the larger of A and B with 22 bits.
  /// Nothing outside of the ranges below.
  static std::optional<ProgramLowering> fixed_sum(const TensorCodes& a, const TensorCodes& b,
                                                  const TensorCodes& to) {
    constexpr int kBits = 21;
    const float ratio_a = a.scale / to.scale, ratio_b = b.scale / to.scale;
    for (const float ratio : {ratio_a, ratio_b})
      if (!(ratio >= 0x1p-14F && ratio < 0x1p8F)) return std::nullopt;
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

  /// rhe(fma(s_a, a - z_a, s_b (b - z_b)) / s_y + z_y); every other operation rounded to float32.
  static ProgramLowering float_sum(const TensorCodes& a, const TensorCodes& b,
                                   const TensorCodes& to) {
    const auto [x, y] = in_order(a, b);
    FloatJoinStage join = float_join(to);
    join.a = x.codes.scale;
    join.b = y.codes.scale;
    join.divisor = to.scale;
    join.offset = zero_point(to);
    ProgramLowering program{2, {}, 1};
    const size_t first = append_steps_from_zero(program, x);
    append(program, join, first, append_steps_from_zero(program, y));
    return program;
  }

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

const RuntimeRules& ort_x64_rules() {
  static const X64Rules kRules;
  return kRules;
}

const RuntimeRules& ort_arm_rules() {
  static const ArmRules kRules;
  return kRules;
}

}  // namespace npuscope
