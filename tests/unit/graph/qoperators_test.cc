// SPDX-License-Identifier: Apache-2.0
#include "graph/qoperators.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/quantize_nodes.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing_support::GraphBuilder;

GraphBuilder with_parameters(GraphBuilder b, const std::string& name, float scale,
                             int8_t zero_point) {
  b.constant(name + "s", Tensor::scalar(scale)).constant(name + "z", Tensor::scalar(zero_point));
  return b;
}

std::vector<std::string> operators_left(const Graph& graph) {
  std::vector<std::string> result;
  for (const Node& node : graph.nodes) result.push_back(node.op_type);
  return result;
}

/// The parameters that the n-th node, one half of a pair, states.
Quantization stated(const Graph& graph, size_t n) {
  return quantization_of(graph, graph.nodes[n]).value().value();
}

TEST(QOperators, QLinearConvIsAConvBetweenPairs) {
  GraphBuilder b;
  b = with_parameters(b, "x", 0.5f, 3);
  b = with_parameters(b, "y", 0.25f, -2);
  b.constant<float>("ws", {2}, {0.1f, 0.2f}).constant<int8_t>("wz", {2}, {0, 0});
  b.constant<int8_t>("w", {2, 1, 1, 1}, {1, 2}).constant<int32_t>("bias", {2}, {7, 8});
  b.input("x", {1, 1, 4, 4}, ElementType::kInt8);
  b.node("QLinearConv", {"x", "xs", "xz", "w", "ws", "wz", "ys", "yz", "bias"}, {"y"});
  Graph graph = b.output("y", ElementType::kInt8).build();
  ASSERT_TRUE(expand_qoperators(graph));
  EXPECT_THAT(operators_left(graph), ElementsAre("DequantizeLinear", "DequantizeLinear",
                                                 "DequantizeLinear", "Conv", "QuantizeLinear"));
  EXPECT_EQ(stated(graph, 0).zero_point[0], 3);
  EXPECT_EQ(stated(graph, 1).axis, 0);
  EXPECT_EQ(stated(graph, 2).type, ElementType::kInt32);
  EXPECT_EQ(stated(graph, 2).scale, (std::vector<float>{0.5f * 0.1f, 0.5f * 0.2f}));
  EXPECT_EQ(stated(graph, 4).scale[0], 0.25f);
  const Node& conv = graph.nodes[3];
  ASSERT_EQ(conv.inputs.size(), 3u);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(conv.inputs[i], graph.nodes[i].outputs[0]) << i;
  EXPECT_EQ(graph.nodes[4].inputs[0], conv.outputs[0]);
  EXPECT_TRUE(graph.value(conv.outputs[0]).invented);
  EXPECT_EQ(graph.value(graph.nodes[4].outputs[0]).name, "y");
}

TEST(QOperators, QLinearConcatTakesAnyNumberOfOperands) {
  GraphBuilder b;
  for (const char* name : {"a", "b", "c", "y"}) b = with_parameters(b, name, 0.5f, 0);
  for (const char* name : {"a", "b", "c"}) b.input(name, {1, 2}, ElementType::kInt8);
  b.node("QLinearConcat", {"ys", "yz", "a", "as", "az", "b", "bs", "bz", "c", "cs", "cz"}, {"y"},
         {{"axis", int64_t{1}}}, "com.microsoft");
  Graph graph = b.output("y", ElementType::kInt8).build();
  ASSERT_TRUE(expand_qoperators(graph));
  const Node& concat = graph.nodes.at(3);
  EXPECT_EQ(concat.op_type, "Concat");
  EXPECT_EQ(concat.domain, "");
  EXPECT_EQ(concat.inputs.size(), 3u);
}

TEST(QOperators, AZeroPointThatIsLeftOutIsOfTheOperandsType) {
  GraphBuilder b;
  b = with_parameters(b, "a", 0.5f, 0);
  b = with_parameters(b, "y", 0.5f, 0);
  b.input("a", {2}, ElementType::kInt8);
  b.node("QLinearSigmoid", {"a", "as", "az", "ys"}, {"y"}, {}, "com.microsoft");
  Graph graph = b.output("y", ElementType::kInt8).build();
  ASSERT_TRUE(expand_qoperators(graph));
  EXPECT_EQ(stated(graph, 2).type, ElementType::kInt8);
}

TEST(QOperators, RowsOfAMatrixMayHaveAScaleEach) {
  GraphBuilder b;
  b = with_parameters(b, "w", 2.0f, 0);
  b = with_parameters(b, "y", 1.0f, 0);
  b.constant<float>("as", {2}, {0.5f, 0.25f}).constant<int8_t>("az", {2}, {0, 0});
  b.constant<int8_t>("w", {3, 1}, {1, 2, 3}).input("a", {2, 3}, ElementType::kInt8);
  b.node("QLinearMatMul", {"a", "as", "az", "w", "ws", "wz", "ys", "yz"}, {"y"});
  Graph graph = b.output("y", ElementType::kInt8).build();
  ASSERT_TRUE(expand_qoperators(graph));
  EXPECT_EQ(stated(graph, 0).axis, 0);
}

