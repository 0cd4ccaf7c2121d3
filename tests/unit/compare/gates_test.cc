// SPDX-License-Identifier: Apache-2.0
#include "compare/gates.h"

#include "base/wildcard.h"

#include <gtest/gtest.h>

#include <limits>

#include "unit/compare/operands.h"

namespace npuscope {
namespace {

Figures figures_of_floats(std::vector<float> r, std::vector<float> p) {
  const Tensor a = floats(std::move(r));
  const Tensor b = floats(std::move(p));
  return figures_of({&a}, {&b});
}

TEST(Gate, IsReadWithAndWithoutAPattern) {
  const Gate plain = *parse_gate("cos>=0.999");
  EXPECT_EQ(plain.pattern, "*");
  EXPECT_EQ(plain.metric->name, "cos");
  EXPECT_EQ(plain.relation, Relation::kAtLeast);
  EXPECT_EQ(plain.bound, 0.999);
  const Gate conv = *parse_gate(" conv*:0 : codes.max <= 1 ");
  EXPECT_EQ(conv.pattern, "conv*:0");
  EXPECT_EQ(conv.relation, Relation::kAtMost);
  EXPECT_EQ(conv.text(), "conv*:0: codes.max<=1");
  for (const char* text : {"nan==0", "rmse<1e-06", "fit.slope>0.99", "a?b: mean>=-0.5"})
    EXPECT_EQ(parse_gate(text)->text(), text);
}

TEST(Gate, WithAnErrorSaysWhatWasExpected) {
  for (const char* text : {"", "cos", "cos>=", "cos>=abc", "cos>=1x", "cos=1", ":cos>=1",
                           "cos>=nan", ">=1", "cos>>1"}) {
    const auto gate = parse_gate(text);
    ASSERT_FALSE(gate) << text;
    EXPECT_EQ(gate.error().kind(), ErrorKind::kUsage);
    EXPECT_NE(gate.error().expected(), "") << text;
  }
  EXPECT_NE(parse_gate("coss>=1").error().hint().find("'cos'"), std::string::npos);
}

TEST(Gate, PassesAndFailsAtItsBound) {
  const Figures f = figures_of_floats({0, 0, 1}, {0, 0.5F, 1});
  EXPECT_EQ(evaluate(*parse_gate("abs.max<=0.5"), f).outcome, GateOutcome::kPass);
  EXPECT_EQ(evaluate(*parse_gate("abs.max<0.5"), f).outcome, GateOutcome::kFail);
  EXPECT_EQ(evaluate(*parse_gate("elements==3"), f).outcome, GateOutcome::kPass);
  EXPECT_EQ(evaluate(*parse_gate("abs.max<0.5"), f).reason, "abs.max is 0.5");
  EXPECT_EQ(evaluate(*parse_gate("sqnr>=40"), figures_of_floats({1}, {1})).outcome,
            GateOutcome::kPass);
}

TEST(Gate, OnCodesPassesOverRealNumbersUnlessItNamesTheTensor) {
  const Figures real = figures_of_floats({1}, {1});
  EXPECT_TRUE(parse_gate("codes.max<=1")->passes_over(real));
  EXPECT_TRUE(parse_gate("out*: codes.max<=1")->passes_over(real));
  EXPECT_FALSE(parse_gate("output: codes.max<=1")->passes_over(real));
  EXPECT_FALSE(parse_gate("cos>=1")->passes_over(real));
  const Figures one_sided = figures_of_floats({1, std::numeric_limits<float>::quiet_NaN()}, {1, 1});
  EXPECT_FALSE(parse_gate("codes.max<=1")->passes_over(one_sided));
}

TEST(Gate, OnAnUndefinedMetricIsNotAvailable) {
  const GateResult result = evaluate(*parse_gate("codes.max<=1"), figures_of_floats({1}, {1}));
  EXPECT_EQ(result.outcome, GateOutcome::kNotAvailable);
  EXPECT_FALSE(result.reason.empty());
}

TEST(Gate, IsNotPassedByANaNThatTakesNoPartInTheMetric) {
  const Figures f = figures_of_floats({1, 2, 3}, {1, 2, std::numeric_limits<float>::quiet_NaN()});
  EXPECT_EQ(evaluate(*parse_gate("cos>=0.999"), f).outcome, GateOutcome::kFail);
  EXPECT_EQ(evaluate(*parse_gate("nan<=1"), f).outcome, GateOutcome::kPass);
}

TEST(Pattern, MatchesAsShellsDo) {
  EXPECT_TRUE(matches_wildcard("conv1/out", "conv*"));
  EXPECT_TRUE(matches_wildcard("conv1/out", "*out"));
  EXPECT_TRUE(matches_wildcard("conv1/out", "c?nv*/*t"));
  EXPECT_TRUE(matches_wildcard("", "*"));
  EXPECT_FALSE(matches_wildcard("conv1", "conv"));
  EXPECT_FALSE(matches_wildcard("conv", "conv?"));
  EXPECT_FALSE(matches_wildcard("a", ""));
  EXPECT_FALSE(matches_wildcard(std::string(5000, 'a'), "*a*a*a*a*a*b"));
}

}  // namespace
}  // namespace npuscope
