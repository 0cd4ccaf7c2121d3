// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

constexpr float kNoNumber = std::numeric_limits<float>::quiet_NaN();

struct UnaryCase {
  const char* op_type;
  Attributes attributes;
  std::vector<float> input, expected;
};

TEST(Unary, ComputesItsFunction) {
  const std::vector<UnaryCase> cases = {
      {"Relu", {}, {-1, 0, 2}, {0, 0, 2}},
      {"LeakyRelu", {}, {-1, 3}, {-0.01f, 3}},
      {"LeakyRelu", {{"alpha", -0.5f}}, {-4, 3}, {2, 3}},
      {"Sigmoid", {}, {0, 1000, -1000}, {0.5f, 1, 0}},
      {"Tanh", {}, {0, 0.5f}, {0, 0.46211716f}},
      {"HardSigmoid", {}, {-3, 0, 1, 3}, {0, 0.5f, 0.7f, 1}},
      {"HardSigmoid", {{"alpha", 0.5f}, {"beta", 0.6f}}, {-1, 0.2f}, {0.1f, 0.7f}},
      {"HardSwish", {}, {-4, -1, 0, 1, 4}, {0, -1.0f / 3, 0, 2.0f / 3, 4}},
      {"Abs", {}, {-2, 3}, {2, 3}},
      {"Neg", {}, {-2, 3}, {2, -3}},
      {"Sqrt", {}, {4, 2}, {2, 1.41421356f}},
      {"Exp", {}, {0, 1}, {1, 2.71828183f}},
      {"Floor", {}, {-1.5f, 1.5f}, {-2, 1}},
      {"Ceil", {}, {-1.5f, 1.5f}, {-1, 2}},
      {"Round", {}, {-2.5f, -1.5f, 0.5f, 1.7f}, {-2, -2, 0, 2}},
      {"Sign", {}, {-2, 0, 3}, {-1, 0, 1}},
      {"ThresholdedRelu", {{"alpha", 2.0f}}, {1, 2, 3}, {0, 0, 3}},
      {"Log", {}, {1, 2}, {0, 0.69314718f}},
      {"Reciprocal", {}, {4, -0.5f}, {0.25f, -2}},
      {"Erf", {}, {0, 1, -1}, {0, 0.84270079f, -0.84270079f}},
      {"Gelu", {}, {0, 1, -1}, {0, 0.84134475f, -0.15865525f}},
      {"Gelu", {{"approximate", std::string("tanh")}}, {0, 1}, {0, 0.84119199f}},
      {"Mish", {}, {0, 1}, {0, 0.86509839f}},
      {"Swish", {{"alpha", 2.0f}}, {0, 1}, {0, 0.88079708f}},
      {"Softplus", {}, {0, 1000, -1000}, {0.69314718f, 1000, 0}},
      {"Softsign", {}, {1, -3}, {0.5f, -0.75f}},
      {"Elu", {{"alpha", 2.0f}}, {-1, 3}, {-1.2642411f, 3}},
      {"Celu", {{"alpha", 2.0f}}, {-2, 3}, {-1.2642411f, 3}},
      {"Selu", {}, {-1, 1}, {-1.1113307f, 1.0507010f}},
      {"Sin", {}, {0, 1}, {0, 0.84147098f}},
      {"Acosh", {}, {1, 2}, {0, 1.3169579f}},
  };
  for (const UnaryCase& c : cases) {
    const Node node = make_node(c.op_type, c.attributes);
    const auto n = static_cast<int64_t>(c.input.size());
    const auto found = values_of<float>(output_of(node, {floats({n}, c.input)}));
    const auto function = std::get<Elementwise>(find_operator(c.op_type, "")->quantized).function;
    for (size_t i = 0; i < found.size(); ++i) {
      EXPECT_FLOAT_EQ(found[i], c.expected[i]) << c.op_type << " of " << c.input[i];
      const double operand = static_cast<double>(c.input[i]);
      EXPECT_EQ(static_cast<float>(function({&operand, 1}, node)), found[i]) << c.op_type;
    }
  }
}

TEST(Unary, KeepsNaN) {
  for (const char* op_type :
       {"Relu", "LeakyRelu", "Sigmoid", "Tanh", "HardSigmoid", "HardSwish", "ThresholdedRelu",
        "Sign", "Elu", "Gelu", "Mish", "Softplus", "Softsign", "Swish"})
    EXPECT_TRUE(
        std::isnan(values_of<float>(output_of(make_node(op_type), {floats({1}, {kNoNumber})}))[0]))
        << op_type;
}

TEST(Unary, IntegersKeepAllTheirDigits) {
  const Tensor x = ints({INT64_MIN, -3, INT64_MAX});
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("Relu"), {x})), (Ints{0, 0, INT64_MAX}));
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("Abs"), {x})), (Ints{INT64_MIN, 3, INT64_MAX}));
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("Neg"), {x})), (Ints{INT64_MIN, 3, -INT64_MAX}));
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("Sign"), {x})), (Ints{-1, -1, 1}));
}

TEST(Unary, RefusesAnApproximationThatItDoesNotKnow) {
  EXPECT_FALSE(run_operator(make_node("Gelu", {{"approximate", std::string("sigmoid")}}),
                            {floats({1}, {1})}));
}

TEST(Unary, RefusesTypesThatTheOperatorDoesNotTake) {
  EXPECT_FALSE(run_operator(make_node("Sigmoid"), {ints({1})}));
  EXPECT_FALSE(run_operator(make_node("Sigmoid"), {std::nullopt}));
}

