// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "execute/executor.h"
#include "execute/model.h"
#include "unit/execute/graph_builder.h"

namespace npuscope {
namespace {

using test::elements;
using test::GraphBuilder;
using test::int8;
using test::uint8;
using Codes = std::vector<int8_t>;
using Ints = std::vector<int64_t>;

Lowering lowered(GraphBuilder& b) {
  const auto status = infer_shapes(b.graph);
  EXPECT_TRUE(status) << status.error().message();
  const Node& node = b.graph.nodes.back();
  return exact_arithmetic()
      .lower(b.graph, node, *find_operator(node.op_type, node.domain))
      ->lowering;
}

/// The codes that the network (one output) makes of `inputs`.
Codes run(GraphBuilder& b, const std::vector<Tensor>& inputs) {
  b.output(b.graph.nodes.back().outputs[0]);
  const auto status = infer_shapes(b.graph);
  EXPECT_TRUE(status) << status.error().message();
  const auto executor = Executor::create(b.graph, exact_arithmetic());
  EXPECT_TRUE(executor) << executor.error().message();
  const auto outputs = executor->run(inputs);
  EXPECT_TRUE(outputs) << outputs.error().message();
  return elements<int8_t>(outputs->at(0));
}

Tensor codes(Shape shape, const Codes& values) {
  return Tensor::of<int8_t>(std::move(shape), values);
}

TEST(Exact, AConvolutionRoundsItsSumOnceHalfToEven) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {1, 1, 4}, int8(0.5f, 1));
  const ValueId w = b.constant_codes<int8_t>("w", {1, 1, 1}, {3}, int8(0.25f, 1));
  b.node("Conv", "y", {x, w}, {}, int8(0.5f, -5));
  // (x - 1) * 2 * 0.125 / 0.5 = (x - 1) / 2
  EXPECT_EQ(run(b, {codes({1, 1, 4}, {2, 4, 6, 127})}), (Codes{-5, -3, -3, 58}));
}

TEST(Exact, AConvolutionToNoChannelsGivesNoCodes) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {1, 1, 4}, int8(0.5f, 1));
  const ValueId w = b.constant_codes<int8_t>("w", {0, 1, 1}, {}, {ElementType::kInt8, {}, {}, 0});
  b.node("Conv", "y", {x, w}, {}, int8(0.5f, -5));
  EXPECT_EQ(run(b, {codes({1, 1, 4}, {2, 4, 6, 127})}), Codes());
}

TEST(Exact, ABiasInUnitsOfTheSumIsAddedToIt) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {1, 1, 2}, int8(0.5f, 0));
  const ValueId w = b.constant_codes<int8_t>("w", {2, 1, 1}, {1, 1},
                                             {ElementType::kInt8, {0.25f, 0.5f}, {0, 0}, 0});
  const ValueId bias = b.constant_codes<int32_t>("bias", {2}, {10, 20},
                                                 {ElementType::kInt32, {0.125f, 0.25f}, {0, 0}, 0});
  b.node("Conv", "y", {x, w, bias}, {}, int8(0.25f, 0));
  const auto sum = std::get<SumLowering>(lowered(b));
  EXPECT_EQ(sum.bias, (Ints{10, 20}));
  EXPECT_EQ(sum.channel_stride, 2);
  EXPECT_EQ(run(b, {codes({1, 1, 2}, {2, 4})}), (Codes{6, 7, 22, 24}));
}

TEST(Exact, ABiasOfAnotherScaleStaysReal) {
  for (bool quantized : {false, true}) {
    GraphBuilder b;
    const ValueId x = b.codes("x", {1, 1, 1}, int8(0.5f, 0));
    const ValueId w = b.constant_codes<int8_t>("w", {1, 1, 1}, {1}, int8(0.25f, 0));
    const ValueId bias = quantized ? b.constant_codes<int32_t>(
                                         "bias", {1}, {3}, {ElementType::kInt32, {0.1f}, {0}, -1})
                                   : b.constant<float>("bias", {1}, {0.3f});
    b.node("Conv", "y", {x, w, bias}, {}, int8(0.25f, 0));
    const auto sum = std::get<SumLowering>(lowered(b));
    EXPECT_TRUE(sum.bias.empty());
    EXPECT_NEAR(std::get<RealStage>(sum.epilogue[0]).addend[0], 1.2, 1e-6);
    EXPECT_EQ(run(b, {codes({1, 1, 1}, {1})}), (Codes{2}));
  }
}

