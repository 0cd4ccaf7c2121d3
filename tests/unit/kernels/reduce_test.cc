// SPDX-License-Identifier: Apache-2.0
// Reductions along axes, positions of extremes, and TopK.
#include <cmath>
#include <limits>

#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

using Floats = std::vector<float>;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct ReduceCase {
  const char* op_type;
  Floats by_row;
  float of_nothing;
  Floats of_each;  ///< with noop_with_empty_axes and no axes
};

const std::vector<ReduceCase>& reduce_cases() {
  static const std::vector<ReduceCase> kCases = {
      {"ReduceSum", {-1, 7}, 0, {1, -2, 3, 4}},
      {"ReduceProd", {-2, 12}, 1, {1, -2, 3, 4}},
      {"ReduceL1", {3, 7}, 0, {1, 2, 3, 4}},
      {"ReduceL2", {std::sqrt(5.0f), 5}, 0, {1, 2, 3, 4}},
      {"ReduceSumSquare", {5, 25}, 0, {1, 4, 9, 16}},
      {"ReduceMax", {1, 4}, -kInfinity, {1, -2, 3, 4}},
      {"ReduceMin", {-2, 3}, kInfinity, {1, -2, 3, 4}},
      {"ReduceLogSumExp", {1.0485873f, 4.3132617f}, -kInfinity, {1, -2, 3, 4}},
  };
  return kCases;
}

TEST(Reduce, TakesAxesAsAttributeOrInput) {
  const Tensor x = floats({2, 2}, {1, -2, 3, 4});
  for (const ReduceCase& c : reduce_cases()) {
    const Tensor y = output_of(make_node(c.op_type), {x, ints({-1})});
    EXPECT_EQ(y.shape(), (Shape{2, 1})) << c.op_type;
    const Node old = make_node(c.op_type, {{"axes", Ints{1}}, {"keepdims", int64_t{0}}}, 11);
    const Tensor z = output_of(old, {x});
    EXPECT_EQ(z.shape(), (Shape{2})) << c.op_type;
    for (size_t i = 0; i < 2; ++i) {
      EXPECT_FLOAT_EQ(values_of<float>(y)[i], c.by_row[i]) << c.op_type;
      EXPECT_EQ(values_of<float>(y)[i], values_of<float>(z)[i]) << c.op_type;
    }
  }
}

TEST(Reduce, TakesAllAxesOrNoneWhereNoneIsNamed) {
  const Tensor x = floats({2, 2}, {1, -2, 3, 4});
  for (const ReduceCase& c : reduce_cases()) {
    EXPECT_EQ(output_of(make_node(c.op_type, {{"keepdims", int64_t{0}}}), {x}).shape(), Shape{});
    const Node noop = make_node(c.op_type, {{"noop_with_empty_axes", int64_t{1}}});
    EXPECT_EQ(values_of<float>(output_of(noop, {x, ints({})})), c.of_each) << c.op_type;
  }
}

TEST(Reduce, OfNoElementsIsTheNeutralOne) {
  for (const ReduceCase& c : reduce_cases())
    EXPECT_EQ(values_of<float>(output_of(make_node(c.op_type), {floats({1, 0}, {}), ints({1})})),
              Floats{c.of_nothing})
        << c.op_type;
  EXPECT_EQ(values_of<uint8_t>(
                output_of(make_node("ReduceMin"), {tensor_of<uint8_t>({0}, {}), ints({0})})),
            std::vector<uint8_t>{255});
}

TEST(Reduce, OfIntegersWrapsAround) {
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("ReduceSum"), {ints({INT64_MAX, 2})})),
            Ints{INT64_MIN + 1});
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("ReduceL1"), {ints({INT64_MIN, 1})})),
            Ints{INT64_MIN + 1});
  EXPECT_FALSE(run_operator(make_node("ReduceL2"), {ints({3, 4})}));
}

