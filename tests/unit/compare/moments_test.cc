// SPDX-License-Identifier: Apache-2.0
#include "compare/moments.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "unit/compare/operands.h"

namespace npuscope {
namespace {

TEST(Moments, OfABlockAreThoseOfTwoPassesWhateverItsLength) {
  const std::vector<float> r = random_floats(67, 1, 5);
  const std::vector<float> p = random_floats(67, 2, -3);
  for (size_t count = 1; count <= r.size(); ++count) {
    long double mean = 0, square = 0, absolute = 0;
    float largest = 0;
    for (size_t i = 0; i < count; ++i) {
      const float d = r[i] - p[i];
      mean += static_cast<long double>(d) / static_cast<long double>(count);
      absolute += static_cast<long double>(std::abs(d));
      largest = std::max(largest, std::abs(d));
    }
    for (size_t i = 0; i < count; ++i) {
      const long double e = static_cast<long double>(r[i] - p[i]) - mean;
      square += e * e;
    }
    const BlockMoments block = moments_of_block(r.data(), p.data(), count);
    EXPECT_NEAR(block.moments.mean_d, static_cast<double>(mean), 1e-14);
    EXPECT_NEAR(block.moments.square_d, static_cast<double>(square), 1e-12);
    EXPECT_NEAR(block.moments.absolute_d, static_cast<double>(absolute), 1e-12);
    EXPECT_EQ(block.largest_d, largest);
  }
}

TEST(Moments, KeepTheirDigitsUnderALargeOffset) {
  // r alternates between 2^20 and 2^20 + 1: its variance is 1/4 exactly, and cancels to noise where
  // squares are summed about zero in float32, or about zero over many blocks.
  std::vector<float> r(1024);
  for (size_t i = 0; i < r.size(); ++i) r[i] = 1048576.0F + static_cast<float>(i % 2);
  const Moments block = moments_of_block(r.data(), r.data(), r.size()).moments;
  Moments all;
  constexpr int kBlocks = 1'000'000;  // 10^9 elements
  for (int i = 0; i < kBlocks; ++i) all.merge(block);
  EXPECT_EQ(all.count, 1024LL * kBlocks);
  EXPECT_NEAR(all.square_r / static_cast<double>(all.count), 0.25, 1e-12);
  EXPECT_NEAR(all.mean_r, 1048576.5, 1e-9);
}

TEST(Moments, AreAsExactAsStatedWhateverTheOffset) {
  for (const float offset : {0.0F, 0.1F, 0.5F, 1.0F, 2.0F, 3.0F, 10.0F, 1000.0F}) {
    for (const size_t count : {size_t{2}, size_t{23}, size_t{24}, size_t{100}, size_t{1024}}) {
      std::vector<float> r = random_floats(count, 3, 1), p = random_floats(count, 4, 1);
      for (float& v : r) v += offset;
      for (float& v : p) v -= offset;
      long double mean = 0, square = 0;
      for (const float v : r) mean += static_cast<long double>(v) / static_cast<long double>(count);
      for (const float v : r)
        square += (static_cast<long double>(v) - mean) * (static_cast<long double>(v) - mean);
      const Moments m = moments_of_block(r.data(), p.data(), count).moments;
      const auto expected = static_cast<double>(square);
      EXPECT_NEAR(m.square_r, expected, expected * static_cast<double>(count) * 0x1p-52)
          << offset << " " << count;
    }
  }
}

TEST(Moments, SeeEveryNonFiniteElement) {
  for (size_t at = 0; at < 9; ++at) {
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
      std::vector<float> r(9, 1);
      const std::vector<float> p(9, 2);
      r[at] = bad;
      EXPECT_FALSE(moments_of_block(r.data(), p.data(), 9).finite);
      EXPECT_FALSE(moments_of_block(p.data(), r.data(), 9).finite);
    }
  }
}

TEST(Moments, OfConstantsHaveNoSpreadAtAll) {
  const std::vector<float> r(1000, 0.3F);
  const std::vector<float> p(1000, 0.1F);
  const Moments m = moments_of_block(r.data(), p.data(), 1000).moments;
  EXPECT_EQ(m.square_r, 0);
  EXPECT_EQ(m.square_d, 0);
  EXPECT_EQ(m.mean_d, static_cast<double>(0.3F - 0.1F));
}

}  // namespace
}  // namespace npuscope
