// SPDX-License-Identifier: Apache-2.0
#include "graph/fold_quantization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing_support::GraphBuilder;

std::vector<std::string> operators(const Graph& graph) {
  std::vector<std::string> result;
  for (const Node& node : graph.nodes) result.push_back(node.op_type);
  return result;
}

const Value& value(const Graph& graph, const std::string& name) {
  return graph.value(graph.find_value(name));
}

/// x -> Q -> DQ -> Relu -> Q -> DQ -> y
GraphBuilder quantized_relu() {
  GraphBuilder b;
  b.input("x", {4})
      .quantize("x", "xq", 0.5f, 3)
      .dequantize("xq", "xd", 0.5f, 3)
      .node("Relu", {"xd"}, {"r"})
      .quantize("r", "rq", 0.25f, -128)
      .dequantize("rq", "y", 0.25f, -128)
      .output("y");
  return b;
}

TEST(FoldQuantization, ANodeBetweenPairsComputesOnCodes) {
  Graph graph = quantized_relu().build();
  const auto islands = fold_quantization(graph);
  ASSERT_TRUE(islands) << islands.error().message();
  EXPECT_THAT(operators(graph), ElementsAre("QuantizeLinear", "Relu", "DequantizeLinear"));
  EXPECT_TRUE(islands->empty());
  const Value& r = value(graph, "r");
  EXPECT_EQ(r.type, ElementType::kInt8);
  EXPECT_EQ(r.quantization->scale[0], 0.25f);
  EXPECT_EQ(r.quantization->zero_point[0], -128);
}

TEST(FoldQuantization, TheActivationKeepsItsNameAndTheOthersBecomeAliases) {
  Graph graph = quantized_relu().build();
  ASSERT_TRUE(fold_quantization(graph));
  EXPECT_EQ(value(graph, "r").name, "r");
  EXPECT_THAT(value(graph, "r").aliases, testing::Contains("rq"));
  EXPECT_THAT(value(graph, "xq").aliases, testing::Contains("xd"));
}

TEST(FoldQuantization, WeightsAndBiasKeepTheirCodesAndScales) {
  GraphBuilder b;
  b.input("x", {1, 1, 4, 4}).quantize("x", "xq", 0.5f).dequantize("xq", "xd", 0.5f);
  b.constant<int8_t>("w", {2, 1, 1, 1}, {3, -4});
  b.constant<float>("ws", {2}, {0.1f, 0.2f}).constant<int8_t>("wz", {2}, {0, 0});
  b.node("DequantizeLinear", {"w", "ws", "wz"}, {"wd"}, {{"axis", int64_t{0}}});
  b.node("Conv", {"xd", "wd"}, {"c"}).quantize("c", "cq", 1.0f).dequantize("cq", "y", 1.0f);
  Graph graph = b.output("y").build();
  ASSERT_TRUE(fold_quantization(graph));
  const Value& w = value(graph, "w");
  ASSERT_TRUE(w.quantization && w.constant);
  EXPECT_EQ(w.quantization->axis, 0);
  EXPECT_EQ(w.quantization->scale, (std::vector<float>{0.1f, 0.2f}));
  EXPECT_EQ(w.constant->values<int8_t>()[1], -4);
}

TEST(FoldQuantization, AReluBeforeTheQuantizeLinearBecomesAClamp) {
  GraphBuilder b;
  b.input("x", {1, 1, 4, 4}).quantize("x", "xq", 0.5f).dequantize("xq", "xd", 0.5f);
  b.constant<int8_t>("w", {1, 1, 1, 1}, {3}).dequantize("w", "wd", 0.1f);
  b.node("Conv", {"xd", "wd"}, {"c"}).node("Relu", {"c"}, {"r"});
  b.quantize("r", "rq", 1.0f).dequantize("rq", "y", 1.0f);
  Graph graph = b.output("y").build();
  const auto islands = fold_quantization(graph);
  ASSERT_TRUE(islands);
  EXPECT_THAT(operators(graph), ElementsAre("QuantizeLinear", "Conv", "DequantizeLinear"));
  EXPECT_EQ(graph.nodes[1].clamp->first, 0.0f);
  EXPECT_EQ(graph.nodes[1].clamp->second, std::numeric_limits<float>::infinity());
  EXPECT_EQ(graph.value(graph.nodes[1].outputs[0]).name, "r");
}

TEST(FoldQuantization, CodesPassThroughAReshapeThatHasNoPairOfItsOwn) {
  GraphBuilder b;
  b.input("x", {4}).quantize("x", "xq", 0.5f).dequantize("xq", "xd", 0.5f);
  b.node("Sigmoid", {"xd"}, {"s"});
  b.constant<int64_t>("shape", {2}, {2, 2}).node("Reshape", {"s", "shape"}, {"m"});
  b.quantize("m", "mq", 0.1f).dequantize("mq", "y", 0.1f);
  Graph graph = b.output("y").build();
  const auto islands = fold_quantization(graph);
  ASSERT_TRUE(islands);
  EXPECT_TRUE(islands->empty());
  EXPECT_EQ(value(graph, "s").quantization, value(graph, "m").quantization);
}

