// SPDX-License-Identifier: Apache-2.0
#include "diagnose/mismatches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::Optional;

constexpr MismatchFrame kCodes = {1, 0.5, 1, RealRange{-128, 127}, std::nullopt};

Mismatches compared(std::vector<float> computed, std::vector<float> recorded,
                    const MismatchFrame& frame = kCodes) {
  const Shape shape = {1, 4, static_cast<int64_t>(computed.size()) / 4};
  const Tensor a = Tensor::of<float>(shape, computed);
  const Tensor b = Tensor::of<float>(shape, recorded);
  return mismatches_of({&a, nullptr}, {&b, nullptr}, frame);
}

TEST(Mismatches, CountElementsTheirSignTheirEndsAndTheirChannels) {
  const Mismatches m = compared({0, 5, 127, -7, 1, 1, 2, 2}, {0, 3, 126, -7, 1, 1, 3, 2});
  EXPECT_EQ(m.elements, 8);
  EXPECT_EQ(m.differing, 3);
  EXPECT_EQ(m.above, 1);
  EXPECT_EQ(m.at_ends, 1);
  EXPECT_EQ(m.largest, 2);
  EXPECT_THAT(m.channels, Optional(ElementsAre(0, 1, 3)));
}

TEST(Mismatches, OfWhatIsCutOffBehindTheTensorAreNone) {
  MismatchFrame frame = kCodes;
  frame.within = RealRange{0, 100};
  EXPECT_EQ(compared({-5, 0, 0, 0}, {-9, 0, 0, 0}, frame).differing, 0);
}

TEST(Mismatches, KeepNumbersThatAreNoneApart) {
  const Mismatches m = compared({1, 1, 1, 1}, {1, NAN, 1, 4});
  EXPECT_EQ(m.differing, 2);
  EXPECT_EQ(m.nonfinite, 1);
  EXPECT_EQ(m.largest, 3);
}

TEST(Mismatches, MergeAsIfTheyWereCountedTogether) {
  Mismatches both = compared({0, 0, 0, 0}, {0, 2, 0, 0});
  both.merge(compared({0, 0, 0, 0}, {0, 0, 0, -3}));
  Mismatches expected;
  expected.elements = 8;
  expected.differing = 2;
  expected.above = 1;
  expected.largest = 3;
  expected.channel_count = 4;
  expected.channels = {1, 3};
  EXPECT_EQ(both, expected);
}

TEST(Mismatches, NameFewChannelsAndNoneOfMany) {
  Mismatches m;
  m.channel_count = 64;
  for (int64_t c = 0; c <= static_cast<int64_t>(Mismatches::kMostChannels); ++c) {
    Mismatches one;
    one.channels = {c};
    m.merge(one);
  }
  EXPECT_EQ(m.channels, std::nullopt);
}

TEST(MismatchText, SaysWhatStandsOut) {
  Mismatches m;
  m.elements = 4096;
  EXPECT_EQ(mismatch_text(m), "none of 4096 elements");
  m.differing = 35;
  m.largest = 2;
  m.at_ends = 35;
  m.channel_count = 64;
  m.channels = {3, 7};
  EXPECT_EQ(mismatch_text(m),
            "35 of 4096 elements, by up to 2 codes, all too low, only at the ends of the codes' "
            "range, in channels 3, 7 alone");
  m.differing = 2;
  m.largest = 1;
  m.at_ends = 1;
  EXPECT_EQ(mismatch_text(m), "2 of 4096 elements, by 1 code")
      << "two elements have a sign, and channels, by chance";
}

}  // namespace
}  // namespace npuscope
