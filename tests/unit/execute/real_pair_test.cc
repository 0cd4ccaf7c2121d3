// SPDX-License-Identifier: Apache-2.0
// Sums, differences and products of two tensors on vectors against the definition,
// run_real_function(), for every instruction set that this processor runs.
#include "execute/real_pair.h"

#include <gtest/gtest.h>

#include <random>

#include "base/isa.h"
#include "execute/code_operators.h"

namespace npuscope {
namespace {

class RealPairs : public ::testing::TestWithParam<Isa> {};

struct Case {
  Graph graph;
  Node node;
  Tensor a, b;
};

/// Scales of powers of two make many ties; others are as quantizers find them, or far apart, beyond
/// the numbers of float32.
Case random_case(std::mt19937& random) {
  const auto in = [&](int32_t low, int32_t high) {
    return static_cast<int32_t>(random() % static_cast<uint32_t>(high - low + 1)) + low;
  };
  Case made;
  made.node.op_type = std::vector<std::string>{"Add", "Sub", "Mul"}[random() % 3];
  const Shape shape = {1, in(1, 3), in(1, 90)};
  const bool ties = in(0, 2) == 0;
  const int repeated = in(-2, 1);  // an input with an element for each channel, or none
  const bool far = in(0, 9) == 0;
  std::uniform_real_distribution<float> spread(0.001F, 2.0F);
  const auto scale = [&] {
    if (far) return std::ldexp(1.0F, in(-120, 120));
    return ties ? std::ldexp(1.0F, in(-6, 1)) : spread(random);
  };
  for (int i = 0; i < 3; ++i) {
    Value value;
    value.name = "v" + std::to_string(i);
    value.type = in(0, 1) == 0 ? ElementType::kInt8 : ElementType::kUint8;
    value.shape = i == repeated ? Shape{shape[0], shape[1], 1} : shape;
    const IntegerRange range = *integer_range(value.type);
    const auto zero = in(static_cast<int32_t>(range.low), static_cast<int32_t>(range.high));
    value.quantization = Quantization{value.type, {scale()}, {zero}, -1};
    const ValueId id = made.graph.add_value(std::move(value));
    (i < 2 ? made.node.inputs : made.node.outputs).push_back(id);
  }
  if (in(0, 3) == 0) made.node.clamp = std::pair{0.0F, 6.0F};
  for (Tensor* tensor : {&made.a, &made.b}) {
    const ValueId id = made.node.inputs[tensor == &made.a ? 0 : 1];
    *tensor = Tensor::zeros(made.graph.value(id).type, *made.graph.value(id).shape);
    for (uint8_t& code : tensor->mutable_values<uint8_t>()) code = static_cast<uint8_t>(random());
  }
  return made;
}

TEST_P(RealPairs, AreThoseOfTheDefinition) {
  const RealFunctionLowering lowering;
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    const Case made = random_case(random);
    const auto pair =
        RealPairNode::create(made.graph, made.node, lowering, simd::kernels_of(GetParam()));
    ASSERT_TRUE(pair) << i;
    const auto found = pair->run(made.a, made.b);
    ASSERT_TRUE(found) << i;
    const Operator* op = find_operator(made.node.op_type, "");
    const auto quantization = [&](size_t input) {
      return &*made.graph.value(made.node.inputs[input]).quantization;
    };
    const CodeInput inputs[] = {{&made.a, quantization(0), false},
                                {&made.b, quantization(1), false}};
    const auto expected =
        run_real_function(lowering, std::get<Elementwise>(op->quantized).function, made.node,
                          inputs, made.graph.value(made.node.outputs[0]));
    ASSERT_TRUE(expected) << i;
    ASSERT_TRUE(std::ranges::equal(found->bytes(), expected->bytes())) << i << made.node.op_type;
  }
}

TEST_P(RealPairs, TakeWhatFloat32MakesWhereItIsTrusted) {
  std::vector<uint8_t> codes(64, 40), out(64);
  // Both ways are told to compute something else.
  simd::RealPair pair = {.x = codes.data(),
                         .y = codes.data(),
                         .low = -128,
                         .high = 127,
                         .addend = 17,
                         .trusted = 0.4F,
                         .count = codes.size(),
                         .out = out.data()};
  simd::kernels_of(GetParam()).real_pair(pair);
  EXPECT_EQ(out, std::vector<uint8_t>(64, 17));
  pair.addend = 17.45F;
  simd::kernels_of(GetParam()).real_pair(pair);
  EXPECT_EQ(out, std::vector<uint8_t>(64, 80));
}

INSTANTIATE_TEST_SUITE_P(EveryIsa, RealPairs, ::testing::ValuesIn(available_isas(detect_cpu())),
                         [](const auto& one) { return std::string(isa_name(one.param)); });

TEST(RealPair, IsNoNodeWhoseOperandsAreRepeatedOtherwiseOrWhoseRoundingIsAnother) {
  std::mt19937 random(1);
  Case made = random_case(random);
  const simd::Kernels& kernels = simd::kernels_of(Isa::kBaseline);
  RealFunctionLowering lowering;
  EXPECT_TRUE(RealPairNode::create(made.graph, made.node, lowering, kernels));
  lowering.rounding = Rounding::kHalfAway;
  EXPECT_FALSE(RealPairNode::create(made.graph, made.node, lowering, kernels));
  lowering.rounding = Rounding::kHalfEven;
  made.graph.value(made.node.inputs[1]).shape = Shape{1, 1, 1000};
  EXPECT_FALSE(RealPairNode::create(made.graph, made.node, lowering, kernels));
}

}  // namespace
}  // namespace npuscope