TEST(FoldQuantization, AValueThatOthersNeedInFloatStaysFloatAndIsReported) {
  GraphBuilder b;
  b.input("x", {4}).quantize("x", "xq", 0.5f).dequantize("xq", "xd", 0.5f);
  b.node("Sigmoid", {"xd"}, {"s"}).quantize("s", "sq", 0.1f).dequantize("sq", "y", 0.1f);
  b.node("Tanh", {"s"}, {"t"});
  Graph graph = b.output("y").output("t").build();
  const auto islands = fold_quantization(graph);
  ASSERT_TRUE(islands);
  EXPECT_FALSE(value(graph, "s").quantization);
  ASSERT_EQ(islands->size(), 2u);
  EXPECT_EQ(islands->at(0).node, "Sigmoid 'Sigmoid_s'");
  EXPECT_THAT(islands->at(1).reason, testing::HasSubstr("input 's' is float"));
}

TEST(FoldQuantization, AChangeOfScaleBecomesAMoveOfCodes) {
  GraphBuilder b;
  b.input("x", {4}).quantize("x", "a", 0.5f).dequantize("a", "ad", 0.5f);
  b.quantize("ad", "b", 0.25f, 1).dequantize("b", "y", 0.25f, 1);
  Graph graph = b.output("y").build();
  ASSERT_TRUE(fold_quantization(graph));
  EXPECT_THAT(operators(graph), ElementsAre("QuantizeLinear", "Identity", "DequantizeLinear"));
  EXPECT_EQ(value(graph, "b").quantization->scale[0], 0.25f);
}

TEST(FoldQuantization, AFloatNetworkHasNoIslands) {
  Graph graph = GraphBuilder().input("x", {1}).node("Relu", {"x"}, {"y"}).output("y").build();
  const auto islands = fold_quantization(graph);
  ASSERT_TRUE(islands);
  EXPECT_TRUE(islands->empty());
}

TEST(FoldQuantization, ABadScaleIsAnErrorThatNamesTheNode) {
  for (float scale : {0.0f, -1.0f, std::numeric_limits<float>::quiet_NaN()}) {
    Graph graph = GraphBuilder()
                      .input("x", {1})
                      .quantize("x", "q", scale)
                      .dequantize("q", "y", scale)
                      .output("y")
                      .build();
    const auto islands = fold_quantization(graph);
    ASSERT_FALSE(islands) << scale;
    EXPECT_EQ(islands.error().kind(), ErrorKind::kBadInput);
    EXPECT_THAT(islands.error().message(), testing::HasSubstr("Linear_"));
  }
}

TEST(FoldQuantization, QuantizingOneWayAndDequantizingAnotherStaysAsItIs) {
  GraphBuilder b;
  b.input("x", {1}).quantize("x", "q", 1.0f).dequantize("q", "d", 2.0f);
  b.node("Relu", {"d"}, {"r"}).quantize("r", "rq", 0.5f).dequantize("rq", "y", 0.5f);
  Graph graph = b.output("y").build();
  const auto islands = fold_quantization(graph);
  ASSERT_TRUE(islands) << islands.error().message();
  EXPECT_THAT(operators(graph),
              ElementsAre("QuantizeLinear", "DequantizeLinear", "Relu", "DequantizeLinear"));
  EXPECT_FALSE(value(graph, "q").quantization);
  ASSERT_EQ(islands->size(), 1u);
  EXPECT_THAT(islands->at(0).reason, testing::HasSubstr("input 'd' is float"));
}

TEST(FoldQuantization, CodesThatAreDequantizedInTwoWaysStayPlainNumbers) {
  GraphBuilder b;
  b.input("x", {1}).quantize("x", "q", 1.0f).dequantize("q", "a", 1.0f).dequantize("q", "b", 2.0f);
  Graph graph = b.node("Add", {"a", "b"}, {"y"}).output("y").build();
  const auto islands = fold_quantization(graph);
  ASSERT_TRUE(islands) << islands.error().message();
  EXPECT_THAT(operators(graph),
              ElementsAre("QuantizeLinear", "DequantizeLinear", "DequantizeLinear", "Add"));
  EXPECT_FALSE(value(graph, "q").quantization);
}

TEST(FoldQuantization, AConstantThatIsDequantizedInTwoWaysIsCopied) {
  GraphBuilder b;
  b.input("x", {1}).quantize("x", "xq", 0.5f).dequantize("xq", "xd", 0.5f);
  b.constant<int8_t>("w", {1}, {3});
  for (const char* wd : {"w1", "w2", "w3"}) b.dequantize("w", wd, wd[1] == '2' ? 0.2f : 0.1f);
  b.node("Add", {"xd", "w1"}, {"s"}).quantize("s", "sq", 0.5f).dequantize("sq", "sd", 0.5f);
  b.node("Mul", {"sd", "w2"}, {"m"}).quantize("m", "mq", 0.5f).dequantize("mq", "md", 0.5f);
  b.node("Sub", {"md", "w3"}, {"t"}).quantize("t", "tq", 0.5f).dequantize("tq", "y", 0.5f);
  Graph graph = b.output("y").build();
  const auto islands = fold_quantization(graph);
  ASSERT_TRUE(islands) << islands.error().message();
  EXPECT_TRUE(islands->empty());
  EXPECT_EQ(value(graph, "w").quantization->scale[0], 0.1f);
  EXPECT_EQ(value(graph, "w#2").quantization->scale[0], 0.2f);
  EXPECT_EQ(value(graph, "w#2").constant->values<int8_t>()[0], 3);
  EXPECT_EQ(value(graph, "w3").name, "w");
}

}  // namespace
}  // namespace npuscope
