// SPDX-License-Identifier: Apache-2.0
// Operators of several operands: comparisons, truths, Max, Min, Sum, Mean and Pow.
#include <cmath>
#include <limits>

#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

using Floats = std::vector<float>;
using Bools = std::vector<bool>;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

Tensor bools(const Bools& values) {
  const Shape shape = {static_cast<int64_t>(values.size())};
  const auto owner = std::make_shared<Tensor>(
      tensor_of<uint8_t>(shape, std::vector<uint8_t>(values.begin(), values.end())));
  return Tensor::view(ElementType::kBool, shape, owner->bytes(), owner);
}

Bools truths(const char* op_type, const std::vector<std::optional<Tensor>>& inputs,
             const Attributes& attributes = {}) {
  const Tensor y = output_of(make_node(op_type, attributes), inputs);
  EXPECT_EQ(y.type(), ElementType::kBool) << op_type;
  const auto values = y.values<uint8_t>();
  return {values.begin(), values.end()};
}

TEST(Compare, AnswersPerElementWithBroadcasting) {
  const Tensor a = floats({3}, {1, 2, kNan});
  const Tensor b = Tensor::scalar(2.0f);
  EXPECT_EQ(truths("Equal", {a, b}), (Bools{false, true, false}));
  EXPECT_EQ(truths("Greater", {b, a}), (Bools{true, false, false}));
  EXPECT_EQ(truths("GreaterOrEqual", {b, a}), (Bools{true, true, false}));
  EXPECT_EQ(truths("Less", {a, b}), (Bools{true, false, false}));
  EXPECT_EQ(truths("LessOrEqual", {a, b}), (Bools{true, true, false}));
  EXPECT_EQ(truths("Less", {ints({INT64_MAX - 1}), ints({INT64_MAX})}), Bools{true});
  EXPECT_EQ(truths("Equal", {Tensor::of_strings({2}, {"a", "b"}), Tensor::of_strings({}, {"b"})}),
            (Bools{false, true}));
  EXPECT_FALSE(run_operator(make_node("Less"), {a, ints({1, 2, 3})}));
  EXPECT_FALSE(run_operator(make_node("Equal"), {a, floats({2}, {1, 2})}));
}

TEST(Logic, JoinsTruths) {
  const Tensor a = bools({false, false, true, true});
  const Tensor b = bools({false, true, false, true});
  EXPECT_EQ(truths("And", {a, b}), (Bools{false, false, false, true}));
  EXPECT_EQ(truths("Or", {a, b}), (Bools{false, true, true, true}));
  EXPECT_EQ(truths("Xor", {a, b}), (Bools{false, true, true, false}));
  EXPECT_EQ(truths("Not", {a}), (Bools{true, true, false, false}));
  EXPECT_FALSE(run_operator(make_node("And"), {ints({1}), ints({1})}));
}

TEST(Logic, AsksForNumbersThatAreNone) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const Tensor x = floats({4}, {kNan, kInfinity, -kInfinity, 0});
  EXPECT_EQ(truths("IsNaN", {x}), (Bools{true, false, false, false}));
  EXPECT_EQ(truths("IsInf", {x}), (Bools{false, true, true, false}));
  EXPECT_EQ(truths("IsInf", {x}, {{"detect_negative", int64_t{0}}}),
            (Bools{false, true, false, false}));
}

struct VariadicCase {
  const char* op_type;
  Floats expected;
};

TEST(Variadic, JoinsAnyNumberOfOperands) {
  const std::vector<std::optional<Tensor>> operands = {floats({2, 1}, {1, 5}), floats({2}, {2, 4}),
                                                       Tensor::scalar(3.0f)};
  const std::vector<VariadicCase> cases = {{"Max", {3, 4, 5, 5}},
                                           {"Min", {1, 1, 2, 3}},
                                           {"Sum", {6, 8, 10, 12}},
                                           {"Mean", {2, 8.0f / 3, 10.0f / 3, 4}}};
  for (const VariadicCase& c : cases) {
    const Tensor y = output_of(make_node(c.op_type), operands);
    EXPECT_EQ(y.shape(), (Shape{2, 2}));
    EXPECT_EQ(values_of<float>(y), c.expected) << c.op_type;
    const auto function = std::get<Elementwise>(find_operator(c.op_type, "")->quantized).function;
    EXPECT_EQ(static_cast<float>(function(std::vector<double>{1, 4, 3}, make_node(c.op_type))),
              c.expected[1])
        << c.op_type;
    EXPECT_EQ(values_of<float>(output_of(make_node(c.op_type), {floats({2}, {1, 2})})),
              (Floats{1, 2}));
    EXPECT_FALSE(run_operator(make_node(c.op_type), {floats({2}, {1, 2}), floats({3}, {1, 2, 3})}));
  }
}

TEST(Max, KeepsNaNWhereverItStands) {
  for (const char* op_type : {"Max", "Min"})
    for (const Floats& pair : {Floats{kNan, 1}, Floats{1, kNan}})
      EXPECT_TRUE(std::isnan(values_of<float>(
          output_of(make_node(op_type), {Tensor::scalar(pair[0]), Tensor::scalar(pair[1])}))[0]));
}

TEST(Max, OfIntegersKeepsAllTheirDigits) {
  EXPECT_EQ(
      values_of<int64_t>(output_of(make_node("Max"), {ints({INT64_MAX - 1}), ints({INT64_MAX})})),
      Ints{INT64_MAX});
  EXPECT_FALSE(run_operator(make_node("Sum"), {ints({1}), ints({1})}));
}

TEST(Pow, TakesAnExponentOfAnotherType) {
  EXPECT_EQ(values_of<float>(output_of(make_node("Pow"), {floats({3}, {1, 2, 3}), ints({2})})),
            (Floats{1, 4, 9}));
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("Pow"), {ints({2, 9}), floats({}, {0.5f})})),
            (Ints{1, 3}));
  const auto function = std::get<Elementwise>(find_operator("Pow", "")->quantized).function;
  EXPECT_EQ(function(std::vector<double>{2, -1}, make_node("Pow")), 0.5);
}

TEST(Pow, OfIntegersIsExactAndWrapsAround) {
  const Tensor y = output_of(make_node("Pow"), {ints({3, 2, -2, 2, 0}), ints({39, 64, 3, -1, 0})});
  EXPECT_EQ(values_of<int64_t>(y), (Ints{4052555153018976267, 0, -8, 0, 1}));
}

TEST(Pow, OfAnIntegerBeyondItsTypeIsTheNearest) {
  const Tensor y = output_of(make_node("Pow"),
                             {tensor_of<int32_t>({3}, {10, -10, 0}), floats({3}, {20, 21, -1})});
  EXPECT_EQ(values_of<int32_t>(y), (std::vector<int32_t>{INT32_MAX, INT32_MIN, INT32_MAX}));
}

}  // namespace
}  // namespace npuscope::testing
