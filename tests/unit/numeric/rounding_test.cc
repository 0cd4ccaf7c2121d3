// SPDX-License-Identifier: Apache-2.0
#include "numeric/rounding.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "numeric/half_away.h"

namespace npuscope {
namespace {

constexpr Rounding kAll[] = {Rounding::kHalfEven,  Rounding::kHalfAway,   Rounding::kHalfUp,
                             Rounding::kHalfDown,  Rounding::kHalfToZero, Rounding::kFloor,
                             Rounding::kTowardZero};

TEST(Rounding, TiesGoWhereTheNameSays) {
  const struct {
    Rounding rounding;
    double minus_1_5, minus_0_5, plus_0_5, plus_1_5;
  } cases[] = {
      {Rounding::kHalfEven, -2, 0, 0, 2},   {Rounding::kHalfAway, -2, -1, 1, 2},
      {Rounding::kHalfUp, -1, 0, 1, 2},     {Rounding::kHalfDown, -2, -1, 0, 1},
      {Rounding::kHalfToZero, -1, 0, 0, 1}, {Rounding::kFloor, -2, -1, 0, 1},
      {Rounding::kTowardZero, -1, 0, 0, 1},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(round_real(-1.5, c.rounding), c.minus_1_5);
    EXPECT_EQ(round_real(-0.5, c.rounding), c.minus_0_5);
    EXPECT_EQ(round_real(0.5, c.rounding), c.plus_0_5);
    EXPECT_EQ(round_real(1.5, c.rounding), c.plus_1_5);
  }
}

TEST(Rounding, NeighboursOfTiesGoToTheNearest) {
  constexpr double kInf = std::numeric_limits<double>::infinity();
  for (const Rounding rounding : kAll) {
    if (rounding == Rounding::kFloor || rounding == Rounding::kTowardZero) continue;
    for (const double whole : {-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 0x1p51}) {
      const double tie = whole + 0.5;
      EXPECT_EQ(round_real(std::nextafter(tie, -kInf), rounding), whole);
      EXPECT_EQ(round_real(std::nextafter(tie, kInf), rounding), whole + 1);
    }
    EXPECT_EQ(round_real(std::numeric_limits<double>::denorm_min(), rounding), 0);
    EXPECT_EQ(round_real(-std::numeric_limits<double>::denorm_min(), rounding), 0);
  }
}

// A shift by s is a division by 2^s; doubles hold both exactly in this range.
TEST(Rounding, ShiftingEqualsRoundingTheQuotient) {
  for (Rounding rounding : kAll)
    for (int64_t v = -1030; v <= 1030; ++v)
      for (int shift = 0; shift <= 6; ++shift)
        ASSERT_EQ(static_cast<double>(rounded_shift(v, shift, rounding)),
                  round_real(static_cast<double>(v) / (1 << shift), rounding))
            << v << " >> " << shift;
}

TEST(Rounding, ShiftingTheLargestNumbersDoesNotOverflow) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  EXPECT_EQ(rounded_shift(kMax, 62, Rounding::kHalfEven), 2);
  EXPECT_EQ(rounded_shift(kMin, 62, Rounding::kHalfAway), -2);
  EXPECT_EQ(rounded_shift(kMax, 0, Rounding::kHalfUp), kMax);
}

TEST(Rounding, HalfAwayWithoutABranchIsTheSame) {
  std::mt19937_64 generator(1);
  for (int shift = 1; shift <= 62; ++shift) {
    const int64_t half = int64_t{1} << (shift - 1);
    for (const int64_t v :
         {int64_t{0}, half, -half, half + 1, -half - 1, half - 1, 1 - half,
          std::numeric_limits<int64_t>::max(), std::numeric_limits<int64_t>::min(),
          static_cast<int64_t>(generator()), static_cast<int64_t>(generator())})
      EXPECT_EQ(half_away_shift(v, shift), rounded_shift(v, shift, Rounding::kHalfAway))
          << v << " >> " << shift;
  }
}

TEST(Rounding, ATieIsExactlyHalfWay) {
  EXPECT_TRUE(is_tie(6, 2));
  EXPECT_TRUE(is_tie(-6, 2));
  EXPECT_FALSE(is_tie(5, 2));
  EXPECT_FALSE(is_tie(4, 2));
  EXPECT_FALSE(is_tie(1, 0));
}

TEST(Saturation, ClampsToTheRangeOfTheBits) {
  EXPECT_EQ(saturate_bits(40000, 16), 32767);
  EXPECT_EQ(saturate_bits(-40000, 16), -32768);
  EXPECT_EQ(saturate_bits(-128, 8), -128);
  EXPECT_EQ(saturate_bits(127, 8), 127);
}

TEST(QuantizeCode, SaturatesInfinitiesAndMapsNanToZero) {
  constexpr double kInf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(quantize_code(kInf, 3, -128, 127), 127);
  EXPECT_EQ(quantize_code(-kInf, 3, -128, 127), -128);
  EXPECT_EQ(quantize_code(std::nan(""), 3, -128, 127), 3);
  EXPECT_EQ(quantize_code(2.5, 0, -128, 127), 2);
  EXPECT_EQ(quantize_code(3.5, 0, -128, 127), 4);
}

}  // namespace
}  // namespace npuscope
