// SPDX-License-Identifier: Apache-2.0
#include "diagnose/output_slope.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace npuscope {
namespace {

using Outputs = std::vector<std::vector<double>>;

std::optional<OutputSlope> slope_of(const Outputs& earlier, const Outputs& later) {
  std::vector<OutputPair> samples;
  for (size_t i = 0; i < earlier.size(); ++i) samples.push_back({earlier[i], later[i]});
  return output_slope(std::move(samples));
}

/// Logits of `count` samples, normally distributed with a standard deviation of 20.
Outputs logits(size_t count) {
  std::mt19937 generator(1);
  std::normal_distribution<double> normal(0, 20);
  Outputs outputs(count);
  for (auto& sample : outputs) {
    const double score = normal(generator);
    sample = {score + normal(generator) / 10, -score + normal(generator) / 10};
  }
  return outputs;
}

template <class F>
Outputs changed(const Outputs& outputs, F f) {
  Outputs result = outputs;
  for (size_t i = 0; i < result.size(); ++i)
    for (size_t k = 0; k < result[i].size(); ++k) result[i][k] = f(result[i][k], i, k);
  return result;
}

bool is_rescaled(const std::optional<OutputSlope>& slope) {
  return slope && slope->rescaled(0, 0.5);
}

TEST(OutputSlope, IsThatOfLeastSquaresWithAnOffsetForEachElement) {
  const auto slope = slope_of({{0, 10}, {1, 12}, {2, 11}}, {{5, 3}, {5.5, 4}, {7, 3.5}});
  ASSERT_TRUE(slope);
  // r: -1 0 1, -1 1 0; p: -5/6 -1/3 7/6, -1/2 1/2 0
  EXPECT_NEAR(slope->value, 3.0 / 4, 1e-12);
  EXPECT_NEAR(slope->steep, (25. / 36 + 4. / 36 + 49. / 36 + 0.5) / 3, 1e-12);
  EXPECT_NEAR(slope->spread, std::sqrt(4.0 / 6), 1e-12);
}

TEST(OutputSlope, HasTheErrorOfLeavingOutOneSampleAtATime) {
  const Outputs earlier = {{0}, {1}, {2}, {4}}, later = {{0}, {2}, {1}, {4}};
  const auto slope = slope_of(earlier, later);
  ASSERT_TRUE(slope);
  std::vector<double> without;
  for (size_t left_out = 0; left_out < 4; ++left_out) {
    Outputs r = earlier, p = later;
    r.erase(r.begin() + static_cast<std::ptrdiff_t>(left_out));
    p.erase(p.begin() + static_cast<std::ptrdiff_t>(left_out));
    without.push_back(slope_of(r, p)->value);
  }
  double mean = 0, squares = 0;
  for (const double value : without) mean += value / 4;
  for (const double value : without) squares += (value - mean) * (value - mean);
  EXPECT_NEAR(slope->error, std::sqrt(3.0 / 4 * squares), 1e-12);
  EXPECT_NEAR(slope->flattest, *std::min_element(without.begin(), without.end()), 1e-12);
  EXPECT_NEAR(slope->steepest, *std::max_element(without.begin(), without.end()), 1e-12);
}

TEST(OutputSlope, TellsAShrinkAndAGrowth) {
  const Outputs earlier = logits(20);
  for (const double factor : {0.5, 0.9, 0.97, 1.05, 61.0})
    EXPECT_TRUE(is_rescaled(
        slope_of(earlier, changed(earlier, [&](double v, size_t, size_t) { return factor * v; }))))
        << factor;
}

TEST(OutputSlope, AnOffsetIsNone) {
  const Outputs earlier = logits(20);
  const auto slope = slope_of(
      earlier, changed(earlier, [](double v, size_t, size_t k) { return k == 0 ? v + 30 : v; }));
  ASSERT_TRUE(slope);
  EXPECT_NEAR(slope->value, 1, 1e-12);
}

TEST(OutputSlope, OtherOutputsAreNoShrink) {
  const Outputs earlier = logits(20);
  const auto with = [&](auto f) { return slope_of(earlier, changed(earlier, f)); };
  EXPECT_FALSE(is_rescaled(with([](double v, size_t, size_t) { return -v; }))) << "reversed signs";
  EXPECT_FALSE(is_rescaled(with([](double, size_t, size_t) { return 0.0; }))) << "all zeros";
  EXPECT_FALSE(is_rescaled(with([&](double, size_t i, size_t k) { return earlier[i][1 - k]; })))
      << "swapped";
  EXPECT_FALSE(is_rescaled(with([&](double, size_t i, size_t k) { return earlier[19 - i][k]; })))
      << "shuffled";
}

TEST(OutputSlope, NoiseThatFlattensTheLineIsNoShrink) {
  std::mt19937 generator(2);
  std::normal_distribution<double> normal(0, 10);
  const Outputs truth = logits(200);
  const auto noisy = [&](double v, size_t, size_t) { return v + normal(generator); };
  const Outputs earlier = changed(truth, noisy), later = changed(truth, noisy);
  const auto slope = slope_of(earlier, later);
  ASSERT_TRUE(slope);
  EXPECT_LT(slope->value, 0.9);
  EXPECT_FALSE(is_rescaled(slope));
}

TEST(OutputSlope, OneSampleAloneProvesNothing) {
  Outputs earlier(20, std::vector<double>(3, 0.0));
  earlier[7] = {24, 0, 0};
  Outputs later = earlier;
  later[7][0] = 20;
  EXPECT_FALSE(is_rescaled(slope_of(earlier, later))) << "all others are constant";
  earlier = logits(20);
  earlier[7][0] = 2000;
  later = earlier;
  later[7][0] = 1500;
  EXPECT_FALSE(is_rescaled(slope_of(earlier, later)));
}

TEST(OutputSlope, AShrinkOfLessThanHalfACodeIsNone) {
  const Outputs earlier = changed(logits(20), [](double v, size_t, size_t) { return v / 20; });
  const Outputs later = changed(earlier, [](double v, size_t, size_t) { return 0.9 * v; });
  EXPECT_FALSE(slope_of(earlier, later)->rescaled(0, 0.5));
  EXPECT_TRUE(slope_of(earlier, later)->rescaled(0, 0));
}

TEST(OutputSlope, NeedsSamplesThatChangeAndAreFinite) {
  EXPECT_FALSE(slope_of({{1}, {2}}, {{1}, {2}})) << "two samples";
  EXPECT_FALSE(slope_of({{0.1}, {0.1}, {0.1}}, {{1}, {2}, {3}})) << "constant";
  EXPECT_FALSE(slope_of({{}, {}, {}}, {{}, {}, {}})) << "no elements";
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  const auto slope = slope_of({{1}, {2}, {kNan}, {4}}, {{1}, {2}, {3}, {4}});
  ASSERT_TRUE(slope);
  EXPECT_EQ(slope->samples, 3U);
  EXPECT_NEAR(slope->value, 1, 1e-12);
  const Outputs four = logits(4);
  EXPECT_FALSE(slope_of(four, changed(four, [](double v, size_t, size_t) { return v / 2; }))
                   ->rescaled(0, 0.5))
      << "four samples";
}

}  // namespace
}  // namespace npuscope
