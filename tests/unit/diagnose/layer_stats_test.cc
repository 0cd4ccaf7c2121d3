// SPDX-License-Identifier: Apache-2.0
#include "diagnose/layer_stats.h"

#include <gtest/gtest.h>

#include <cmath>

namespace npuscope {
namespace {

LayerStats compare(const std::vector<int8_t>& a, const std::vector<int8_t>& b, float scale) {
  const Shape shape = {static_cast<int64_t>(a.size())};
  const Tensor ta = Tensor::of<int8_t>(shape, a);
  const Tensor tb = Tensor::of<int8_t>(shape, b);
  const Quantization q{ElementType::kInt8, {scale}, {3}, -1};
  return *compare_layer({&ta, &q}, {&tb, &q}, static_cast<double>(scale));
}

TEST(LayerStats, CountsCodesThatDiffer) {
  const LayerStats stats = compare({0, 1, 2, 3}, {0, 2, 0, 3}, 0.1f);
  EXPECT_EQ(stats.elements(), 4);
  EXPECT_EQ(stats.exact, 2);
  EXPECT_EQ(stats.beyond_one, 1);
  EXPECT_NEAR(stats.largest, 0.2, 1e-6);
  EXPECT_NEAR(stats.rms(), std::sqrt((0.01 + 0.04) / 4), 1e-6);
  EXPECT_NEAR(stats.mean(), 0.1 / 4, 1e-6);
}

TEST(LayerStats, WhatFewPrintedDigitsLoseIsNotHalfACode) {
  const Tensor codes = Tensor::of<float>({4}, std::vector<float>{0.1f, 0.2f, 0.3f, 0.4f});
  const Tensor printed = Tensor::of<float>({4}, std::vector<float>{0.11f, 0.2f, 0.26f, 0.35f});
  const LayerStats stats = *compare_layer({&codes}, {&printed}, 0.1);
  EXPECT_EQ(stats.exact, 1);
  EXPECT_EQ(stats.beyond_half, 0) << "0.05 is half a code";
  EXPECT_EQ(compare_layer({&codes}, {&printed}, 0.09)->beyond_half, 1);
  EXPECT_EQ(compare_layer({&codes}, {&printed}, 0)->beyond_half, 3) << "without codes";
  LayerStats both = stats;
  both.merge(*compare_layer({&codes}, {&printed}, 0.09));
  EXPECT_EQ(both.beyond_half, 1);
}

TEST(LayerStats, MergingEqualsComparingAllAtOnce) {
  LayerStats merged = compare({0, 1}, {0, 2}, 0.5f);
  merged.merge(compare({2, 3}, {0, 3}, 0.5f));
  EXPECT_EQ(merged, compare({0, 1, 2, 3}, {0, 2, 0, 3}, 0.5f));
}

TEST(LayerStats, CountsNonFiniteApart) {
  const std::vector<float> a = {1, std::nanf(""), 2};
  const std::vector<float> b = {1, 1, 2};
  const Tensor ta = Tensor::of<float>({3}, a);
  const Tensor tb = Tensor::of<float>({3}, b);
  const LayerStats stats = *compare_layer({&ta, nullptr}, {&tb, nullptr}, 0);
  EXPECT_EQ(stats.nonfinite(), 1);
  EXPECT_EQ(stats.elements(), 2);
  EXPECT_TRUE(stats.differs());
}

TEST(LayerStats, WhatTheNextLayerCutsOffIsNoDifference) {
  const std::vector<float> a = {-3, -1, 2, 9, std::nanf("")};
  const std::vector<float> b = {-2, 0, 2, 7, 0};
  const Tensor ta = Tensor::of<float>({5}, a);
  const Tensor tb = Tensor::of<float>({5}, b);
  const LayerStats relu6 = *compare_layer({&ta, nullptr}, {&tb, nullptr}, 1, RealRange{0, 6});
  EXPECT_EQ(relu6.exact, 4);
  EXPECT_EQ(relu6.one_sided, 1) << "a NaN is not clamped away";
  const LayerStats whole = *compare_layer({&ta, nullptr}, {&tb, nullptr}, 1);
  EXPECT_EQ(whole.exact, 1);
  EXPECT_EQ(whole.largest, 2);
}

template <class T>
LayerStats compare_integers(const std::vector<T>& a, const std::vector<T>& b,
                            const std::optional<RealRange>& within = std::nullopt) {
  const Shape shape = {static_cast<int64_t>(a.size())};
  const Tensor ta = Tensor::of<T>(shape, a);
  const Tensor tb = Tensor::of<T>(shape, b);
  return *compare_layer({&ta, nullptr}, {&tb, nullptr}, 0, within);
}

TEST(LayerStats, IntegersBeyondEveryFloatDifferByOne) {
  constexpr int64_t kBig = (int64_t{1} << 53) + 1;
  const LayerStats stats = compare_integers<int64_t>({kBig, -kBig, 7}, {kBig + 1, -kBig - 1, 7});
  EXPECT_EQ(stats.elements(), 3);
  EXPECT_EQ(stats.exact, 1);
  EXPECT_EQ(stats.largest, 1);
  EXPECT_EQ(stats.mean(), 0);
  EXPECT_EQ(stats.rms(), std::sqrt(2.0 / 3));
  EXPECT_TRUE(stats.differs());
  const LayerStats top = compare_integers<uint64_t>({~uint64_t{0}}, {~uint64_t{0} - 1});
  EXPECT_EQ(top.mean(), 1);
  const LayerStats narrow = compare_integers<int32_t>({1 << 24, INT32_MIN}, {(1 << 24) + 1, 0});
  EXPECT_EQ(narrow.exact, 0);
  EXPECT_EQ(narrow.largest, 2147483648.0);
  EXPECT_FALSE(compare_integers<int64_t>({kBig}, {kBig}).differs());
}

TEST(LayerStats, LargeIntegersAreCutOffAsOthersAre) {
  constexpr int64_t kBig = (int64_t{1} << 60) + 1;
  const std::vector<int64_t> a = {-kBig, kBig, 3}, b = {-kBig - 9, kBig + 1, 4};
  const LayerStats relu = compare_integers(a, b, RealRange{0, HUGE_VAL});
  EXPECT_EQ(relu.exact, 1);
  EXPECT_EQ(relu.largest, 1);
  const LayerStats relu6 = compare_integers(a, b, RealRange{0, 6});
  EXPECT_EQ(relu6.exact, 2);
  EXPECT_EQ(compare_integers(a, b, RealRange{6, -6}).elements(), 3) << "ends that are reversed";
  EXPECT_EQ(relu6.largest, 1);
}

TEST(LayerStats, FiguresHaveTheMetricsNames) {
  const LayerStats stats = compare({0, 1, 2, 3}, {0, 2, 0, 3}, 0.1f);
  const Figures figures = figures_of(stats, static_cast<double>(0.1f));
  EXPECT_EQ(figures.largest_code, 2.0) << "whole codes although subtracted as float32";
  EXPECT_EQ(figures.exact, 0.5);
  EXPECT_EQ(figures.within_one, 0.75);
  EXPECT_NEAR(*figures.rmse, std::sqrt(0.05 / 4), 1e-6);
  EXPECT_NEAR(*figures.bias, -0.1 / 4, 1e-6);
  EXPECT_FALSE(figures.fit);
}

TEST(LayerStats, RefusesTensorsOfDifferentSize) {
  const Tensor a = Tensor::zeros(ElementType::kFloat32, {3});
  const Tensor b = Tensor::zeros(ElementType::kFloat32, {4});
  EXPECT_FALSE(compare_layer({&a, nullptr}, {&b, nullptr}, 0));
}

}  // namespace
}  // namespace npuscope
