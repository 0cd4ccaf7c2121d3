// SPDX-License-Identifier: Apache-2.0
#include "task/error_rates.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

TEST(ErrorRate, HasTheWilsonInterval) {
  const ErrorRate rate{5, 100};
  const auto [low, high] = rate.interval();
  EXPECT_NEAR(low, 0.021543, 1e-6);
  EXPECT_NEAR(high, 0.111753, 1e-5);
}

TEST(ErrorRate, HasAnIntervalThatEndsExactlyAtNoErrorAndAtNothingElse) {
  for (int64_t trials = 1; trials <= 1000; ++trials) {
    EXPECT_EQ((ErrorRate{0, trials}).interval().first, 0) << trials;
    EXPECT_EQ((ErrorRate{trials, trials}).interval().second, 1) << trials;
  }
}

TEST(AttackDetection, ReportsTheWorstSpeciesNotTheMean) {
  const std::vector<Truth> truths = {{Decision::kLive, ""},
                                     {Decision::kLive, ""},
                                     {Decision::kAttack, "print"},
                                     {Decision::kAttack, "print"},
                                     {Decision::kAttack, "replay"}};
  const std::vector<Decision> decisions = {Decision::kLive, Decision::kAttack, Decision::kAttack,
                                           Decision::kLive, Decision::kAttack};
  const AttackDetection result = count_errors(truths, decisions);
  EXPECT_EQ(result.bona_fide.errors, 1);
  EXPECT_EQ(result.bona_fide.trials, 2);
  EXPECT_EQ(result.worst_species()->first, "print");
  EXPECT_DOUBLE_EQ(result.worst_species()->second.rate(), 0.5);
  EXPECT_DOUBLE_EQ(*result.acer(), 0.5);
}

TEST(AttackDetection, HasNoAcerWithoutBothClasses) {
  const std::vector<Truth> truths = {{Decision::kLive, ""}};
  const std::vector<Decision> decisions = {Decision::kLive};
  EXPECT_FALSE(count_errors(truths, decisions).acer());
}

// 2 * (1 + 10 + 45) / 1024
TEST(McNemar, IsTheExactTwoSidedBinomialTest) {
  EXPECT_NEAR(mcnemar_exact_p(2, 8), 0.109375, 1e-12);
  EXPECT_EQ(mcnemar_exact_p(5, 5), 1);
  EXPECT_EQ(mcnemar_exact_p(0, 0), 1);
}

}  // namespace
}  // namespace npuscope
