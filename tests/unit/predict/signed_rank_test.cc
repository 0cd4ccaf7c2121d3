// SPDX-License-Identifier: Apache-2.0
#include "predict/signed_rank.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

TEST(SignedRank, HasTheExactProbabilitiesOfSmallSamples) {
  // All n differences in one direction: 2 / 2^n.
  EXPECT_DOUBLE_EQ(signed_rank_p({1, 2, 3, 4, 5}), 2.0 / 32);
  EXPECT_DOUBLE_EQ(signed_rank_p({-1, -2, -3, -4, -5, -6}), 2.0 / 64);
  // The smallest of four against the others: rank sums 0 and 1 of 16.
  EXPECT_DOUBLE_EQ(signed_rank_p({-0.1, 2, 3, 4}), 4.0 / 16);
  // A published table: n = 10, the smaller sum 8 is the last below 5 %; 9 is not.
  EXPECT_LT(signed_rank_p({-8, 1, 2, 3, 4, 5, 6, 7, 9, 10}), 0.05);
  EXPECT_GT(signed_rank_p({-9, 1, 2, 3, 4, 5, 6, 7, 8, 10}), 0.05);
}

TEST(SignedRank, LeavesOutZerosAndSharesTheRanksOfEqualMagnitudes) {
  EXPECT_EQ(signed_rank_p({}), 1);
  EXPECT_EQ(signed_rank_p({0, 0}), 1);
  EXPECT_DOUBLE_EQ(signed_rank_p({0, 1, 2, 3, 4, 5}), 2.0 / 32);
  EXPECT_EQ(signed_rank_p({1, -1}), 1);
  // Ranks 1.5, 1.5, 3: sums up to 1.5 are 3 of 8.
  EXPECT_DOUBLE_EQ(signed_rank_p({-1, 1, 2}), 6.0 / 8);
}

TEST(SignedRank, IsNearlyTheSameBeyondItsExactReach) {
  std::vector<double> differences;
  for (int i = 1; i <= 100; ++i) differences.push_back(i % 3 == 0 ? -i : i);
  const double exact = signed_rank_p(differences);
  differences.push_back(0.5);
  EXPECT_NEAR(signed_rank_p(differences), exact, exact / 10);
}

}  // namespace
}  // namespace npuscope
