// SPDX-License-Identifier: Apache-2.0
#include "neural_art/global_mean.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace npuscope {
namespace {

Quantization int8(float scale, int32_t zero_point) {
  return {ElementType::kInt8, {scale}, {zero_point}, -1};
}

TEST(GlobalMean, MultipliesByARoundedReciprocal) {
  const auto of = [](int64_t count) { return *mean_coefficients(count, int8(1, 0), int8(1, 0)); };
  EXPECT_EQ(of(6).mulval, 21845);  // 256 / 6 * 2^9 = 21845.33; generated code has the same
  EXPECT_EQ(of(6).sh, 9);
  EXPECT_EQ(of(49).mulval, 21400);  // 21399.5; these two as in generated code
  EXPECT_EQ(of(49).sh, 12);
  EXPECT_EQ(of(21).mulval, 24966);
  EXPECT_EQ(of(21).sh, 11);
  EXPECT_EQ(of(64).mulval, 16384);
  EXPECT_EQ(of(64).sh, 12);
}

TEST(GlobalMean, IsTheMeanWithinACode) {
  const Quantization x = int8(0.02f, -128), y = int8(0.013f, -100);
  const auto k = mean_coefficients(49, x, y);
  ASSERT_TRUE(k) << k.error().message();
  const SumLowering lowering = lower_global_mean(*k, {-128, 127});
  EXPECT_TRUE(lowering.raw_codes);
  std::mt19937 generator(1);
  std::uniform_int_distribution<int64_t> sums(-128 * 49, 127 * 49);
  for (int trial = 0; trial < 1000; ++trial) {
    const int64_t sum = sums(generator);
    std::vector<int64_t> value = {sum};
    for (const Stage& stage : lowering.epilogue) apply_stage(stage, value, 1, nullptr);
    const double exact = (static_cast<double>(sum) / 49 + 128) * 0.02 / 0.013 - 100;
    EXPECT_NEAR(static_cast<double>(value[0]), std::fmin(exact, 127), 1.01) << sum;
  }
}

TEST(GlobalMean, ScalesTooFarApartAreRefused) {
  EXPECT_FALSE(mean_coefficients(4, int8(1e9f, 0), int8(1e-9f, 0)));
}

}  // namespace
}  // namespace npuscope