TEST(QOperators, ScalesThatAreComputedLeaveTheNodeAlone) {
  GraphBuilder b;
  b = with_parameters(b, "y", 1.0f, 0);
  b.input("x", {2}, ElementType::kInt8).input("xs", {}).input("xz", {}, ElementType::kInt8);
  b.node("QLinearSigmoid", {"x", "xs", "xz", "ys", "yz"}, {"y"}, {}, "com.microsoft");
  Graph graph = b.output("y", ElementType::kInt8).build();
  ASSERT_TRUE(expand_qoperators(graph));
  EXPECT_EQ(graph.nodes[0].op_type, "QLinearSigmoid");
}

/// The error of a QLinearAdd of these inputs; "" where there is none.
std::string error_of_add(const std::vector<std::string>& inputs,
                         const std::vector<std::string>& outputs) {
  GraphBuilder b;
  for (const char* name : {"a", "b", "y"}) b = with_parameters(b, name, 0.5f, 0);
  b.input("a", {2}, ElementType::kInt8).input("b", {2}, ElementType::kInt8);
  b.node("QLinearAdd", inputs, {"y"}, {}, "com.microsoft");
  Graph graph = b.output("y", ElementType::kInt8).build();
  graph.nodes[0].outputs.clear();
  for (const auto& name : outputs)
    graph.nodes[0].outputs.push_back(name.empty() ? kNoValue : graph.find_value(name));
  const Status status = expand_qoperators(graph);
  return status ? "" : status.error().message();
}

TEST(QOperators, MissingAndSurplusInputsAndOutputsAreRefused) {
  const std::vector<std::string> inputs = {"a", "as", "az", "b", "bs", "bz", "ys", "yz"};
  EXPECT_EQ(error_of_add(inputs, {"y"}), "");
  EXPECT_THAT(error_of_add(inputs, {}), testing::HasSubstr("number of outputs"));
  EXPECT_THAT(error_of_add(inputs, {""}), testing::HasSubstr("number of outputs"));
  for (size_t count = 0; count < 7; ++count)
    EXPECT_THAT(
        error_of_add({inputs.begin(), inputs.begin() + static_cast<ptrdiff_t>(count)}, {"y"}),
        testing::HasSubstr("is missing"))
        << count;
  std::vector<std::string> surplus = inputs;
  surplus.push_back("a");
  EXPECT_THAT(error_of_add(surplus, {"y"}), testing::HasSubstr("too many inputs"));
}

TEST(QOperators, AFloatBiasIsRefused) {
  GraphBuilder b;
  for (const char* name : {"x", "w", "y"}) b = with_parameters(b, name, 0.5f, 0);
  b.constant<int8_t>("w", {1, 1, 1, 1}, {1}).constant<float>("bias", {1}, {1.0f});
  b.input("x", {1, 1, 2, 2}, ElementType::kInt8);
  b.node("QLinearConv", {"x", "xs", "xz", "w", "ws", "wz", "ys", "yz", "bias"}, {"y"});
  Graph graph = b.output("y", ElementType::kInt8).build();
  const Status status = expand_qoperators(graph);
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message(), testing::HasSubstr("is not of codes"));
}

TEST(QOperators, TheAlphaOfQGemmScalesTheBiasToo) {
  GraphBuilder b;
  b = with_parameters(b, "x", 0.5f, 3);
  b.constant<float>("ws", {2}, {0.1f, 0.2f}).constant<int8_t>("wz", {2}, {0, 0});
  b.constant<int8_t>("w", {1, 2}, {1, 2}).constant<int32_t>("bias", {2}, {7, 8});
  b.input("x", {1, 1}, ElementType::kInt8);
  b.node("QGemm", {"x", "xs", "xz", "w", "ws", "wz", "bias"}, {"y"}, {{"alpha", 0.25f}},
         "com.microsoft");
  Graph graph = b.output("y", ElementType::kFloat32).build();
  ASSERT_TRUE(expand_qoperators(graph));
  EXPECT_EQ(stated(graph, 2).scale, (std::vector<float>{0.125f * 0.1f, 0.125f * 0.2f}));
  EXPECT_EQ(graph.nodes.at(3).float_attribute("alpha", 1), 0.25f);
}

TEST(DynamicQuantization, IsRecognised) {
  Graph graph = GraphBuilder()
                    .input("x", {2})
                    .node("DynamicQuantizeLinear", {"x"}, {"y", "s", "z"})
                    .output("y")
                    .build();
  EXPECT_TRUE(is_dynamically_quantized(graph));
}

}  // namespace
}  // namespace npuscope
