// SPDX-License-Identifier: Apache-2.0
#include "runtimes/fixed_multiplier.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace npuscope {
namespace {

void expect_multiplier(double real, int64_t significand, int exponent) {
  const FixedMultiplier m = fixed_multiplier(real);
  EXPECT_EQ(m.significand, significand) << real;
  EXPECT_EQ(m.exponent, exponent) << real;
}

TEST(FixedMultiplier, PowersOfTwoAreExact) {
  expect_multiplier(0.5, int64_t{1} << 30, 0);
  expect_multiplier(1.0, int64_t{1} << 30, 1);
  expect_multiplier(0x1p-12, int64_t{1} << 30, -11);
}

TEST(FixedMultiplier, ASignificandThatRoundsToOneCarries) {
  expect_multiplier(1 - 0x1p-40, int64_t{1} << 30, 1);
  expect_multiplier(1 - 0x1p-31, (int64_t{1} << 31) - 1, 0);
}

TEST(FixedMultiplier, WhatIsTooSmallIsZeroAndWhatIsTooLargeIsCut) {
  expect_multiplier(0x1p-32, int64_t{1} << 30, -31);
  expect_multiplier(0x1p-33, 0, 0);
  expect_multiplier(0x1p40, (int64_t{1} << 31) - 1, 30);
  expect_multiplier(0, 0, 0);
  expect_multiplier(-1, 0, 0);
  expect_multiplier(std::numeric_limits<double>::quiet_NaN(), 0, 0);
}

TEST(FixedMultiplier, IsTheNearestWith31Bits) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const double real =
        std::ldexp(1 + static_cast<double>(random() >> 11) * 0x1p-53, -static_cast<int>(i % 30));
    const FixedMultiplier m = fixed_multiplier(real);
    const double stands_for = std::ldexp(static_cast<double>(m.significand), m.exponent - 31);
    EXPECT_LE(std::abs(stands_for - real), real * 0x1p-31);
    EXPECT_GE(m.significand, int64_t{1} << 30);
    EXPECT_LT(m.significand, int64_t{1} << 31);
  }
}

}  // namespace
}  // namespace npuscope
