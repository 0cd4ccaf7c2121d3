// SPDX-License-Identifier: Apache-2.0
#include "compare/robust_fit.h"

#include <gtest/gtest.h>

#include "unit/compare/operands.h"

namespace npuscope {
namespace {

std::optional<Line> fit(const std::vector<float>& r, const std::vector<float>& p) {
  return robust_fit(moments_of_block(r.data(), p.data(), r.size()).moments, r, p);
}

// Expected: numpy 1.24.2, a, b = polyfit(R, P, 1); e = P - (a*R + b); s = 1.4826 *
// sort(|e|)[11//2]; u = e/(4.685*s); w = (1 - u*u)**2 where |u| < 1; weighted least squares by its
// textbook formula.
TEST(RobustFit, FollowsItsWrittenProcedure) {
  std::vector<float> r, p;
  for (int i = 0; i < 11; ++i) {
    r.push_back(static_cast<float>(i));
    p.push_back(0.8F * r.back() + 0.5F);
  }
  p[10] = 100;
  const auto line = fit(r, p);
  EXPECT_NEAR(line->slope, 2.1978928539486957, 1e-12);
  EXPECT_NEAR(line->intercept, -3.6402318346682039, 1e-12);
}

TEST(RobustFit, IsNotBentByAFewWrongElements) {
  std::vector<float> r = random_floats(5000, 3, 0, 10);
  std::vector<float> p;
  for (size_t i = 0; i < r.size(); ++i)
    p.push_back(i % 100 == 0 ? 40 + 5 * r[i] : 0.8F * r[i] + 0.5F);
  const auto line = fit(r, p);
  EXPECT_NEAR(line->slope, 0.8, 1e-2);
  EXPECT_NEAR(line->intercept, 0.5, 1e-2);
  const Moments all = moments_of_block(r.data(), p.data(), r.size()).moments;
  EXPECT_GT(all.product / all.square_r, 0.83);  // what plain least squares makes of it
}

TEST(RobustFit, KeepsThePlainLineWhereThePairsLeftHaveAConstantReference) {
  // All pairs but two have the reference 0.1, and those two lose their weight.
  std::vector<float> r(1001, 0.1F), p = random_floats(1001, 7, 0.3F, 0.1F);
  r[0] = 5;
  p[0] = 900;
  r[1] = 6;
  p[1] = -900;
  const auto line = fit(r, p);
  const Moments all = moments_of_block(r.data(), p.data(), r.size()).moments;
  EXPECT_EQ(line->slope, all.product / all.square_r);
}

TEST(RobustFit, IsExactOnALine) {
  const auto line = fit({0, 1, 2, 3}, {1, 3, 5, 7});
  EXPECT_EQ(line->slope, 2);
  EXPECT_EQ(line->intercept, 1);
}

TEST(RobustFit, IsNotDefinedForAConstantReferenceOrTooFewElements) {
  EXPECT_FALSE(fit({2, 2, 2}, {1, 2, 3}));
  EXPECT_FALSE(fit({2}, {3}));
  EXPECT_FALSE(fit({}, {}));
}

}  // namespace
}  // namespace npuscope
