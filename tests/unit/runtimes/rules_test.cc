// SPDX-License-Identifier: Apache-2.0
// The libraries' rules at numbers that can be followed by hand. tests/runtimes compares them with
// the libraries themselves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

using Ints = std::vector<int64_t>;

constexpr OutputCodes kInt8Codes = {0, {-128, 127}};

Ints through(const std::vector<Stage>& stages, Ints values) {
  for (const Stage& stage : stages) apply_stage(stage, values, 1, nullptr);
  return values;
}

/// The sums times 1/2 as a library makes codes of them.
Ints halves(const RuntimeRules& rules, const Ints& sums) {
  return through(rules.products({0.5F, {1.0F}, 1.0F}, kInt8Codes), sums);
}

int64_t code_of_two(const ProgramLowering& program, int8_t a, int8_t b) {
  const Tensor x = Tensor::of<int8_t>({1}, std::vector<int8_t>{a});
  const Tensor y = Tensor::of<int8_t>({1}, std::vector<int8_t>{b});
  const std::vector<const Tensor*> inputs = {&x, &y};
  return run_program(program, inputs, {1}, ElementType::kInt8, nullptr)->values<int8_t>()[0];
}

TEST(RuntimeRules, HaveNamesThatDiffer) {
  std::vector<std::string_view> names;
  for (const RuntimeRules* rules : all_runtimes()) {
    EXPECT_EQ(find_runtime(rules->name()), rules);
    EXPECT_FALSE(rules->description().empty());
    names.push_back(rules->name());
  }
  EXPECT_THAT(names, ::testing::ElementsAre("tflite", "tflite-single", "tflite-ruy", "cmsis",
                                            "xnnpack-fp32", "xnnpack-rndnu", "ort-x64",
                                            "ort-u8s8-avx2", "ort-arm"));
  EXPECT_EQ(find_runtime("exact"), nullptr);
}

TEST(RuntimeRules, TiesGoWhereTheLibraryRoundsThem) {
  const Ints sums = {1, 3, -1, -3};  // 0.5, 1.5, -0.5, -1.5
  EXPECT_EQ(halves(tflite_single_rules(), sums), (Ints{1, 2, 0, -1}));
  EXPECT_EQ(halves(tflite_ruy_rules(), sums), (Ints{1, 2, 0, -1}));
  EXPECT_EQ(halves(xnnpack_fp32_rules(), sums), (Ints{0, 2, 0, -2}));
  EXPECT_EQ(halves(xnnpack_rndnu_rules(), sums), (Ints{1, 2, 0, -1}));
  EXPECT_EQ(halves(ort_arm_rules(), sums), (Ints{0, 2, 0, -2}));
}

TEST(RuntimeRules, TwoRoundingsMoveWhatLiesBelowATie) {
  // 11 * 0.13 = 1.43, four times that 5.72: 6, and 6 / 4 = 1.5: 2.
  const SumScales scales = {0.13F, {1.0F}, 1.0F};
  EXPECT_EQ(through(tflite_rules().products(scales, kInt8Codes), {11}), (Ints{2}));
  EXPECT_EQ(through(cmsis_rules().products(scales, kInt8Codes), {11}), (Ints{2}));
  EXPECT_EQ(through(tflite_single_rules().products(scales, kInt8Codes), {11}), (Ints{1}));
  EXPECT_EQ(through(xnnpack_fp32_rules().products(scales, kInt8Codes), {11}), (Ints{1}));
}

TEST(RuntimeRules, EachChannelHasItsFactorAndTheCodesTheirEnds) {
  const SumScales scales = {0.5F, {1.0F, 0.25F, 2.0F}, 1.0F};
  const OutputCodes codes = {-10, {-128, 20}};
  for (const RuntimeRules* rules : all_runtimes())
    EXPECT_EQ(through(rules->products(scales, codes), {40, 40, 400}), (Ints{10, -5, 20}))
        << rules->name();
}

TEST(RuntimeRules, AFactorAboveOneIsNoShiftToTheRight) {
  for (const RuntimeRules* rules : all_runtimes())
    EXPECT_EQ(through(rules->products({6.0F, {1.0F}, 1.0F}, kInt8Codes), {7, -9}), (Ints{42, -54}))
        << rules->name();
}