/// Rows of n codes whose mean is k + 1/2 for k of -64 to 63: the sum k * n + n / 2.
Tensor rows_with_tied_means(int64_t n) {
  Codes values;
  for (int64_t k = -64; k < 64; ++k)
    for (int64_t i = 0; i < n; ++i) values.push_back(static_cast<int8_t>(i < n / 2 ? k : k + 1));
  return codes({128, 1, n}, values);
}

TEST(Exact, MeansThatAreTiesRoundToTheEvenCode) {
  Codes expected;
  for (int64_t k = -64; k < 64; ++k)
    expected.push_back(static_cast<int8_t>(k % 2 == 0 ? k : k + 1));
  for (int64_t n : {4, 98, 196, 784})
    for (float scale : {1.0f, 0.1f, 0.0235f, 3e-5f}) {
      GraphBuilder b;
      const ValueId x = b.codes("x", {128, 1, n}, int8(scale, 0));
      b.node("GlobalAveragePool", "y", {x}, {}, int8(scale, 0));
      EXPECT_EQ(run(b, {rows_with_tied_means(n)}), expected) << n << ", scale " << scale;
    }
}

TEST(Exact, ProductsThatAreTiesRoundToTheEvenCode) {
  for (float unit : {1.0f, 0x1p-10f, 0x1.8p-7f}) {
    GraphBuilder b;  // 49 x * unit / (98 unit) = x / 2
    const ValueId x = b.codes("x", {1, 1, 4}, int8(unit, 0));
    const ValueId w = b.constant_codes<int8_t>("w", {1, 1, 1}, {49}, int8(1, 0));
    b.node("Conv", "y", {x, w}, {}, int8(98 * unit, 0));
    EXPECT_EQ(run(b, {codes({1, 1, 4}, {1, 3, -1, 33})}), (Codes{0, 2, 0, 16})) << unit;
  }
}

TEST(Exact, AFoldedReluClampsTheCodesWithoutAnotherRounding) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {1, 1, 5}, int8(0.5f, 0));
  const ValueId w = b.constant_codes<int8_t>("w", {1, 1, 1}, {1}, int8(1, 0));
  b.node("Conv", "y", {x, w}, {}, int8(0.5f, -10));
  b.graph.nodes[0].clamp = {0.0f, 6.0f};
  EXPECT_EQ(run(b, {codes({1, 1, 5}, {-20, -1, 0, 11, 13})}), (Codes{-10, -10, -10, 1, 2}));
}

TEST(Exact, GemmScalesItsProductAndBroadcastsItsAddend) {
  struct Case {
    Shape shape;
    std::vector<float> c;
    Codes expected;
  };
  // 2 * (A * B) = [[2, 4], [6, 8]], plus half of C
  for (const Case& c :
       {Case{{2}, {2, 4}, {3, 6, 7, 10}}, Case{{}, {2}, {3, 5, 7, 9}},
        Case{{2, 1}, {2, 4}, {3, 5, 8, 10}}, Case{{2, 2}, {2, 4, 6, 8}, {3, 6, 9, 12}}}) {
    GraphBuilder b;
    const ValueId a = b.codes("a", {2, 2}, int8(1, 0));
    const ValueId identity = b.constant_codes<int8_t>("b", {2, 2}, {1, 0, 0, 1}, int8(1, 0));
    const ValueId addend = b.constant<float>("c", c.shape, c.c);
    b.node("Gemm", "y", {a, identity, addend}, {{"alpha", 2.0f}, {"beta", 0.5f}}, int8(1, 0));
    EXPECT_EQ(run(b, {codes({2, 2}, {1, 2, 3, 4})}), c.expected) << shape_text(c.shape);
  }
}

