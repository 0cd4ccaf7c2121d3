// SPDX-License-Identifier: Apache-2.0
#include "compare/statistics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "unit/compare/operands.h"

namespace npuscope {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Expected {
  double rmse, mae, l2r, mean, std_dev, nse, cos, sqnr;
};

void expect_figures(const Figures& f, const Expected& expected) {
  constexpr double kTolerance = 1e-13;
  EXPECT_NEAR(*f.rmse, expected.rmse, kTolerance);
  EXPECT_NEAR(*f.mae, expected.mae, kTolerance);
  EXPECT_NEAR(*f.l2r, expected.l2r, kTolerance);
  EXPECT_NEAR(*f.mean, expected.mean, kTolerance);
  EXPECT_NEAR(*f.std_dev, expected.std_dev, kTolerance);
  EXPECT_NEAR(*f.nse, expected.nse, kTolerance);
  EXPECT_NEAR(*f.cos, expected.cos, kTolerance);
  EXPECT_NEAR(*f.sqnr, expected.sqnr, 1e-11);
}

// Expected values of the next two tests: numpy 1.24.2, with r, p as float32, d = (r - p) rounded to
// float32 and widened, R and P widened:
//   sqrt(mean(d*d)), mean(abs(d)), norm(d)/norm(P), mean(d), std(d, ddof=1),
//   1 - mean(d*d)/(std(R, ddof=1)**2 + finfo(float32).eps), R@P/(norm(R)*norm(P)),
//   10*log10(R@R / d@d)
TEST(Statistics, GivesNumpysFiguresForFloats) {
  const Tensor r = floats({-1.5F, 0.25F, 3, -0.75F, 2.5F, 0.1F});
  const Tensor p = floats({-1.25F, 0.25F, 2.5F, -1, 2.5F, 0.3F});
  const Figures f = figures_of({&r}, {&p});
  expect_figures(
      f, {0.26299556623403297, 0.20000000298023224, 0.16515361095795822, 0.049999997019767761,
          0.28284271563563274, 0.9783515914602442, 0.99136347426762517, 16.40469455726398});
  EXPECT_EQ(f.largest, 0.5);
  EXPECT_EQ(f.bias, -*f.mean);
  EXPECT_EQ(f.elements, 6);
  EXPECT_FALSE(f.largest_code || f.exact || f.histogram || f.rails_low || f.acc);
}

TEST(Statistics, GivesNumpysFiguresForCodesDequantizedInFloat32) {
  const Tensor r = bytes({-128, -10, 0, 5, 127, 60, -60, 33});
  const Tensor p = bytes({-128, -9, 0, 3, 126, 60, -61, 33});
  const Quantization q = int8_scale(0.05F, -10);
  const Figures f = figures_of({&r, &q}, {&p, &q});
  expect_figures(
      f, {0.046770663272281007, 0.031249953899532557, 0.012903786125436585, 0.018749953713268042,
          0.045806227632488095, 0.99985000968465221, 0.99992059487276241, 37.809043887791546});
  EXPECT_EQ(f.largest_code, 2);
  EXPECT_EQ(f.exact, 4.0 / 8);
  EXPECT_EQ(f.within_one, 7.0 / 8);
  EXPECT_EQ((*f.histogram)[CodeDifferences::kLargestBin - 2], 1);
  EXPECT_EQ((*f.histogram)[CodeDifferences::kLargestBin + 1], 1);
  EXPECT_EQ(f.rails_low, 1.0 / 8);
  EXPECT_EQ(f.rails_high, 0.0);
  EXPECT_EQ(f.reference_rails_high, 1.0 / 8);
}

TEST(Statistics, FindsNothingBetweenEqualTensors) {
  const Tensor r = floats(random_floats(5000, 1, 3));
  const Figures f = figures_of({&r}, {&r});
  EXPECT_FALSE(f.differs());
  EXPECT_EQ(f.rmse, 0);
  EXPECT_EQ(f.std_dev, 0);
  EXPECT_EQ(f.nse, 1);
  EXPECT_NEAR(*f.cos, 1, 1e-15);
  EXPECT_EQ(f.sqnr, static_cast<double>(kInfinity));
  EXPECT_NEAR(f.fit->slope, 1, 1e-15);
  EXPECT_FALSE(f.worst);
}

TEST(Statistics, GivesEqualTensorsACosineOfAtMostOne) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const Tensor r = floats(random_floats(7, seed));
    std::vector<float> negated = random_floats(7, seed);
    for (float& value : negated) value = -value;
    const Tensor p = floats(std::move(negated));
    EXPECT_LE(*figures_of({&r}, {&r}).cos, 1) << seed;
    EXPECT_GE(*figures_of({&r}, {&p}).cos, -1) << seed;
  }
}

