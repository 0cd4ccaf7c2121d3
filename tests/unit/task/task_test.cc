// SPDX-License-Identifier: Apache-2.0
#include "task/task.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace npuscope {
namespace {

std::vector<double> outputs(std::initializer_list<double> values) { return values; }

TEST(Score, IsTheLogitOfLiveMinusTheLargestOther) {
  TaskSpec task;
  task.live_index = 1;
  EXPECT_DOUBLE_EQ(*score_of(task, outputs({1, 4, 3})), 1);
}

TEST(Score, SoftmaxSurvivesLargeLogits) {
  TaskSpec task;
  task.score = ScoreKind::kSoftmax;
  EXPECT_DOUBLE_EQ(*score_of(task, outputs({1000, 1000})), 0.5);
}

TEST(Score, RefusesTooFewOutputs) {
  EXPECT_FALSE(score_of(TaskSpec{}, outputs({1})));
  TaskSpec single;
  single.score = ScoreKind::kSingle;
  EXPECT_DOUBLE_EQ(*score_of(single, outputs({0.25})), 0.25);
}

TEST(Decision, ATieIsWhatTheTaskSaysAndNanIsAnAttack) {
  TaskSpec task;
  EXPECT_EQ(decide(task, 0.1), Decision::kLive);
  EXPECT_EQ(decide(task, 0.0), Decision::kAttack);
  EXPECT_EQ(decide(task, std::nan("")), Decision::kAttack);
  task.ties = Decision::kLive;
  EXPECT_EQ(decide(task, 0.0), Decision::kLive);
}

TEST(Threshold, IsFiniteAndOfProbabilitiesBetweenZeroAndOne) {
  TaskSpec task;
  for (const double never : {std::nan(""), std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity()}) {
    task.threshold = never;
    EXPECT_FALSE(check_threshold(task)) << never;
  }
  task.threshold = 1.5;
  EXPECT_TRUE(check_threshold(task));
  task.score = ScoreKind::kSingle;
  EXPECT_TRUE(check_threshold(task));
  task.score = ScoreKind::kSoftmax;
  for (const double alike : {-0.5, 0.0, 1.0, 1.5}) {
    task.threshold = alike;
    EXPECT_FALSE(check_threshold(task)) << alike;
  }
  task.threshold = 0.5;
  EXPECT_TRUE(check_threshold(task));
}

TEST(ArgMax, TakesTheFirstOfEqualsAndNeverNan) {
  EXPECT_EQ(arg_max(outputs({1, 3, 3})), 1u);
  EXPECT_EQ(arg_max(outputs({std::nan(""), -5})), 1u);
}

TEST(Names, AnUnknownNameSuggestsTheNearest) {
  const auto score = parse_score_kind("logit-diference");
  ASSERT_FALSE(score);
  EXPECT_EQ(score.error().hint(), "'logit-difference'");
}

}  // namespace
}  // namespace npuscope