TEST(Reduce, RefusesAxesThatMakeNoSense) {
  const Tensor x = floats({2, 2}, {1, 2, 3, 4});
  for (const ReduceCase& c : reduce_cases())
    for (const Ints& axes : {Ints{2}, Ints{-3}, Ints{0, -2}, Ints{INT64_MIN}})
      EXPECT_FALSE(run_operator(make_node(c.op_type), {x, ints(axes)})) << c.op_type;
}

TEST(Reduce, OfLargeExponentsDoesNotOverflow) {
  const Tensor y = output_of(make_node("ReduceLogSumExp"), {floats({2}, {1000, 1000})});
  EXPECT_FLOAT_EQ(values_of<float>(y)[0], 1000.6931f);
}

TEST(ReduceMax, IsNaNWhereOneIs) {
  for (const char* op_type : {"ReduceMax", "ReduceMin"})
    EXPECT_TRUE(std::isnan(
        values_of<float>(output_of(make_node(op_type), {floats({3}, {1, kNan, 2})}))[0]));
}

TEST(ArgMax, GivesTheFirstOrTheLastOfTheLargest) {
  const Tensor x = floats({2, 3}, {1, 5, 5, 2, 2, 0});
  const Node first = make_node("ArgMax", {{"axis", int64_t{1}}, {"keepdims", int64_t{0}}});
  EXPECT_EQ(values_of<int64_t>(output_of(first, {x})), (Ints{1, 0}));
  const Node last = make_node("ArgMax", {{"axis", int64_t{-1}}, {"select_last_index", int64_t{1}}});
  EXPECT_EQ(output_of(last, {x}).shape(), (Shape{2, 1}));
  EXPECT_EQ(values_of<int64_t>(output_of(last, {x})), (Ints{2, 1}));
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("ArgMin"), {x})), (Ints{0, 1, 1}));
  EXPECT_FALSE(run_operator(first, {floats({2, 0}, {})}));
}

TEST(TopK, SortsAndTakesTheEarlierOfEquals) {
  Node node = make_node("TopK", {{"axis", int64_t{0}}});
  node.outputs = {0, 1};
  const Tensor x = floats({4, 1}, {1, 3, 2, 3});
  const auto largest = run_operator(node, {x, ints({3})});
  ASSERT_TRUE(largest) << largest.error().message();
  EXPECT_EQ(largest->at(0).shape(), (Shape{3, 1}));
  EXPECT_EQ(values_of<float>(largest->at(0)), (Floats{3, 3, 2}));
  EXPECT_EQ(values_of<int64_t>(largest->at(1)), (Ints{1, 3, 2}));
  node.attributes["largest"] = int64_t{0};
  const auto smallest = run_operator(node, {x, ints({2})});
  EXPECT_EQ(values_of<int64_t>(smallest->at(1)), (Ints{0, 2}));
}

TEST(TopK, TakesKAsAttributeBeforeOpset10) {
  const Node node = make_node("TopK", {{"k", int64_t{1}}}, 1);
  EXPECT_EQ(values_of<float>(output_of(node, {floats({2, 2}, {1, 2, 4, 3})})), (Floats{2, 4}));
}

TEST(TopK, CountsNaNAsTheLargest) {
  const Tensor x = floats({4}, {1, kNan, kInfinity, kNan});
  const auto positions = [&](int64_t largest) {
    Node node = make_node("TopK", {{"largest", largest}});
    node.outputs = {0, 1};
    return values_of<int64_t>(run_operator(node, {x, ints({4})})->at(1));
  };
  EXPECT_EQ(positions(1), (Ints{1, 3, 2, 0}));
  EXPECT_EQ(positions(0), (Ints{0, 2, 1, 3}));
}

TEST(TopK, RefusesAKThatDoesNotFit) {
  for (const Ints& k : {Ints{3}, Ints{-1}, Ints{INT64_MAX}, Ints{1, 1}, Ints{}})
    EXPECT_FALSE(run_operator(make_node("TopK"), {floats({2}, {1, 2}), ints(k)}));
  EXPECT_FALSE(run_operator(make_node("TopK"), {floats({2}, {1, 2})}));
}

}  // namespace
}  // namespace npuscope::testing
