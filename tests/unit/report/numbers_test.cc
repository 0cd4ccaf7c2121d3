// SPDX-License-Identifier: Apache-2.0
#include "report/numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace npuscope {
namespace {

TEST(NumberText, KeepsSignificantDigitsWithoutExponents) {
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(number_text(12.3456), "12.3");
  EXPECT_EQ(number_text(0.00123456), "0.00123");
  EXPECT_EQ(number_text(-1234.5), "-1234");
  EXPECT_EQ(number_text(1.5e9), "1.50e+09");
}

TEST(NumberText, NamesWhatIsNoNumber) {
  EXPECT_EQ(number_text(std::nan("")), "NaN");
  EXPECT_EQ(number_text(-std::numeric_limits<double>::infinity()), "-inf");
}

TEST(PercentText, NeverRoundsToAllOrNothing) {
  EXPECT_EQ(percent_text(0), "0");
  EXPECT_EQ(percent_text(1), "100 %");
  EXPECT_EQ(percent_text(0.999999), "99.9999 %");
  EXPECT_EQ(percent_text(0.00001), "0.00100 %");
}

TEST(BytesText, UsesPowersOfTen) {
  EXPECT_EQ(bytes_text(999), "999 B");
  EXPECT_EQ(bytes_text(4270000), "4.27 MB");
}

TEST(CountText, GroupsThousands) {
  EXPECT_EQ(count_text(1234567), "1,234,567");
  EXPECT_EQ(count_text(-1234), "-1,234");
  EXPECT_EQ(count_text(999), "999");
}

}  // namespace
}  // namespace npuscope
