// SPDX-License-Identifier: Apache-2.0
#include "numeric/fused.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace npuscope {
namespace {

TEST(FusedMultiplyAdd, RoundsOnceWhereTwoRoundingsDiffer) {
  // a b = 1 + 2^-11 + 2^-24 lies half way between two numbers of float32; what is added decides,
  // and a sum in double does not hold it.
  constexpr float a = 1 + 0x1p-12F, b = a;
  EXPECT_EQ(fused_multiply_add(a, b, 0), 1 + 0x1p-11F);
  EXPECT_EQ(fused_multiply_add(a, b, 0x1p-70F), 1 + 0x1p-11F + 0x1p-23F);
  EXPECT_EQ(fused_multiply_add(a, b, -0x1p-70F), 1 + 0x1p-11F);
  EXPECT_EQ(fused_multiply_add(-a, b, -0x1p-70F), -(1 + 0x1p-11F + 0x1p-23F));
  EXPECT_EQ(fused_multiply_add(-a, b, 0x1p-70F), -(1 + 0x1p-11F));
}

TEST(FusedMultiplyAdd, IsTheFusedInstruction) {
#ifdef __MINGW32__
  GTEST_SKIP() << "skipped: the fma of MinGW-w64 rounds twice";
#endif
  std::mt19937_64 random(3);
  const auto real = [&] {
    const auto bits = static_cast<double>(random() >> 40);
    const int exponent = static_cast<int>(random() % 60) - 54;
    return static_cast<float>(std::ldexp(random() % 2 == 0 ? bits : -bits, exponent));
  };
  for (int i = 0; i < 100000; ++i) {
    const float a = real(), b = real(), c = real();
    ASSERT_EQ(fused_multiply_add(a, b, c), std::fma(a, b, c)) << a << ' ' << b << ' ' << c;
  }
}

TEST(FusedMultiplyAdd, HandsOnWhatIsNotFinite) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(fused_multiply_add(kInfinity, 2, 1), kInfinity);
  EXPECT_EQ(fused_multiply_add(2, 3, -kInfinity), -kInfinity);
  EXPECT_TRUE(std::isnan(fused_multiply_add(kInfinity, 0, 1)));
}

}  // namespace
}  // namespace npuscope