TEST(Statistics, LeavesFiguresWithAZeroDenominatorUndefined) {
  const Tensor zeros = floats({0, 0, 0});
  const Figures f = figures_of({&zeros}, {&zeros});
  EXPECT_FALSE(f.l2r || f.cos || f.fit);
  EXPECT_EQ(f.nse, 1);
  const Tensor one = floats({2});
  const Figures g = figures_of({&one}, {&one});
  EXPECT_FALSE(g.std_dev || g.nse);
  const Tensor none = Tensor::zeros(ElementType::kFloat32, {0, 4});
  const Figures h = figures_of({&none}, {&none});
  EXPECT_FALSE(h.rmse || h.cos || h.sqnr || h.largest || h.fit);
}

TEST(Statistics, CountsNonFiniteElementsApartFromTheRest) {
  const Tensor r = floats({1, kNaN, kInfinity, kInfinity, 3e38F, 2, kNaN});
  const Tensor p = floats({1, kNaN, kInfinity, -kInfinity, -3e38F, 2.5F, 7});
  const Figures f = figures_of({&r}, {&p});
  EXPECT_EQ(f.elements, 7);
  EXPECT_EQ(f.nan, 2);
  EXPECT_EQ(f.infinite, 3);   // the overflowing difference is one of them
  EXPECT_EQ(f.one_sided, 3);  // inf against -inf, the overflow, NaN against 7
  EXPECT_EQ(f.mae, 0.25);
  EXPECT_EQ(f.worst->index, 5);
  EXPECT_TRUE(f.differs());
}

TEST(Statistics, SeesADifferenceThatIsOnlyANaN) {
  const Tensor r = floats({1, 2});
  const Tensor p = floats({1, kNaN});
  EXPECT_TRUE(figures_of({&r}, {&p}).differs());
}

TEST(Statistics, CountsFloatsAgainstCodesInUnitsOfTheScale) {
  const Tensor r = bytes({0, 10, 20, 30});
  const Tensor p = floats({0.2F, 5, 10.75F, 11});  // scale 0.5: codes 0.4, 10, 21.5, 22
  const Quantization q = int8_scale(0.5F, 0);
  const Figures f = figures_of({&r, &q}, {&p});
  EXPECT_EQ(f.code_unit, CodeUnit::kReference);
  EXPECT_EQ(f.largest_code, 8);
  EXPECT_EQ(f.exact, 0.5);                                         // 0.4 rounds to code 0
  EXPECT_EQ((*f.histogram)[CodeDifferences::kLargestBin + 2], 1);  // 1.5, ties to even
  EXPECT_EQ((*f.histogram)[CodeDifferences::kLargestBin - 8], 1);
  const Figures g = figures_of({&p}, {&r, &q});
  EXPECT_EQ(g.code_unit, CodeUnit::kOther);
  EXPECT_EQ((*g.histogram)[CodeDifferences::kLargestBin + 8], 1);
}

TEST(Statistics, ComparesSignedWithUnsignedCodesOfTheSameScale) {
  const Tensor r = bytes({-128, 0, 127});
  const Tensor p = Tensor::of<uint8_t>({3}, std::vector<uint8_t>{0, 128, 254});
  const Quantization s8 = int8_scale(0.5F, 0);
  const Quantization u8 = {ElementType::kUint8, {0.5F}, {128}, -1};
  const Figures f = figures_of({&r, &s8}, {&p, &u8});
  EXPECT_EQ(f.code_unit, CodeUnit::kInteger);
  EXPECT_EQ(f.largest_code, 1);
  EXPECT_EQ(f.largest, 0.5);
}

TEST(Statistics, CountsPlainIntegersExactlyBeyondFloat32) {
  const Tensor r = Tensor::of<int64_t>({2}, std::vector<int64_t>{16777216, 5});
  const Tensor p = Tensor::of<int64_t>({2}, std::vector<int64_t>{16777217, 5});
  const Figures f = figures_of({&r}, {&p});
  EXPECT_EQ(f.largest_code, 1);
  EXPECT_TRUE(f.differs());
}

template <class T>
Tensor integers(const std::vector<T>& values) {
  return Tensor::of<T>({static_cast<int64_t>(values.size())}, values);
}

