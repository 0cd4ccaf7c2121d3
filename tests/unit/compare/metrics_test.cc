// SPDX-License-Identifier: Apache-2.0
#include "compare/metrics.h"

#include <gtest/gtest.h>

#include <set>

#include "unit/compare/operands.h"

namespace npuscope {
namespace {

TEST(Metrics, HaveOneNameEachAndAMeaning) {
  std::set<std::string_view> names;
  for (const Metric& metric : metrics()) {
    EXPECT_TRUE(names.insert(metric.name).second) << metric.name;
    EXPECT_FALSE(metric.meaning.empty()) << metric.name;
    EXPECT_EQ(*metric_named(metric.name), &metric);
  }
}

TEST(Metrics, AreAllDefinedForCodesOfAClassifier) {
  const Tensor r = bytes({-128, 0, 5, 127});
  const Tensor p = bytes({-128, 1, 7, 127});
  const Quantization q = int8_scale(0.5F, 0);
  const Figures figures = figures_of({&r, &q}, {&p, &q}, {-1, true});
  for (const Metric& metric : metrics()) EXPECT_TRUE(metric.value(figures)) << metric.name;
}

TEST(Metrics, SuggestTheNearestNames) {
  const auto metric = metric_named("code.max");
  ASSERT_FALSE(metric);
  EXPECT_EQ(metric.error().kind(), ErrorKind::kUsage);
  EXPECT_EQ(metric.error().hint().substr(0, 11), "'codes.max'");
  EXPECT_EQ(metric_named("slope").error().hint().substr(0, 11), "'fit.slope'");
  EXPECT_EQ(metric_named("zzzzzzzzzzzzzzzzzzzz").error().hint(), "");
}

}  // namespace
}  // namespace npuscope
