// SPDX-License-Identifier: Apache-2.0
// How statistics of parts become those of the whole.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/parallel.h"
#include "compare/metrics.h"
#include "unit/compare/operands.h"

namespace npuscope {
namespace {

struct Sample {
  Tensor reference, other;
};

std::vector<Sample> samples_of(size_t count, size_t elements) {
  std::vector<Sample> samples;
  for (unsigned i = 0; i < count; ++i) {
    std::vector<float> r = random_floats(elements, i, 100 * static_cast<float>(i), 2);
    std::vector<float> p = r;
    const std::vector<float> noise = random_floats(elements, 1000 + i, 0.125F);
    for (size_t k = 0; k < elements; ++k) p[k] += noise[k];
    samples.push_back({floats(r), floats(p)});
  }
  return samples;
}

Statistics of_sample(const std::vector<Sample>& samples, size_t i) {
  Statistics statistics({0, true});
  EXPECT_TRUE(statistics.add({&samples[i].reference}, {&samples[i].other}, std::to_string(i)));
  return statistics;
}

void expect_same_bits(const Figures& a, const Figures& b) {
  for (const Metric& metric : metrics()) EXPECT_EQ(metric.value(a), metric.value(b)) << metric.name;
  EXPECT_EQ(a.channel_rmse, b.channel_rmse);
  EXPECT_EQ(a.worst->sample, b.worst->sample);
  EXPECT_EQ(a.worst->index, b.worst->index);
}

TEST(StatisticsMerge, OfSamplesInOrderIsAddingThemBitForBit) {
  const auto samples = samples_of(7, 20000);
  Statistics added({0, true});
  Statistics merged({0, true});
  for (size_t i = 0; i < samples.size(); ++i) {
    ASSERT_TRUE(added.add({&samples[i].reference}, {&samples[i].other}, std::to_string(i)));
    merged.merge(of_sample(samples, i));
  }
  expect_same_bits(added.figures(), merged.figures());
}

TEST(StatisticsMerge, DoesNotDependOnTheThreadCount) {
  const auto samples = samples_of(12, 9000);
  std::vector<Figures> results;
  for (const int threads : {1, 2, 5}) {
    std::vector<Statistics> parts(samples.size());
    parallel_for(static_cast<int64_t>(samples.size()), threads, [&](int64_t i) {
      parts[static_cast<size_t>(i)] = of_sample(samples, static_cast<size_t>(i));
    });
    Statistics all({0, true});
    for (const Statistics& part : parts) all.merge(part);
    results.push_back(all.figures());
  }
  expect_same_bits(results[0], results[1]);
  expect_same_bits(results[0], results[2]);
}

TEST(StatisticsMerge, OfTheFixedPartsOfALargeSampleDoesNotDependOnTheThreadCount) {
  constexpr size_t kElements = 700'000;  // three parts, the last one not full
  std::vector<float> r = random_floats(kElements, 1, 30);
  const std::vector<float> p = random_floats(kElements, 2, 30);
  r[300'000] = std::numeric_limits<float>::quiet_NaN();
  const Tensor reference = Tensor::of<float>({7, 100'000}, r);
  const Tensor other = Tensor::of<float>({7, 100'000}, p);
  std::vector<Figures> results;
  for (const int threads : {1, 2, 5})
    results.push_back(figures_of({&reference}, {&other}, {.channel_axis = 0, .threads = threads}));
  expect_same_bits(results[0], results[1]);
  expect_same_bits(results[0], results[2]);
  EXPECT_EQ(results[0].nan, 1);
  EXPECT_EQ(results[0].elements, 700'000);
}

TEST(StatisticsMerge, OfPartsKeepsTheRowsOfAClassifierWhole) {
  // Rows of three that no part of 2^18 elements ends with, but for those cut to whole rows.
  constexpr int64_t kRows = 200'000;
  std::vector<float> r = random_floats(3 * kRows, 1);
  std::vector<float> p = random_floats(3 * kRows, 2);
  int64_t equal = 0;
  for (size_t row = 0; row < kRows; ++row) {
    const auto argmax = [&](const std::vector<float>& v) {
      return std::max_element(v.begin() + static_cast<std::ptrdiff_t>(3 * row),
                              v.begin() + static_cast<std::ptrdiff_t>(3 * row + 3)) -
             v.begin();
    };
    equal += argmax(r) == argmax(p) ? 1 : 0;
  }
  const Tensor reference = Tensor::of<float>({kRows, 3}, r);
  const Tensor other = Tensor::of<float>({kRows, 3}, p);
  const Figures f = figures_of({&reference}, {&other}, {.classifier = true, .threads = 2});
  EXPECT_EQ(*f.acc, 100 * (static_cast<double>(equal) / kRows));
}

TEST(StatisticsMerge, DrawsTheSamePairsWhetherTheirNumberWasExpectedOrNot) {
  const auto samples = samples_of(5, 40000);
  Statistics unexpected, expected({.expected_elements = 5 * 40000});
  for (size_t i = 0; i < samples.size(); ++i)
    for (Statistics* statistics : {&unexpected, &expected})
      ASSERT_TRUE(statistics->add({&samples[i].reference}, {&samples[i].other}, std::to_string(i)));
  expect_same_bits(unexpected.figures(), expected.figures());
}

TEST(StatisticsMerge, OfHalvesIsTheWholeWithinRounding) {
  const auto samples = samples_of(8, 5000);
  Statistics left({0, true}), right({0, true}), whole({0, true});
  std::vector<float> r, p;
  for (size_t i = 0; i < samples.size(); ++i) {
    (i < 3 ? left : right).merge(of_sample(samples, i));
    r.insert(r.end(), samples[i].reference.values<float>().begin(),
             samples[i].reference.values<float>().end());
    p.insert(p.end(), samples[i].other.values<float>().begin(),
             samples[i].other.values<float>().end());
  }
  left.merge(right);
  const Tensor all_r = Tensor::of<float>({8, 5000}, r);
  const Tensor all_p = Tensor::of<float>({8, 5000}, p);
  ASSERT_TRUE(whole.add({&all_r}, {&all_p}, "whole"));
  const Figures a = left.figures();
  const Figures b = whole.figures();
  for (const Metric& metric : metrics()) {
    const auto x = metric.value(a);
    const auto y = metric.value(b);
    ASSERT_EQ(x.has_value(), y.has_value()) << metric.name;
    if (!x) continue;
    EXPECT_NEAR(*x, *y, 1e-12 * std::max(1.0, std::abs(*y))) << metric.name;
  }
}

TEST(StatisticsMerge, CountsAndHistogramsOfCodesAreExactWhateverTheOrder) {
  const Quantization q = int8_scale(0.1F, 3);
  Statistics forward, backward;
  std::vector<Statistics> parts(5);
  for (unsigned i = 0; i < parts.size(); ++i) {
    const Tensor r = bytes(random_codes(3000, i));
    const Tensor p = bytes(random_codes(3000, i + 50));
    ASSERT_TRUE(parts[i].add({&r, &q}, {&p, &q}, std::to_string(i)));
  }
  for (size_t i = 0; i < parts.size(); ++i) {
    forward.merge(parts[i]);
    backward.merge(parts[parts.size() - 1 - i]);
  }
  const Figures a = forward.figures();
  const Figures b = backward.figures();
  EXPECT_EQ(a.histogram, b.histogram);
  EXPECT_EQ(a.rails_low, b.rails_low);
  EXPECT_EQ(a.exact, b.exact);
  EXPECT_EQ(a.largest_code, b.largest_code);
  EXPECT_NEAR(a.fit->slope, b.fit->slope, 1e-12);
}

TEST(StatisticsMerge, WithEmptyStatisticsChangesNothing) {
  const auto samples = samples_of(1, 100);
  Statistics statistics = of_sample(samples, 0);
  const Figures before = statistics.figures();
  statistics.merge(Statistics({0, true}));
  expect_same_bits(before, statistics.figures());
}

TEST(StatisticsMerge, HasNoFiguresInCodesForSamplesInDifferentCodes) {
  const Tensor codes = bytes({1, 2});
  const Tensor reals = floats({1, 2});
  const Quantization q = int8_scale(1, 0);
  Statistics statistics;
  ASSERT_TRUE(statistics.add({&codes, &q}, {&codes, &q}, "a"));
  ASSERT_TRUE(statistics.add({&codes, &q}, {&reals}, "b"));
  EXPECT_FALSE(statistics.figures().largest_code);
}

}  // namespace
}  // namespace npuscope