TEST(Statistics, CountsIntegersOf64BitsExactlyWhereverTheyLie) {
  constexpr int64_t kLow = std::numeric_limits<int64_t>::min();
  constexpr uint64_t kHigh = std::numeric_limits<uint64_t>::max();
  const Tensor r = integers<int64_t>({3'000'000'001, kLow, -4'000'000'000, 7});
  const Tensor p = integers<int64_t>({3'000'000'002, kLow + 3, -4'000'000'000, 7});
  const Figures f = figures_of({&r}, {&p});
  EXPECT_EQ(f.largest_code, 3);
  EXPECT_EQ(f.exact, 0.5);
  EXPECT_EQ(f.within_one, 0.75);
  EXPECT_EQ(f.histogram->at(CodeDifferences::kLargestBin + 3), 1);
  EXPECT_TRUE(f.differs());

  const Tensor ru = integers<uint64_t>({kHigh, kHigh - 1, 0});
  const Tensor pu = integers<uint64_t>({kHigh - 1, kHigh, 0});
  const Figures u = figures_of({&ru}, {&pu});
  EXPECT_EQ(u.largest_code, 1);
  EXPECT_EQ(u.histogram->at(CodeDifferences::kLargestBin - 1), 1);
  EXPECT_EQ(u.histogram->at(CodeDifferences::kLargestBin + 1), 1);
}

