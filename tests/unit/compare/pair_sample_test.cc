// SPDX-License-Identifier: Apache-2.0
#include "compare/pair_sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace npuscope {
namespace {

/// A sample whose reference values are the drawn indices, offered in blocks of `block`.
PairSample draw(const std::string& name, int64_t elements, int64_t block = 1000) {
  PairSample sample;
  sample.begin(name, elements);
  for (int64_t first = 0; first < elements; first += block)
    sample.for_each_drawn(first, std::min(block, elements - first),
                          [&](int64_t index) { sample.keep(index, static_cast<float>(index), 0); });
  return sample;
}

std::multiset<float> drawn(const PairSample& sample) {
  return {sample.reference().begin(), sample.reference().end()};
}

TEST(PairSample, HoldsEveryElementUpToItsCapacity) {
  EXPECT_EQ(draw("a", PairSample::kCapacity).reference().size(), 65536U);
  EXPECT_EQ(draw("a", 5).reference(), (std::vector<float>{0, 1, 2, 3, 4}));
}

TEST(PairSample, DrawsOneElementOfEachWindowBeyondIt) {
  const PairSample sample = draw("a", 4 * PairSample::kCapacity);
  ASSERT_EQ(sample.reference().size(), 65536U);
  for (size_t i = 0; i < sample.reference().size(); ++i)
    ASSERT_EQ(static_cast<size_t>(sample.reference()[i]) / 4, i);
}

TEST(PairSample, DoesNotFavourAnyPlaceInAPeriod) {
  // Every column of a row of 64, as of 64 channels in HWC order, is drawn about equally often.
  const PairSample sample = draw("a", 64 * PairSample::kCapacity);
  std::vector<int> hits(64);
  for (const float index : sample.reference()) ++hits[static_cast<size_t>(index) % 64];
  EXPECT_GT(*std::ranges::min_element(hits), 800);
  EXPECT_LT(*std::ranges::max_element(hits), 1250);
}

TEST(PairSample, DrawsTheSameWhateverTheBlocksAndTheOrderOfMerging) {
  const int64_t elements = 100000;
  EXPECT_EQ(drawn(draw("a", elements, 77)), drawn(draw("a", elements, 4096)));
  PairSample forward = draw("a", elements);
  forward.merge(draw("b", 3000));
  forward.merge(draw("c", elements));
  PairSample backward = draw("c", elements);
  backward.merge(draw("b", 3000));
  backward.merge(draw("a", elements));
  EXPECT_EQ(drawn(forward), drawn(backward));
  EXPECT_LE(forward.reference().size(), 65536U + 3);
  EXPECT_GT(forward.reference().size(), 32768U);
}

TEST(PairSample, DrawsDifferentElementsOfManySmallSamples) {
  PairSample all;
  for (int i = 0; i < 20000; ++i) all.merge(draw(std::to_string(i), 10));
  const std::multiset<float> indices = drawn(all);
  EXPECT_GT(indices.size(), 40000U);
  for (int index = 0; index < 10; ++index)
    EXPECT_GT(indices.count(static_cast<float>(index)), 3000U) << index;
}

}  // namespace
}  // namespace npuscope
