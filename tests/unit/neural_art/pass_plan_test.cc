// SPDX-License-Identifier: Apache-2.0
#include "neural_art/pass_plan.h"

#include <gtest/gtest.h>

#include <string>

#include "base/result.h"

namespace npuscope {
namespace {

/// "rows 0-3", "rows 3-5 columns 6-7", "all"; one after the other.
std::string pieces_text(std::vector<int64_t> kernel, int64_t last_stride) {
  PlannedLayer layer;
  layer.kernel = std::move(kernel);
  layer.last_stride = last_stride;
  std::string text;
  const auto add = [&](const char* name, const std::optional<SumSlice::Range>& range) {
    if (range)
      text += std::string(name) + std::to_string(range->begin) + "-" + std::to_string(range->end);
  };
  for (const PassPlan& plan : pass_plan(layer)) {
    text += text.empty() ? "" : " ";
    add("r", plan.front().rows);
    add("c", plan.front().columns);
    if (!plan.front().rows && !plan.front().columns) text += "all";
  }
  return text;
}

/// Channels of a pass of a layer whose input has the zero point -128.
int64_t point_layer(int64_t out, int64_t in, int64_t positions, int64_t zero_point = -128,
                    bool fastest = true) {
  PlannedLayer layer;
  layer.output_channels = out;
  layer.input_channels = in;
  layer.kernel = {1, 1};
  layer.positions = positions;
  layer.input_zero_point = zero_point;
  layer.fastest = fastest;
  return channels_per_pass(layer);
}

int64_t square_layer(int64_t out, int64_t in, int64_t positions) {
  PlannedLayer layer;
  layer.output_channels = out;
  layer.input_channels = in;
  layer.kernel = {3, 3};
  layer.positions = positions;
  return channels_per_pass(layer);
}

// What public builds have, and networks whose logits on a board only these passes give.
TEST(ChannelsPerPass, AreThoseOfPublicBuilds) {
  EXPECT_EQ(point_layer(96, 576, 49), 288);
  EXPECT_EQ(point_layer(160, 960, 49), 480);
  EXPECT_EQ(point_layer(64, 384, 196), 384);
  EXPECT_EQ(point_layer(960, 160, 49, -3), 80);
  EXPECT_EQ(point_layer(1280, 320, 49, 5), 80);
  EXPECT_EQ(point_layer(1000, 1280, 1), 128);
  EXPECT_EQ(point_layer(1000, 1280, 1, 7, false), 80);
  EXPECT_EQ(point_layer(512, 128, 49, 5), 64);
  EXPECT_EQ(square_layer(64, 64, 256), 32);
  EXPECT_EQ(square_layer(64, 64, 64), 8);
}

TEST(ChannelsPerPass, OfAPrimeNumberAreNotKnown) {
  EXPECT_EQ(point_layer(64, 103, 1024, 5), 103);
  PlannedLayer prime;
  prime.input_channels = 103;
  prime.kernel = {1, 1};
  prime.input_zero_point = 5;
  EXPECT_FALSE(has_known_passes(prime));
  prime.input_zero_point = -128;
  EXPECT_TRUE(has_known_passes(prime)) << "deep: all of them at once";
}

TEST(ChannelsPerPass, OfADepthwiseLayerAreAll) {
  PlannedLayer layer;
  layer.groups = 512;
  layer.kernel = {3, 3};
  EXPECT_EQ(channels_per_pass(layer), 1);
  EXPECT_EQ(pass_plan(layer).size(), 1U);
}

// What a public build of version 2.2 has of two layers.
TEST(ChannelsPerPass, OfAKernelThatCoversItsInputAreThoseOfADenseLayer) {
  PlannedLayer layer;
  layer.output_channels = 1404;
  layer.input_channels = 32 * 9;
  layer.input_zero_point = 5;
  layer.covers_input = true;
  EXPECT_EQ(channels_per_pass(layer), 24);
  const auto pieces = pass_plan(layer);
  ASSERT_EQ(pieces.size(), 1U);
  ASSERT_EQ(pieces[0].size(), 12U);
  EXPECT_EQ(pieces[0][1].terms, (SumSlice::Range{24, 48})) << "within the second position";
  EXPECT_FALSE(pieces[0][1].channels);
}

TEST(PassPlan, TakesTheChannelsInOrder) {
  PlannedLayer layer;
  layer.input_channels = 128;
  layer.output_channels = 512;
  layer.kernel = {1, 1};
  layer.positions = 49;
  layer.input_zero_point = 5;
  const auto pieces = pass_plan(layer);
  ASSERT_EQ(pieces.size(), 1U);
  ASSERT_EQ(pieces[0].size(), 2U);
  EXPECT_EQ(pieces[0][1].channels->begin, 64);
  EXPECT_EQ(pieces[0][1].channels->end, 128);
}

TEST(KernelPieces, OfAKernelThatAUnitTakesIsOne) {
  EXPECT_EQ(pieces_text({3, 3}, 1), "all");
  EXPECT_EQ(pieces_text({1, 1}, 2), "all");
  EXPECT_EQ(pieces_text({6}, 1), "all");
}

TEST(KernelPieces, BeginAtTheTopWithThreeRows) {
  EXPECT_EQ(pieces_text({5, 5}, 1), "r0-3 r3-5");
  EXPECT_EQ(pieces_text({7, 6}, 1), "r0-3 r3-6 r6-7");
}

TEST(KernelPieces, TakeAllRowsOfSixColumnsBeforeTheNext) {
  EXPECT_EQ(pieces_text({7, 7}, 1), "r0-3c0-6 r3-6c0-6 r6-7c0-6 r0-3c6-7 r3-6c6-7 r6-7c6-7");
}

TEST(KernelPieces, MayBeTwelveColumnsWideWhereTheStrideIsTwo) {
  EXPECT_EQ(pieces_text({3, 9}, 2), "all");
  EXPECT_EQ(pieces_text({3, 13}, 2), "c0-12 c12-13");
}

/// "8 of 64 rule, 1 of 512 wide, 2+ of 256": passes, joined ones with a +, and their channels.
std::string alternatives_text(const PlannedLayer& layer) {
  std::string text;
  for (const PassAlternative& plan : alternative_plans(layer)) {
    text += (text.empty() ? "" : ", ") + std::to_string(plan.choice.passes) +
            (plan.choice.joined ? "+" : "") + " of " + std::to_string(plan.channels);
    text += plan.by_rule ? " rule" : "";
    text += plan.within_limits ? "" : " wide";
  }
  return text;
}

TEST(AlternativePlans, BeginWithTheRuleAndGoFromFewToMany) {
  PlannedLayer layer;
  layer.output_channels = 64;
  layer.input_channels = 64;
  layer.kernel = {3, 3};
  layer.positions = 256;
  EXPECT_EQ(alternatives_text(layer),
            "2 of 32 rule, 1 of 64 wide, 2+ of 32, 4 of 16, 4+ of 16, 8 of 8, 8+ of 8, 16 of 4, "
            "16+ of 4, 32 of 2, 32+ of 2");
}

TEST(AlternativePlans, OfAPrimeNumberOfChannelsAreOneUnknownPass) {
  PlannedLayer layer;
  layer.input_channels = 103;
  layer.kernel = {1, 1};
  layer.input_zero_point = 5;
  EXPECT_EQ(alternatives_text(layer), "1 of 103 rule wide");
}

TEST(AlternativePlans, OfADepthwiseLayerAreOne) {
  PlannedLayer layer;
  layer.groups = 512;
  layer.kernel = {7, 7};
  EXPECT_EQ(alternatives_text(layer), "1 of 1 rule");
}

TEST(PassPlan, OfAChoiceChainsOrJoinsItsPassesInEveryPieceOfTheKernel) {
  PlannedLayer layer;
  layer.input_channels = 16;
  layer.kernel = {5, 5};
  const auto chained = pass_plan(layer, PassChoice{4, false});
  ASSERT_EQ(chained.size(), 2U) << "rows 0 to 2, and 3 to 4";
  EXPECT_EQ(chained[1].size(), 4U);
  const auto joined = pass_plan(layer, PassChoice{4, true});
  ASSERT_EQ(joined.size(), 8U);
  for (const PassPlan& piece : joined) EXPECT_EQ(piece.size(), 1U);
  EXPECT_EQ(joined[5][0].channels->begin, 4);
  EXPECT_EQ(joined[5][0].rows->begin, 3);
}

}  // namespace
}  // namespace npuscope
