// SPDX-License-Identifier: Apache-2.0
#include "predict/prior_error.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace npuscope {
namespace {

struct Counted {
  double square = 0;
  std::array<double, 4> reaching{};  // by steps
};

/// What really comes of the error, over many numbers.
Counted count(const PriorError& error) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal(error.mean, std::max(error.deviation, 1e-12));
  std::uniform_real_distribution<double> uniform(0, 1);
  Counted counted;
  constexpr int kTrials = 400000;
  for (int i = 0; i < kTrials; ++i) {
    const double y = uniform(random);
    const double e = error.deviation > 0 ? normal(random) : error.mean;
    const double d = std::floor(y + e + 0.5) - std::floor(y + 0.5);
    counted.square += d * d / kTrials;
    for (size_t steps = 1; steps < counted.reaching.size(); ++steps)
      if (std::abs(d) >= static_cast<double>(steps)) counted.reaching[steps] += 1.0 / kTrials;
  }
  return counted;
}

TEST(PriorError, GivesTheMeanSquareOfWhatRoundingMakesOfIt) {
  for (const double mean : {0.0, 0.3, -0.5, 0.9, 4.2}) {
    for (const double deviation : {0.0, 0.01, 0.2, 0.31, 0.7, 3.0}) {
      const PriorError error{mean, deviation, 100};
      const double counted = count(error).square;
      EXPECT_NEAR(mean_square_step(error), counted, 0.01 + 0.02 * counted)
          << mean << " +- " << deviation;
    }
  }
}

TEST(PriorError, GivesTheShareOfNumbersThatMoveSoFar) {
  for (const double mean : {0.0, 0.6, -1.7}) {
    for (const double deviation : {0.0, 0.1, 0.8}) {
      const PriorError error{mean, deviation, 100};
      const Counted counted = count(error);
      for (int steps = 1; steps <= 3; ++steps)
        EXPECT_NEAR(step_probability(error, steps), counted.reaching[static_cast<size_t>(steps)],
                    0.005)
            << mean << " +- " << deviation << ", " << steps;
    }
  }
}

TEST(PriorError, ReachesNoFurtherThanItsBound) {
  const PriorError error{0, 0.5, 0.9};
  EXPECT_GT(step_probability(error, 1), 0.3);
  EXPECT_EQ(step_probability(error, 2), 0);
}

}  // namespace
}  // namespace npuscope