TEST(RuntimeRules, SumsOfTwoSubtractTheZeroPoints) {
  const TensorCodes a = {0.5F, {3, {-128, 127}}}, b = {0.25F, {-5, {-128, 127}}};
  const TensorCodes to = {0.25F, {7, {-128, 127}}};
  for (const RuntimeRules* rules : all_runtimes()) {
    const auto sum = rules->sum_of_two(a, b, to, false);
    ASSERT_TRUE(sum) << rules->name();
    // (23 - 3) / 2 + (15 + 5) / 4 = 15 = 60 / 4
    EXPECT_EQ(code_of_two(*sum, 23, 15), 67) << rules->name();
    EXPECT_EQ(code_of_two(*sum, 127, 127), 127) << rules->name();
  }
  EXPECT_EQ(code_of_two(*tflite_rules().sum_of_two(a, b, to, true), 23, 15), 27);
  EXPECT_EQ(code_of_two(*xnnpack_fp32_rules().sum_of_two(a, b, to, true), 23, 15), 27);
}

TEST(RuntimeRules, OnArmASumOfTwoRoundsTiesAwayFromZero) {
  const TensorCodes a = {0.5F, {0, {-128, 127}}}, to = {1.0F, {0, {-128, 127}}};
  const auto arm = *ort_arm_rules().sum_of_two(a, a, to, false);
  const auto xnnpack = *xnnpack_fp32_rules().sum_of_two(a, a, to, false);
  EXPECT_EQ(code_of_two(arm, -5, 0), -3);
  EXPECT_EQ(code_of_two(xnnpack, -5, 0), -2);
  EXPECT_EQ(code_of_two(arm, 5, 0), 3);
}

TEST(RuntimeRules, OnnxRuntimeHasNoKernelForDifferences) {
  const TensorCodes a = {0.5F, {0, {-128, 127}}};
  for (const RuntimeRules* rules : {&ort_x64_rules(), &ort_avx2_rules(), &ort_arm_rules()})
    EXPECT_FALSE(rules->sum_of_two(a, a, a, true)) << rules->name();
}

TEST(RuntimeRules, InFloat32TiesGoToTheEvenCodeWithTheZeroPoint) {
  const TensorCodes a = {0.5F, {0, {-128, 127}}}, to = {1.0F, {1, {-128, 127}}};
  const auto sum = *ort_avx2_rules().sum_of_two(a, a, to, false);
  EXPECT_EQ(code_of_two(sum, 1, 0), 2);  // 0.5 + 1; exact: 0 + 1
  EXPECT_EQ(code_of_two(sum, 3, 0), 2);  // 1.5 + 1; exact: 2 + 1
  const TensorCodes one = {1.0F, {0, {-128, 127}}};
  for (const RuntimeRules* rules : {&ort_x64_rules(), &ort_avx2_rules(), &ort_arm_rules()})
    EXPECT_EQ(code_of_two(*rules->product_of_two(a, one, to), 3, 1), 2) << rules->name();
}

TEST(RuntimeRules, ProductsOfTwoSubtractTheZeroPoints) {
  const TensorCodes a = {0.5F, {3, {-128, 127}}}, b = {0.25F, {-5, {-128, 127}}};
  const TensorCodes to = {0.5F, {7, {-128, 127}}};
  for (const RuntimeRules* rules : {&tflite_rules(), &tflite_single_rules(), &xnnpack_fp32_rules(),
                                    &ort_x64_rules(), &ort_arm_rules()})
    EXPECT_EQ(code_of_two(*rules->product_of_two(a, b, to), 23, -1), 27) << rules->name();
}

TEST(RuntimeRules, MeansDivideByTheCount) {
  const TensorCodes from = {0.5F, {0, {-128, 127}}}, to = {0.25F, {-3, {-128, 127}}};
  for (const RuntimeRules* rules : all_runtimes())
    EXPECT_EQ(through(*rules->mean(from, 49, to), {490, -245}), (Ints{17, -13})) << rules->name();
}

TEST(RuntimeRules, AMeanOfCodesInPlaceRoundsHalfAwayFromZero) {
  const Ints one = {4}, several = {4, 6};
  EXPECT_EQ(through(*tflite_rules().window_mean(one, kInt8Codes), {10, -10, 9}), (Ints{3, -3, 2}));
  // Windows at an edge hold fewer codes.
  EXPECT_EQ(through(*cmsis_rules().window_mean(several, kInt8Codes), {10, 15, -10, -15}),
            (Ints{3, 3, -3, -3}));
}

TEST(RuntimeRules, CodesMoveToAnotherScale) {
  const TensorCodes from = {0.5F, {4, {-128, 127}}}, to = {0.25F, {-3, {-128, 127}}};
  for (const RuntimeRules* rules : {&tflite_rules(), &tflite_single_rules(), &xnnpack_fp32_rules()})
    EXPECT_EQ(through(*rules->requantization(from, to), {14, -20, 127}), (Ints{17, -51, 127}))
        << rules->name();
}

}  // namespace
}  // namespace npuscope