TEST(Exact, GemmTakesScalesPerOutputColumnInEitherOrientation) {
  for (int64_t transposed : {0, 1}) {
    GraphBuilder b;
    const ValueId a = b.codes("a", {1, 2}, int8(1, 0));
    const Codes weights = transposed == 1 ? Codes{1, 2, 3, 4} : Codes{1, 3, 2, 4};
    const ValueId w = b.constant_codes<int8_t>(
        "w", {2, 2}, weights, {ElementType::kInt8, {1, 2}, {0, 0}, transposed == 1 ? 0 : 1});
    b.node("Gemm", "y", {a, w}, {{"transB", transposed}}, int8(1, 0));
    EXPECT_EQ(run(b, {codes({1, 2}, {1, 10})}), (Codes{21, 86}));
  }
}

TEST(Exact, ScalesThatChangeBetweenTheTermsOfASumAreComputedInFloat) {
  GraphBuilder b;
  const ValueId a = b.codes("a", {1, 2}, int8(1, 0));
  const ValueId w =
      b.constant_codes<int8_t>("w", {2, 1}, {1, 1}, {ElementType::kInt8, {1, 2}, {0, 0}, 0});
  b.node("MatMul", "y", {a, w}, {}, int8(1, 0));
  EXPECT_TRUE(std::holds_alternative<FloatLowering>(lowered(b)));
  EXPECT_EQ(run(b, {codes({1, 2}, {3, 5})}), (Codes{13}));
}

TEST(Exact, AveragesDivideByTheTermsThatTheyHave) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {1, 1, 3}, int8(1, 10));
  b.node("AveragePool", "y", {x}, {{"kernel_shape", Ints{2}}, {"pads", Ints{1, 1}}}, int8(0.5f, 0));
  // Means 1, 1.5, 2.5 and 3 of the real numbers 1, 2, 3.
  EXPECT_EQ(run(b, {codes({1, 1, 3}, {11, 12, 13})}), (Codes{2, 3, 5, 6}));
}

TEST(Exact, AnElementwiseFunctionIsRoundedOnce) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {2, 2}, int8(0.5f, 0));
  const ValueId c = b.constant_codes<int8_t>("c", {2}, {1, 2}, int8(0.25f, 0));
  b.node("Add", "y", {x, c}, {}, int8(0.5f, 1));
  // Exact results in steps: 1.5, 3, 3.5, 5; then half to even and the zero point.
  EXPECT_EQ(run(b, {codes({2, 2}, {1, 2, 3, 4})}), (Codes{3, 4, 5, 6}));
}

TEST(Exact, ATableOfAFunctionEqualsTheFunction) {
  // 3 elements are computed one by one, 512 through a table.
  for (int64_t size : {3, 512}) {
    GraphBuilder b;
    const ValueId x = b.codes("x", {size}, int8(0.0625f, 3));
    b.node("Sigmoid", "y", {x}, {}, int8(1.0f / 256, -128));
    Codes in(static_cast<size_t>(size)), expected;
    for (size_t i = 0; i < in.size(); ++i) {
      in[i] = static_cast<int8_t>(static_cast<int64_t>(i) - 128);
      const double sigmoid = 1 / (1 + std::exp(-(in[i] - 3) * 0.0625));
      expected.push_back(static_cast<int8_t>(std::min(std::nearbyint(sigmoid * 256) - 128, 127.0)));
    }
    EXPECT_EQ(run(b, {codes({size}, in)}), expected);
  }
}

TEST(Exact, MovedCodesChangeOnlyTheirQuantization) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {2, 2}, int8(0.5f, 1));
  b.node("Transpose", "y", {x}, {{"perm", Ints{1, 0}}}, int8(1, 0));
  EXPECT_EQ(run(b, {codes({2, 2}, {1, 2, 4, 6})}), (Codes{0, 2, 0, 2}));
}

TEST(Exact, InputsOfDifferentQuantizationAreBroughtToTheOutputs) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {2}, int8(0.5f, 0));
  const ValueId z = b.codes("z", {1}, int8(1, 1));
  const ValueId c = b.constant<float>("c", {1}, {2.5f});
  b.node("Concat", "y", {x, z, c}, {{"axis", int64_t{0}}}, int8(1, 0));
  EXPECT_EQ(run(b, {codes({2}, {3, 4}), codes({1}, {6})}), (Codes{2, 2, 5, 2}));
}

