// SPDX-License-Identifier: Apache-2.0
#include "neural_art/products.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace npuscope {
namespace {

constexpr IntegerRange kProductCodes = {-128, 127};

ProductScales dense(std::vector<int64_t> weight_sums) {
  ProductScales scales;
  scales.input = 0.02;
  scales.weights = {0.004};
  scales.output = 0.05;
  scales.output_zero_point = -7;
  scales.weight_sums = std::move(weight_sums);
  return scales;
}

/// What the NPU makes of one exact sum.
int64_t code_of(const ProductCoefficients& k, int64_t sum) {
  const SumLowering lowering = lower_products(k, {{SumSlice{}}}, kProductCodes, 1);
  std::vector<int64_t> value = {sum};
  apply_stage(*lowering.pass, value, 1, nullptr);
  for (const Stage& stage : lowering.epilogue) apply_stage(stage, value, 1, nullptr);
  return value[0];
}

TEST(AccumulatorShift, HoldsTheLargestSignedSumOfWeightsAtFullScale) {
  // 2^15 / 256 = 128 fits without a shift; 1409 and 14741 are the logits layer of a published
  // network, by its signed sums and by its sums of magnitudes.
  for (const auto& [sum, shift] : {std::pair<int64_t, int>{0, 0},
                                   {128, 0},
                                   {-128, 0},
                                   {129, 1},
                                   {256, 1},
                                   {257, 2},
                                   {1409, 4},
                                   {14741, 7}})
    EXPECT_EQ(accumulator_shift(std::vector<int64_t>{3, sum, -1}), shift) << sum;
}

TEST(ProductCoefficients, FillTheirRegisters) {
  std::mt19937 generator(1);
  std::uniform_real_distribution<double> exponent(-12, 0);
  for (int trial = 0; trial < 1000; ++trial) {
    ProductScales scales = dense({500, -90});
    scales.output = std::exp2(exponent(generator) / 2);
    scales.weights = {std::exp2(exponent(generator)), std::exp2(exponent(generator))};
    const auto k = product_coefficients(scales, CompilerGeneration::kCore2);
    ASSERT_TRUE(k) << k.error().message();
    EXPECT_GE(k->a2[0], 16384);
    EXPECT_LE(k->a2[0], 32767);
    EXPECT_EQ(k->s2, 20);
    EXPECT_GE(std::max(k->a1[0], k->a1[1]), 16383);
    EXPECT_LE(std::max(k->a1[0], k->a1[1]), 32767);
  }
}

TEST(ProductCoefficients, GiveTheExactCodeWithinTwo) {
  std::mt19937 generator(2);
  std::uniform_int_distribution<int64_t> sums(-30000, 30000);
  for (const auto generation : {CompilerGeneration::kCore2, CompilerGeneration::kCore4}) {
    ProductScales scales = dense({120});
    scales.bias = {0.3f};
    const auto k = product_coefficients(scales, generation);
    ASSERT_TRUE(k) << k.error().message();
    for (int trial = 0; trial < 1000; ++trial) {
      const int64_t sum = sums(generator);
      const double real = static_cast<double>(sum) * 0.02 * 0.004 + 0.3;
      const double exact = std::fmin(std::fmax(real / 0.05 - 7, -128), 127);
      EXPECT_NEAR(static_cast<double>(code_of(*k, sum)), exact, 1.01) << sum;
    }
  }
}

TEST(ProductCoefficients, CapWhatALayerCanReach) {
  // The weights cancel, so the accumulator has no shift; its 16 bits end at 32767, which is
  // 32767 * 0.02 * 0.004 / 0.05 = 52.4 codes from the zero point, whatever the sum.
  for (const auto generation : {CompilerGeneration::kCore2, CompilerGeneration::kCore4}) {
    const auto k = product_coefficients(dense({4}), generation);
    ASSERT_TRUE(k) << k.error().message();
    EXPECT_EQ(code_of(*k, 32767), 45);
    EXPECT_EQ(code_of(*k, 70000), 45);
    EXPECT_EQ(code_of(*k, 5'000'000), 45);
    EXPECT_EQ(code_of(*k, -5'000'000), -59);
  }
}

TEST(ProductCoefficients, OfManyChannelsAreStreamedInBothGenerations) {
  const ProductScales wide = dense(std::vector<int64_t>(513, 90));
  const ProductScales narrow = dense(std::vector<int64_t>(512, 90));
  EXPECT_TRUE(product_coefficients(wide, CompilerGeneration::kCore4)->three_roundings);
  EXPECT_FALSE(product_coefficients(narrow, CompilerGeneration::kCore4)->three_roundings);
  const auto k = product_coefficients(wide, CompilerGeneration::kCore2);
  EXPECT_EQ(k->c[0], -7 * (1 << 20)) << "no bias: the zero point alone";
}

TEST(ProductCoefficients, LeaveRoomForALargeBias) {
  // 14 - log2(256 * 0.05) = 10.3 bits; a bias of 100 fits 16 bits with 8 of them.
  ProductScales scales = dense({500});
  EXPECT_EQ(product_coefficients(scales, CompilerGeneration::kCore2)->n, 10);
  scales.bias = {100};
  const auto k = product_coefficients(scales, CompilerGeneration::kCore2);
  EXPECT_EQ(k->n, 8);
  EXPECT_EQ(k->s2, 18);
  EXPECT_GE(k->a2[0], 16384);
  EXPECT_EQ(code_of(*k, 0), 127);
}

TEST(ProductCoefficients, ThatLieHalfWayAreRoundedAwayFromZero) {
  // One step of 1 is 2^14, so that 1/2 + 2^-15 is 8192 1/2.
  for (const auto generation : {CompilerGeneration::kCore2, CompilerGeneration::kCore4}) {
    ProductScales scales = dense({100, 100});
    scales.input = 1;
    scales.output = 1;
    scales.weights = {1, 0.5 + std::ldexp(1.0, -15)};
    const auto k = product_coefficients(scales, generation);
    ASSERT_TRUE(k) << k.error().message();
    const auto& multipliers = k->three_roundings ? k->a1 : k->a2;
    EXPECT_EQ(multipliers, (std::vector<int64_t>{16384, 8193}));
  }
}

TEST(ProductCoefficients, OfARestingCodeThatIsAPowerOfTwoAreExact) {
  ProductScales scales = dense({100});
  for (const int64_t zero_point : {1, 16, 64, -16, -128}) {
    scales.output_zero_point = zero_point;
    const auto k = product_coefficients(scales, CompilerGeneration::kCore2);
    ASSERT_TRUE(k) << k.error().message();
    EXPECT_EQ(k->c, (std::vector<int64_t>{zero_point * (1 << 20)})) << zero_point;
  }
}

TEST(ProductCoefficients, OfVersion21DropChannelsWithoutEffect) {
  ProductScales scales = dense({500, 500, 1});
  scales.weights = {0.004, 0.004, 0.000004};
  scales.magnitude_sums = {600, 600, 1};
  // 255 * 1 * 0.02 * 0.000004 < 0.05
  EXPECT_EQ(product_coefficients(scales, CompilerGeneration::kCore21)->a1[2], 0);
  EXPECT_NE(product_coefficients(scales, CompilerGeneration::kCore2)->a1[2], 0);
}

TEST(ProductCoefficients, AreProvenOnSiliconForTwoVersions) {
  const auto evidence = [](CompilerGeneration generation) {
    return product_coefficients(dense({500}), generation)->evidence;
  };
  EXPECT_EQ(evidence(CompilerGeneration::kCore2), Evidence::kSilicon);
  EXPECT_EQ(evidence(CompilerGeneration::kCore4), Evidence::kSilicon);
  EXPECT_EQ(evidence(CompilerGeneration::kCore3), Evidence::kStructural);
  EXPECT_EQ(evidence(CompilerGeneration::kCore21), Evidence::kStructural);
}

TEST(ProductCoefficients, ThatHaveNoPlaceAreRefused) {
  ProductScales scales = dense({100});
  scales.weights = {1e12};
  const auto k = product_coefficients(scales, CompilerGeneration::kCore2);
  ASSERT_FALSE(k);
  EXPECT_EQ(k.error().kind(), ErrorKind::kBadInput);
}

}  // namespace
}  // namespace npuscope