TEST(Clip, TakesBoundsFromAttributesBeforeOpset11AndFromInputsSince) {
  const Tensor x = floats({4}, {-5, -1, 1, 5});
  const Node old = make_node("Clip", {{"min", -2.0f}, {"max", 3.0f}}, 6);
  EXPECT_EQ(values_of<float>(output_of(old, {x})), (std::vector<float>{-2, -1, 1, 3}));
  EXPECT_EQ(values_of<float>(output_of(make_node("Clip"), {x, std::nullopt, Tensor::scalar(0.0f)})),
            (std::vector<float>{-5, -1, 0, 0}));
  EXPECT_EQ(values_of<float>(
                output_of(make_node("Clip"), {x, Tensor::scalar(2.0f), Tensor::scalar(1.0f)})),
            (std::vector<float>{1, 1, 1, 1}))
      << "max wins over min";
  EXPECT_FALSE(run_operator(make_node("Clip"), {x, ints({1})}));
  EXPECT_FALSE(run_operator(make_node("Clip"), {x, floats({0}, {})}));
}

TEST(Clip, RealFunctionLeavesOutBoundsThatAreNotThere) {
  const auto function = std::get<Elementwise>(find_operator("Clip", "")->quantized).function;
  const Node node = make_node("Clip");
  const double nan = std::nan("");
  EXPECT_EQ(function(std::array{5.0}, node), 5.0);
  EXPECT_EQ(function(std::array{5.0, nan, 4.0}, node), 4.0);
  EXPECT_EQ(function(std::array{-5.0, -1.0}, node), -1.0);
}

TEST(Binary, BroadcastsBothOperands) {
  const Tensor column = floats({2, 1}, {1, 2});
  const Tensor row = floats({3}, {10, 20, 30});
  const Tensor sum = output_of(make_node("Add"), {column, row});
  EXPECT_EQ(sum.shape(), (Shape{2, 3}));
  EXPECT_EQ(values_of<float>(sum), (std::vector<float>{11, 21, 31, 12, 22, 32}));
  EXPECT_EQ(values_of<float>(output_of(make_node("Sub"), {row, Tensor::scalar(1.0f)})),
            (std::vector<float>{9, 19, 29}));
  EXPECT_EQ(output_of(make_node("Mul"), {floats({0}, {}), floats({1}, {2})}).shape(), (Shape{0}));
  EXPECT_FALSE(run_operator(make_node("Add"), {floats({2}, {1, 2}), row}));
  EXPECT_FALSE(run_operator(make_node("Add"), {row, ints({1, 2, 3})}));
}

TEST(Binary, BeforeOpset7TheSecondOperandLiesAtTheAxis) {
  const Node node = make_node("Add", {{"broadcast", int64_t{1}}, {"axis", int64_t{0}}}, 6);
  const Tensor sum = output_of(node, {floats({2, 2}, {1, 2, 3, 4}), floats({2}, {10, 20})});
  EXPECT_EQ(values_of<float>(sum), (std::vector<float>{11, 12, 23, 24}));
}

TEST(Binary, IntegersWrapAroundAndDivideTowardsZero) {
  const auto int8 = [](std::vector<int8_t> v) {
    return tensor_of<int8_t>({static_cast<int64_t>(v.size())}, v);
  };
  EXPECT_EQ(values_of<int8_t>(output_of(make_node("Add"), {int8({127}), int8({1})})),
            (std::vector<int8_t>{-128}));
  EXPECT_EQ(
      values_of<int8_t>(output_of(make_node("Div"), {int8({-7, 7, -128}), int8({2, -2, -1})})),
      (std::vector<int8_t>{-3, -3, -128}));
  const Tensor large = tensor_of<uint16_t>({1}, {0xffff});
  EXPECT_EQ(values_of<uint16_t>(output_of(make_node("Mul"), {large, large})),
            (std::vector<uint16_t>{1}));
  EXPECT_FALSE(run_operator(make_node("Div"), {int8({1}), int8({0})}));
}

TEST(PRelu, ScalesNegativesWithASlopeThatMayBeNegative) {
  const Tensor x = floats({1, 2, 2}, {-1, 2, -3, 4});
  const Tensor slope = floats({2, 1}, {0.5f, -2});
  EXPECT_EQ(values_of<float>(output_of(make_node("PRelu"), {x, slope})),
            (std::vector<float>{-0.5f, 2, 6, 4}));
  EXPECT_FALSE(run_operator(make_node("PRelu"), {slope, x})) << "only the slope broadcasts";
  EXPECT_EQ(values_of<float>(output_of(make_node("PRelu", {}, 6), {x, floats({2}, {0.5f, -2})})),
            (std::vector<float>{-0.5f, 2, 6, 4}))
      << "opset 6 gives slopes to channels";
}

TEST(HalfPrecision, ComputesInFloatAndRoundsOnce) {
  const Tensor x = tensor_of<uint16_t>({2}, {0x3c00, 0x0001});  // 1, 2^-24
  const Tensor half =
      Tensor::view(ElementType::kFloat16, {2}, x.bytes(), std::make_shared<Tensor>(x));
  const Tensor sum = output_of(make_node("Add"), {half, half});
  ASSERT_EQ(sum.type(), ElementType::kFloat16);
  EXPECT_EQ(sum.values<uint16_t>()[0], 0x4000);
  EXPECT_EQ(sum.values<uint16_t>()[1], 0x0002);
}

}  // namespace
}  // namespace npuscope::testing