TEST(Exact, PadFillsWithTheCodeOfItsValue) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {2}, int8(0.5f, 3));
  const ValueId pads = b.constant<int64_t>("pads", {2}, {1, 1});
  b.node("Pad", "zero", {x, pads}, {}, int8(0.5f, 3));
  EXPECT_EQ(run(b, {codes({2}, {7, 9})}), (Codes{3, 7, 9, 3}));

  GraphBuilder valued;
  const ValueId v = valued.codes("v", {1}, int8(0.5f, 3));
  const ValueId one = valued.constant<int64_t>("pads", {2}, {1, 0});
  const ValueId fill = valued.constant<float>("fill", {}, {4.0f});
  valued.node("Pad", "y", {v, one, fill}, {}, int8(1, 1));
  EXPECT_EQ(run(valued, {codes({1}, {9})}), (Codes{5, 4}));
}

TEST(Exact, SelectedCodesChangeOnlyTheirQuantization) {
  const Codes in = {1, 4, 4, 8};
  for (const auto& [op_type, expected] :
       {std::pair("ReduceMax", Codes{2, 4}), std::pair("ReduceMin", Codes{0, 2})}) {
    GraphBuilder b;
    const ValueId x = b.codes("x", {2, 2}, int8(0.5f, 1));
    b.node(op_type, "y", {x}, {{"axes", Ints{1}}, {"keepdims", int64_t{0}}}, int8(1, 0));
    // Of 0, 1.5 and 1.5, 3.5; half a code rounds to the even one.
    EXPECT_EQ(run(b, {codes({2, 2}, in)}), expected) << op_type;
  }
}

TEST(Exact, WhereBringsBothSidesToTheOutputsQuantization) {
  GraphBuilder b;
  const ValueId choice = b.input("choice", ElementType::kBool, {3});
  const ValueId x = b.codes("x", {3}, int8(0.5f, 1));
  const ValueId c = b.constant<float>("c", {1}, {7.25f});
  b.node("Where", "y", {choice, x, c}, {}, int8(0.25f, -1));
  const Tensor bytes = Tensor::of<uint8_t>({3}, std::vector<uint8_t>{1, 0, 1});
  const Tensor choices = Tensor::view(ElementType::kBool, {3}, bytes.bytes(), nullptr);
  EXPECT_EQ(run(b, {choices, codes({3}, {1, 2, 3})}), (Codes{-1, 28, 3}));
}

TEST(Exact, ANearestResizeMovesCodesAndALinearOneComputesInFloat) {
  const auto resized = [](const char* mode, const Quantization& to) {
    GraphBuilder b;
    const ValueId x = b.codes("x", {2}, int8(0.5f, 1));
    const ValueId scales = b.constant<float>("scales", {1}, {2});
    b.node("Resize", "y", {x, kNoValue, scales}, {{"mode", std::string(mode)}}, to);
    return run(b, {codes({2}, {-7, 5})});
  };
  EXPECT_EQ(resized("nearest", int8(0.5f, 1)), (Codes{-7, -7, 5, 5}));
  EXPECT_EQ(resized("nearest", int8(1, 0)), (Codes{-4, -4, 2, 2}));
  EXPECT_EQ(resized("linear", int8(0.5f, 1)), (Codes{-7, -4, 2, 5}));
}

TEST(Exact, MaxIsAFunctionOfWhatTheCodesStandFor) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {3}, int8(0.5f, 1));
  const ValueId z = b.codes("z", {1}, int8(0.25f, 0));
  b.node("Max", "y", {x, z}, {}, int8(0.25f, 0));
  EXPECT_EQ(run(b, {codes({3}, {0, 1, 2}), codes({1}, {-1})}), (Codes{-1, 0, 2}));
}

TEST(Exact, OutputRangesFollowTypeAndClamp) {
  Node node;
  EXPECT_EQ(output_range(node, int8(1, 0)).low, -128);
  node.clamp = {0.0f, std::numeric_limits<float>::infinity()};
  EXPECT_EQ(output_range(node, uint8(0.5f, 7)).low, 7);
  EXPECT_EQ(output_range(node, uint8(0.5f, 7)).high, 255);
  node.clamp = {5.0f, 1.0f};
  EXPECT_EQ(output_range(node, int8(1, 0)).low, 1);
  EXPECT_EQ(output_range(node, int8(1, 0)).high, 1);
}

}  // namespace
}  // namespace npuscope
