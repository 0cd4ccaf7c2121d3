// SPDX-License-Identifier: Apache-2.0
#include "kernels/stages.h"

#include <gtest/gtest.h>

#include <cmath>

namespace npuscope {
namespace {

using Values = std::vector<int64_t>;

Values applied(const Stage& stage, Values values, int64_t channel_stride = 1,
               StageCounters* counters = nullptr) {
  apply_stage(stage, values, channel_stride, counters);
  return values;
}

TEST(Stages, AFixedStageMultipliesAddsShiftsAndSaturates) {
  const FixedStage stage{.multiplier = {3}, .addend = {1}, .shift = 1, .low = -8, .high = 7};
  EXPECT_EQ(applied(stage, {0, 1, 2, 3, 10, -10}), (Values{0, 2, 4, 5, 7, -8}));
}

TEST(Stages, ARealStageRoundsHalfToEvenBeforeItAddsTheZeroPoint) {
  const RealStage stage{.multiplier = {0.5}, .offset = 1, .low = -128, .high = 127};
  EXPECT_EQ(applied(stage, {1, 3, -1, -3, 1000, -1000}), (Values{1, 3, 1, -1, 127, -128}));
}

TEST(Stages, ADivisorKeepsTiesThatAFactorWouldMove) {
  // 98 / 196 = 1/2, but 98 times the double nearest to 1/196 is not.
  const RealStage stage{.multiplier = {3.0}, .divisor = {3.0 * 196}};
  EXPECT_EQ(applied(stage, {98, 294, 490, -98, -294}), (Values{0, 2, 2, 0, -2}));
  EXPECT_EQ(applied(RealStage{.divisor = {1, 2}}, {4, 4, 4, 4}, 2), (Values{4, 4, 2, 2}));
}

TEST(Stages, CoefficientsFollowTheChannelsAndRepeat) {
  const RealStage stage{.multiplier = {1, 10}, .addend = {0, 1, 2}};
  EXPECT_EQ(applied(stage, {1, 1, 1, 1, 1, 1, 1}), (Values{1, 11, 3, 10, 2, 12, 1}));
  EXPECT_EQ(applied(RealStage{.multiplier = {1, 10}}, {1, 1, 1, 1, 1, 1}, 2),
            (Values{1, 1, 10, 10, 1, 1}));
}

TEST(Stages, CountersTellWhatHappened) {
  StageCounters counters;
  const RealStage stage{.multiplier = {0.5}, .low = -3, .high = 3};
  applied(stage, {1, 4, 8, -20, -6}, 1, &counters);
  EXPECT_EQ(counters, (StageCounters{5, 1, 1, 1, 10}));
  const FixedStage fixed{.shift = 1, .low = -3, .high = 3};
  applied(fixed, {1, 4, 8, -20, -6}, 1, &counters);
  EXPECT_EQ(counters, (StageCounters{10, 2, 2, 2, 10}));
}

TEST(Stages, ValuesBeyondInt64SaturateInsteadOfOverflowing) {
  EXPECT_EQ(applied(RealStage{.multiplier = {1e30}}, {1, -1}), (Values{INT64_MAX, INT64_MIN}));
  EXPECT_EQ(applied(RealStage{.addend = {std::nan("")}}, {1}), (Values{0}));
}

// One output, x = 1 … 6 times w = 1: sums can be followed by hand.
struct Row {
  Tensor x = Tensor::of<int8_t>({1, 6}, std::vector<int8_t>{1, 2, 3, 4, 5, 6});
  Tensor w = Tensor::of<int8_t>({6, 1}, std::vector<int8_t>{1, 1, 1, 1, 1, 1});
  [[nodiscard]] int64_t run(const SumLowering& lowering,
                            std::vector<StageCounters>* counters = nullptr) const {
    return lowered_sums(lowering, MatrixSum{}, {&x, nullptr}, {&w, nullptr}, {1, 1}, counters)
        ->values[0];
  }
};

SumSlice channels(int64_t begin, int64_t end) { return {SumSlice::Range{begin, end}, {}, {}}; }

TEST(LoweredSums, PassesWithoutAStageAddUpToTheWhole) {
  const SumLowering whole{.bias = {100}};
  const SumLowering passes{.pieces = {{channels(0, 2), channels(2, 6)}}, .bias = {100}};
  EXPECT_EQ(Row().run(whole), 121);
  EXPECT_EQ(Row().run(passes), 121);
}

TEST(LoweredSums, EachPassIsRoundedAndJoinedToTheLast) {
  const FixedStage to_16_bits{
      .shift = 2, .rounding = Rounding::kHalfAway, .low = -32768, .high = 32767};
  SumLowering lowering{
      .pieces = {{channels(0, 3), channels(3, 6)}}, .pass = to_16_bits, .pass_shift = 2};
  // t_0 = round(6 / 4) = 2, t_1 = round((2 * 4 + 15) / 4) = round(5.75) = 6
  std::vector<StageCounters> counters;
  EXPECT_EQ(Row().run(lowering, &counters), 6);
  ASSERT_EQ(counters.size(), 1u);
  EXPECT_EQ(counters[0], (StageCounters{2, 0, 0, 1, 6}));
  lowering.epilogue = {FixedStage{.multiplier = {2}}, RealStage{.offset = 1}};
  EXPECT_EQ(Row().run(lowering, &counters), 13);
  EXPECT_EQ(counters.size(), 3u);
}

TEST(LoweredSums, CountSumsThatTheLinksOfTheNpuCannotHold) {
  // t_0 = 6; the second pass adds 6 << 20 = 6,291,456 to 15, or 6 << 21, which is beyond 2^23 - 1.
  const FixedStage to_16_bits{.low = -32768, .high = 32767};
  for (const auto& [shift, wide] : {std::pair{20, 0}, {21, 1}}) {
    const SumLowering lowering{
        .pieces = {{channels(0, 3), channels(3, 6)}}, .pass = to_16_bits, .pass_shift = shift};
    std::vector<StageCounters> counters;
    EXPECT_EQ(Row().run(lowering, &counters), 32767) << "not cut before its pass";
    EXPECT_EQ(counters[0].beyond_24_bits, wide) << shift;
  }
}

TEST(LoweredSums, PiecesAreRoundedAloneAndJoinedTwoByTwo) {
  const FixedStage halved{.shift = 1, .rounding = Rounding::kHalfAway, .low = -6, .high = 6};
  // 1 + 2, 3, 4 and 5 + 6: 2 (of 1.5), 2 (of 1.5), 2 and 6 (of 5.5); (2 + 2) + (2 + 6 to 6) to 6.
  const SumLowering lowering{
      .pieces = {{channels(0, 2)}, {channels(2, 3)}, {channels(3, 4)}, {channels(4, 6)}},
      .pass = halved,
      .pass_shift = 1};
  EXPECT_EQ(Row().run(lowering), 6);
}

TEST(LoweredSums, RawCodesKeepTheirZeroPoint) {
  const Quantization q{ElementType::kInt8, {1}, {1}, -1};
  const Row row;
  for (bool raw : {false, true}) {
    const SumLowering lowering{.raw_codes = raw};
    EXPECT_EQ(lowered_sums(lowering, MatrixSum{}, {&row.x, &q}, {&row.w, nullptr}, {1, 1}, nullptr)
                  ->values[0],
              raw ? 21 : 15);
  }
}

}  // namespace
}  // namespace npuscope
