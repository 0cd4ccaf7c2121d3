// SPDX-License-Identifier: Apache-2.0
#include "kernels/program.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

Tensor codes(Shape shape, std::vector<int8_t> values) {
  return Tensor::of<int8_t>(std::move(shape), values);
}

std::vector<int64_t> run(const ProgramLowering& program, const std::vector<const Tensor*>& inputs,
                         const Shape& shape, std::vector<StageCounters>* counters = nullptr) {
  return to_int64s(*run_program(program, inputs, shape, ElementType::kInt8, counters));
}

JoinStage sum(int64_t low, int64_t high) {
  JoinStage join;
  join.low = low;
  join.high = high;
  return join;
}

TEST(Program, BroadcastsItsInputs) {
  const Tensor a = codes({1, 2, 2}, {1, 2, 3, 4}), b = codes({2, 1}, {10, 20});
  EXPECT_EQ(run({2, {{sum(-128, 127), 0, 1}}, 1}, {&a, &b}, {1, 2, 2}),
            (std::vector<int64_t>{11, 12, 23, 24}));
}

TEST(Program, FloorsItsInnerShiftsAndRoundsTheirSumOnce) {
  const Tensor a = codes({2}, {-3, 3}), b = codes({2}, {1, 1});
  JoinStage join = sum(-128, 127);
  join.a_shift = 1;  // -3 >> 1 = -2, 3 >> 1 = 1
  join.b = {2};
  join.shift = 1;
  join.rounding = Rounding::kHalfAway;
  EXPECT_EQ(run({2, {{join, 0, 1}}, 1}, {&a, &b}, {2}), (std::vector<int64_t>{0, 2}));
}

FloatJoinStage float_sum(float a, float b, float addend) {
  FloatJoinStage join;
  join.a = a;
  join.b = b;
  join.addend = addend;
  join.low = -128;
  join.high = 127;
  return join;
}

TEST(Program, JoinsInFloat32) {
  const Tensor a = codes({3}, {1, 3, -100}), b = codes({3}, {0, 2, -100});
  // a / 2 + b / 4 + 1: 1.5 goes to the even code, the addend included
  EXPECT_EQ(run({2, {{float_sum(0.5F, 0.25F, 1), 0, 1}}, 1}, {&a, &b}, {3}),
            (std::vector<int64_t>{2, 3, -74}));
  FloatJoinStage divided = float_sum(1, 2, 0);  // (a + 2 b) / 2 + 100
  divided.divisor = 2;
  divided.offset = 100;
  EXPECT_EQ(run({2, {{divided, 0, 1}}, 1}, {&a, &b}, {3}), (std::vector<int64_t>{100, 104, -50}));
}

TEST(Program, JoinsInFloat32WithTwoFusedRoundings) {
  // 2^-23 gets lost beside 3, but not beside 0.5: y comes first.
  const Tensor a = codes({1}, {1}), b = codes({1}, {1});
  EXPECT_EQ(run({2, {{float_sum(-2.5F, 0x1p-23F, 3), 0, 1}}, 1}, {&a, &b}, {1}),
            (std::vector<int64_t>{0}));
  EXPECT_EQ(run({2, {{float_sum(0x1p-23F, -2.5F, 3), 0, 1}}, 1}, {&a, &b}, {1}),
            (std::vector<int64_t>{1}));
}

TEST(Program, CountsWhatFloat32Saturates) {
  const Tensor a = codes({3}, {100, -100, 1}), b = codes({3}, {100, -100, 0});
  std::vector<StageCounters> counters;
  run({2, {{float_sum(1, 1, 0.5F), 0, 1}}, 1}, {&a, &b}, {3}, &counters);
  ASSERT_EQ(counters.size(), 1U);
  EXPECT_EQ(counters[0].elements, 3);
  EXPECT_EQ(counters[0].saturated_high, 1);
  EXPECT_EQ(counters[0].saturated_low, 1);
  EXPECT_EQ(counters[0].ties, 3);
  EXPECT_EQ(counters[0].largest_magnitude, 200);
}

TEST(Program, HandsRegistersOn) {
  const Tensor x = codes({3}, {-2, 0, 5});
  TableStage table{{}, -128};
  for (int64_t c = -128; c < 128; ++c) table.table.push_back(c < 0 ? 0 : c);
  // max(x, 0) * x
  EXPECT_EQ(run({1, {{table, 0, 0}, {ProductStage{}, 1, 0}}, 1}, {&x}, {3}),
            (std::vector<int64_t>{0, 0, 25}));
}

TEST(Program, TakesCoefficientsByChannel) {
  const Tensor x = codes({1, 2, 2}, {1, 2, 3, 4});
  FixedStage stage;
  stage.addend = {100, -100};
  EXPECT_EQ(run({1, {{stage, 0, 0}}, 2}, {&x}, {1, 2, 2}),
            (std::vector<int64_t>{101, 102, -97, -96}));
}

TEST(Program, CountsWhatSaturates) {
  const Tensor a = codes({2}, {100, -100}), b = codes({2}, {100, 1});
  std::vector<StageCounters> counters;
  run({2, {{sum(-128, 127), 0, 1}}, 1}, {&a, &b}, {2}, &counters);
  ASSERT_EQ(counters.size(), 1U);
  EXPECT_EQ(counters[0].saturated_high, 1);
  EXPECT_EQ(counters[0].largest_magnitude, 200);
}

}  // namespace
}  // namespace npuscope