TEST(Statistics, CountsIntegersOfDifferentTypesByTheirValues) {
  const Tensor r = integers<int64_t>({-1, 3'000'000'000, 5});
  const Tensor p = integers<uint64_t>({std::numeric_limits<uint64_t>::max(), 4'000'000'000, 5});
  const Figures f = figures_of({&r}, {&p});
  EXPECT_EQ(f.largest_code, 0x1p64);
  EXPECT_EQ(f.histogram->back(), 2);
  EXPECT_EQ(f.exact, 1.0 / 3);
  const Tensor narrow = integers<int8_t>({-1, 0, 5});
  EXPECT_EQ(figures_of({&narrow}, {&r}).largest_code, 3e9);
}

TEST(Statistics, CountsCodesOf32BitsExactlyWhateverTheZeroPoint) {
  constexpr int32_t kLow = std::numeric_limits<int32_t>::min();
  const Quantization q = {ElementType::kInt32, {1}, {1'000'000'000}, -1};
  const Tensor r = integers<int32_t>({kLow, 0});
  const Tensor p = integers<int32_t>({kLow + 1, 0});
  EXPECT_EQ(figures_of({&r, &q}, {&p, &q}).largest_code, 1);
}

TEST(Statistics, ReadsFloatsOf8BitsAndLess) {
  for (const auto& [type, one, two] : {std::tuple{ElementType::kFloat8E4m3fn, 0x38, 0x40},
                                       std::tuple{ElementType::kFloat8E5m2, 0x3c, 0x40},
                                       std::tuple{ElementType::kFloat4E2m1, 0x02, 0x04}}) {
    Tensor r = Tensor::zeros(type, {2});
    Tensor p = Tensor::zeros(type, {2});
    for (Tensor* tensor : {&r, &p})
      std::ranges::fill(tensor->mutable_values<uint8_t>(), static_cast<uint8_t>(one));
    p.mutable_values<uint8_t>()[1] = static_cast<uint8_t>(two);
    const Figures f = figures_of({&r}, {&p});
    EXPECT_EQ(f.largest, 1) << element_type_name(type);
    EXPECT_EQ(f.mae, 0.5) << element_type_name(type);
    EXPECT_TRUE(f.differs());
  }
}

TEST(Statistics, PutsLargeCodeDifferencesIntoTheOutermostBins) {
  const Tensor r = bytes({-128, 127, 0});
  const Tensor p = bytes({127, -128, 16});
  const Figures f = figures_of({&r}, {&p});
  EXPECT_EQ(f.histogram->front(), 1);
  EXPECT_EQ(f.histogram->back(), 2);
  EXPECT_EQ(f.largest_code, 255);
}

TEST(Statistics, TakesFourBitRailsFromTheQuantization) {
  const Tensor codes = bytes({-8, 7, 7, 0});
  const Quantization int4 = {ElementType::kInt4, {1}, {0}, -1};
  const Figures f = figures_of({&codes, &int4}, {&codes, &int4});
  EXPECT_EQ(f.rails_low, 0.25);
  EXPECT_EQ(f.rails_high, 0.5);
}

TEST(Statistics, KnowsTheRailsOfCodesWithoutAScaleFromTheirType) {
  const Tensor r = bytes({-128, -100, -50, 0, 50, 100, 120, 127});
  const Tensor p = bytes({-128, -128, -100, 0, 100, 127, 127, 127});
  const Figures f = figures_of({&r}, {&p});
  EXPECT_EQ(f.reference_rails_low, 1.0 / 8);
  EXPECT_EQ(f.reference_rails_high, 1.0 / 8);
  EXPECT_EQ(f.rails_low, 2.0 / 8);
  EXPECT_EQ(f.rails_high, 3.0 / 8);
  EXPECT_NEAR(f.fit->slope, 2, 1e-6);
}

TEST(Statistics, CountsEqualArgmaxesOfTheLastAxisForClassifiersOnly) {
  const std::vector<float> scores = {1, 2, 0, 5, 5, 1, 0, 0, 3};
  const std::vector<float> others = {1, 2, 3, 5, 4, 1, 0, 0, 1};
  const Tensor r = Tensor::of<float>({3, 3}, scores);
  const Tensor p = Tensor::of<float>({3, 3}, others);
  EXPECT_NEAR(*figures_of({&r}, {&p}, {-1, true}).acc, 200.0 / 3, 1e-12);
  EXPECT_FALSE(figures_of({&r}, {&p}).acc);
}

TEST(Statistics, GivesTheRootMeanSquareOfEachChannel) {
  for (const int64_t inner : {int64_t{1}, int64_t{3}, int64_t{700}}) {
    const Shape shape = {2, 3, inner};
    Tensor r = Tensor::zeros(ElementType::kFloat32, shape);
    Tensor p = Tensor::zeros(ElementType::kFloat32, shape);
    for (int64_t i = 0; i < r.size(); ++i)
      p.mutable_values<float>()[static_cast<size_t>(i)] = static_cast<float>(i / inner % 3);
    EXPECT_THAT(figures_of({&r}, {&p}, {1, false}).channel_rmse, testing::ElementsAre(0, 1, 2));
  }
}

TEST(Statistics, LeavesNonFiniteElementsOutOfTheirChannel) {
  const Tensor r = Tensor::of<float>({2, 2}, std::vector<float>{0, kNaN, 1, 1});
  const Tensor p = Tensor::of<float>({2, 2}, std::vector<float>{2, 0, 1, 4});
  EXPECT_THAT(figures_of({&r}, {&p}, {1, false}).channel_rmse,
              testing::ElementsAre(testing::DoubleEq(std::sqrt(2.0)), 3));
}

TEST(Statistics, AChannelWithoutAFiniteElementHasNoError) {
  const Tensor r = Tensor::of<float>({2, 2}, std::vector<float>{0, kNaN, 1, kNaN});
  const auto channels = figures_of({&r}, {&r}, {1, false}).channel_rmse;
  EXPECT_THAT(channels, testing::ElementsAre(0, testing::NanSensitiveDoubleEq(kNaN)));
}

TEST(Statistics, NamesTheWorstElementAndItsSample) {
  const Tensor r = floats({0, 0, 0});
  const Tensor small = floats({0, 1, 0});
  const Tensor large = floats({0, -2, 2});
  Statistics statistics;
  ASSERT_TRUE(statistics.add({&r}, {&small}, "a"));
  ASSERT_TRUE(statistics.add({&r}, {&large}, "b"));
  ASSERT_TRUE(statistics.add({&r}, {&large}, "c"));
  const Figures f = statistics.figures();
  EXPECT_EQ(f.worst->sample, "b");
  EXPECT_EQ(f.worst->index, 1);
  EXPECT_EQ(f.worst->other, -2);
  EXPECT_EQ(f.samples, 3);
}

TEST(Statistics, LeavesRailsOutOfTheFit) {
  // other = reference / 2, but where int8 clips; half of all elements stand at the low rail.
  std::vector<int8_t> r, p;
  for (int i = -100; i <= 100; ++i) {
    r.push_back(static_cast<int8_t>(i));
    p.push_back(static_cast<int8_t>(i < 0 ? -128 : i / 2));
  }
  const Quantization q = int8_scale(0.25F, 0);
  const Tensor a = bytes(r);
  const Tensor b = bytes(p);
  const Figures f = figures_of({&a, &q}, {&b, &q});
  EXPECT_NEAR(f.fit->slope, 0.5, 2e-3);
  EXPECT_NEAR(f.rails_low.value(), 0.5, 0.01);
}

TEST(Statistics, RefusesDifferentShapesAndThingsThatAreNotNumbers) {
  const Tensor three = floats({1, 2, 3});
  const Tensor two = floats({1, 2});
  const Tensor text = Tensor::zeros(ElementType::kString, {3});
  const Quantization q = int8_scale(1, 0);
  const Quantization channels = {ElementType::kInt8, {1, 2}, {0, 0}, 0};
  const Tensor codes = bytes({1, 2, 3});
  Statistics statistics;
  EXPECT_FALSE(statistics.add({&three}, {&two}, ""));
  EXPECT_FALSE(statistics.add({&three}, {&text}, ""));
  EXPECT_FALSE(statistics.add({&three, &q}, {&three}, ""));
  EXPECT_FALSE(statistics.add({&codes, &channels}, {&three}, ""));
  EXPECT_EQ(statistics.figures().samples, 0);
}

}  // namespace
}  // namespace npuscope
