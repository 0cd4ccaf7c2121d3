// SPDX-License-Identifier: Apache-2.0
#include "numeric/minifloat.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace npuscope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr MinifloatConversion kSaturate = {};
constexpr MinifloatConversion kOverflow = {false, ScaleRounding::kUp};

constexpr Minifloat kFormats[] = {kE4m3fn, kE4m3fnuz, kE5m2, kE5m2fnuz, kE2m1, kE2m3, kE3m2, kE8m0};

int bits_of(const Minifloat& format) {
  const bool sign = format.specials != MinifloatSpecials::kScale;
  return format.exponent_bits + format.mantissa_bits + (sign ? 1 : 0);
}

double converted(const Minifloat& format, double x, const MinifloatConversion& how = kSaturate) {
  return static_cast<double>(minifloat_to_float(format, float_to_minifloat(format, x, how)));
}

TEST(Minifloat, EveryPatternSurvivesTheRoundTrip) {
  for (const Minifloat& format : kFormats) {
    for (int p = 0; p < 1 << bits_of(format); ++p) {
      const auto pattern = static_cast<uint8_t>(p);
      const auto value = static_cast<double>(minifloat_to_float(format, pattern));
      if (std::isnan(value))
        EXPECT_TRUE(std::isnan(converted(format, value))) << bits_of(format) << ": " << p;
      else
        EXPECT_EQ(float_to_minifloat(format, value, kOverflow), pattern) << bits_of(format);
    }
  }
}

TEST(Minifloat, HasTheLargestNumbersOfItsStandard) {
  EXPECT_EQ(converted(kE4m3fn, 1e9), 448);
  EXPECT_EQ(converted(kE4m3fnuz, 1e9), 240);
  EXPECT_EQ(converted(kE5m2, -1e9), -57344);
  EXPECT_EQ(converted(kE5m2fnuz, 1e9), 57344);
  EXPECT_EQ(converted(kE2m1, 1e9), 6);
  EXPECT_EQ(converted(kE2m3, -1e9), -7.5);
  EXPECT_EQ(converted(kE3m2, 1e9), 28);
  EXPECT_EQ(converted(kE8m0, kInfinity), 0x1p127);
}

TEST(Minifloat, RoundsTiesToEven) {
  EXPECT_EQ(converted(kE4m3fn, 17), 16);
  EXPECT_EQ(converted(kE4m3fn, 19), 20);
  EXPECT_EQ(converted(kE2m1, -3.5), -4);
  EXPECT_EQ(converted(kE2m1, 0.25), 0);
  EXPECT_EQ(converted(kE5m2, 0x1p-17), 0) << "half of the smallest number";
  EXPECT_EQ(converted(kE5m2, std::nextafter(0x1p-17, 1)), 0x1p-16);
}

TEST(Minifloat, OverflowsOnlyAfterTheRounding) {
  EXPECT_EQ(converted(kE4m3fn, 464, kOverflow), 448) << "a tie that goes down";
  EXPECT_TRUE(std::isnan(converted(kE4m3fn, 465, kOverflow)));
  EXPECT_EQ(converted(kE5m2, 61440, kOverflow), kInfinity) << "a tie that goes up";
}

TEST(Minifloat, WithoutSaturationOverflowsAsTheTableOfCastSays) {
  EXPECT_TRUE(std::isnan(converted(kE4m3fn, -kInfinity, kOverflow)));
  EXPECT_TRUE(std::isnan(converted(kE4m3fnuz, 1e9, kOverflow)));
  EXPECT_EQ(converted(kE5m2, -1e9, kOverflow), -kInfinity);
  EXPECT_TRUE(std::isnan(converted(kE5m2fnuz, kInfinity, kOverflow)));
  EXPECT_EQ(converted(kE2m1, 1e9, kOverflow), 6);
}

TEST(Minifloat, KeepsNanAndTheSignOfZeroWhereTheFormatHasThem) {
  EXPECT_TRUE(std::isnan(converted(kE5m2, kNan)));
  EXPECT_TRUE(std::isnan(converted(kE4m3fnuz, kNan)));
  EXPECT_EQ(float_to_minifloat(kE2m1, kNan, kSaturate), 8) << "-0: every pattern is a number";
  EXPECT_TRUE(std::signbit(converted(kE4m3fn, -0.0)));
  EXPECT_EQ(float_to_minifloat(kE4m3fnuz, -0.0, kSaturate), 0);
  EXPECT_EQ(float_to_minifloat(kE5m2fnuz, -1e-9, kSaturate), 0);
}

TEST(Minifloat, ScalesArePowersOfTwoRoundedAsAsked) {
  const auto scale = [](double x, ScaleRounding rounding) {
    return converted(kE8m0, x, {true, rounding});
  };
  EXPECT_EQ(scale(2.5, ScaleRounding::kUp), 4);
  EXPECT_EQ(scale(2.5, ScaleRounding::kDown), 2);
  EXPECT_EQ(scale(2.5, ScaleRounding::kNearest), 2);
  EXPECT_EQ(scale(3.0, ScaleRounding::kNearest), 4) << "ties go up";
  EXPECT_EQ(scale(4.0, ScaleRounding::kUp), 4);
}

TEST(Minifloat, ScalesOutOfRangeSaturateOrBecomeNan) {
  EXPECT_EQ(converted(kE8m0, 0), 0x1p-127);
  EXPECT_EQ(converted(kE8m0, 0x1p-140), 0x1p-127);
  EXPECT_EQ(converted(kE8m0, 0x1p128), 0x1p127);
  EXPECT_TRUE(std::isnan(converted(kE8m0, 0, kOverflow)));
  EXPECT_TRUE(std::isnan(converted(kE8m0, 0x1p-140, kOverflow)));
  EXPECT_TRUE(std::isnan(converted(kE8m0, kInfinity, kOverflow)));
}

}  // namespace
}  // namespace npuscope
