// SPDX-License-Identifier: Apache-2.0
#include "diagnose/input_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TensorFacts spanning(double low, double high) {
  return {{1}, ElementType::kFloat32, low, high, 0, 0};
}

TEST(DescribeTensor, LeavesNumbersThatAreNotFiniteOutAndCountsThem) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const TensorFacts facts =
      describe_tensor(Tensor::of<float>({4}, std::vector<float>{nan, -1.0f, 4.0f, nan}));
  EXPECT_EQ(facts.smallest, -1);
  EXPECT_EQ(facts.largest, 4);
  EXPECT_EQ(facts.mean, 1.5);
  EXPECT_EQ(facts.nonfinite, 2);
}

TEST(OddSamples, SamplesAlikeAreNone) {
  const std::vector<std::string> names = {"a", "b", "c"};
  EXPECT_THAT(odd_samples(names, std::vector{spanning(0, 1), spanning(0, 0.2), spanning(-1, 0.1)}),
              ElementsAre());
  EXPECT_THAT(odd_samples(names, std::vector<TensorFacts>(3, spanning(0.5, 0.5))), ElementsAre());
  EXPECT_THAT(odd_samples({}, {}), ElementsAre());
}

TEST(OddSamples, ConstantOnesAndOnesOnAnotherScaleAreNamed) {
  const std::vector<std::string> names = {"a", "b", "c", "d"};
  EXPECT_THAT(odd_samples(names, std::vector{spanning(0, 1), spanning(0, 255), spanning(0.5, 0.5),
                                             spanning(0, 0.9)}),
              ElementsAre("sample 'c' is 0.5 everywhere",
                          "sample 'b' spans 0 to 255, the median sample up to 1: is it prepared "
                          "alike?"));
}

TEST(OddSamples, ManyAreCounted) {
  std::vector<std::string> names;
  std::vector<TensorFacts> facts;
  for (int i = 0; i < 20; ++i) {
    names.push_back(std::to_string(i));
    facts.push_back(i < 7 ? spanning(0, 255) : spanning(0, 1));
  }
  const auto odd = odd_samples(names, facts);
  ASSERT_EQ(odd.size(), 4u);
  EXPECT_THAT(odd[0], HasSubstr("'0'"));
  EXPECT_EQ(odd[3], "4 more samples are on another scale than the median sample");
}

}  // namespace
}  // namespace npuscope
