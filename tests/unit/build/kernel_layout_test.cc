// SPDX-License-Identifier: Apache-2.0
#include "build/kernel_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::Optional;

/// 1, 2, 3 … in C order.
WeightCodes counted(int64_t kernels, int64_t channels, int64_t height, int64_t width) {
  WeightCodes weights{.shape = {kernels, channels, height, width}, .codes = {}};
  for (int32_t i = 0; i < kernels * channels * height * width; ++i) weights.codes.push_back(i + 1);
  return weights;
}

WeightCodes random_weights(int64_t kernels, int64_t channels, int64_t height, int64_t width) {
  std::mt19937 random(7);
  WeightCodes weights = counted(kernels, channels, height, width);
  for (int32_t& code : weights.codes) code = static_cast<int32_t>(random() % 255) - 127;
  return weights;
}

/// The weights in the layout's order; padding is zero.
std::vector<int32_t> laid_out(const WeightCodes& weights, const KernelLayout& layout) {
  std::vector<int32_t> memory;
  for (int64_t place = 0; place < layout.stored(); ++place) {
    const auto element = layout.element(place);
    memory.push_back(element ? weights.codes[static_cast<size_t>(*element)] : 0);
  }
  return memory;
}

TEST(KernelLayout, OneBlockAndOneGroupAreChannelsLast) {
  const WeightCodes weights = counted(2, 3, 1, 2);
  const KernelLayout layout{.shape = weights.shape, .block = 3, .group = 2};
  EXPECT_THAT(laid_out(weights, layout), ElementsAre(1, 3, 5, 2, 4, 6, 7, 9, 11, 8, 10, 12));
}

TEST(KernelLayout, BlocksStandOutsideOfTheKernelsOfAGroup) {
  const WeightCodes weights = counted(3, 4, 1, 1);
  const KernelLayout layout{.shape = weights.shape, .block = 2, .group = 2};
  EXPECT_THAT(laid_out(weights, layout), ElementsAre(1, 2, 5, 6, 3, 4, 7, 8, 9, 10, 11, 12));
}

TEST(KernelLayout, KernelsThatAlternateShareEveryChannel) {
  const WeightCodes weights = counted(3, 2, 1, 1);
  const KernelLayout layout{.shape = weights.shape, .block = 2, .group = 3, .alternating = 2};
  EXPECT_THAT(laid_out(weights, layout), ElementsAre(1, 3, 2, 4, 5, 6));
}

TEST(KernelLayout, PaddingFollowsEveryBlock) {
  const WeightCodes weights = counted(2, 3, 1, 1);
  const KernelLayout layout{.shape = weights.shape, .block = 2, .group = 1, .padding = 1};
  EXPECT_EQ(layout.stored(), 10);
  EXPECT_THAT(laid_out(weights, layout), ElementsAre(1, 2, 0, 3, 0, 4, 5, 0, 6, 0));
}

TEST(KernelLayout, EveryElementStandsSomewhereOnce) {
  for (const int64_t group : {1, 3, 5, 7})
    for (const int64_t block : {1, 2, 3, 5})
      for (const int64_t alternating : {1, 2, 4}) {
        const WeightCodes weights = counted(7, 5, 2, 3);
        const KernelLayout layout{.shape = weights.shape,
                                  .block = block,
                                  .group = group,
                                  .alternating = alternating,
                                  .padding = 2};
        auto memory = laid_out(weights, layout);
        std::erase(memory, 0);
        std::ranges::sort(memory);
        ASSERT_EQ(memory, weights.codes) << group << ' ' << block << ' ' << alternating;
      }
}

TEST(IdenticalLayout, FindsTheOrderThatOnlyTheUnitsKnow) {
  const WeightCodes weights = random_weights(56, 48, 1, 1);
  for (const KernelLayout& layout :
       {KernelLayout{weights.shape, 48, 14, 8, 0}, KernelLayout{weights.shape, 24, 16, 1, 0},
        KernelLayout{weights.shape, 48, 16, 8, 1}, KernelLayout{weights.shape, 20, 56, 1, 0}})
    EXPECT_THAT(identical_layout(laid_out(weights, layout), weights, layout.block),
                Optional(layout));
}

TEST(IdenticalLayout, OtherWeightsAreInNoOrderTheSame) {
  const WeightCodes weights = random_weights(16, 8, 3, 3);
  auto memory = laid_out(weights, {weights.shape, 8, 16, 1, 0});
  std::ranges::reverse(memory);
  EXPECT_FALSE(identical_layout(memory, weights, 8));
  memory.pop_back();
  EXPECT_FALSE(identical_layout(memory, weights, 8)) << "too short";
}

TEST(ClosestLayout, NamesTheOneElementThatDiffers) {
  const WeightCodes weights = random_weights(32, 24, 1, 1);
  const KernelLayout layout{weights.shape, 12, 16, 1, 0};
  auto memory = laid_out(weights, layout);
  const int64_t place = 500;
  memory[place] += 1;
  EXPECT_FALSE(identical_layout(memory, weights, 12));
  const auto match = closest_layout(memory, weights, 12);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->layout, layout);
  EXPECT_EQ(match->differing, 1);
  EXPECT_EQ(match->kernels, 1);
  EXPECT_EQ(match->first_place, place);
  EXPECT_EQ(match->first, layout.element(place));
}

TEST(ClosestLayout, TheFirstDifferenceIsTheFirstInTheModelsOrder) {
  const WeightCodes weights = random_weights(4, 2, 2, 2);
  const KernelLayout layout{weights.shape, 1, 2, 1, 0};
  auto memory = laid_out(weights, layout);
  // Of kernel 0: channel 1 lies behind channel 0 of kernel 1.
  memory[4] += 1;
  memory[8] += 1;
  const auto match = closest_layout(memory, weights, 1);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->first_place, 8);
  EXPECT_EQ(match->first, 4);
  EXPECT_EQ(match->kernels, 2);
}

}  // namespace
}  // namespace npuscope
