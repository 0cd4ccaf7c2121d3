// SPDX-License-Identifier: Apache-2.0
#include "support/onnx_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "formats/onnx/messages.h"
#include "formats/onnx/model_reader.h"
#include "graph/fold_quantization.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing_support::GraphBuilder;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

Graph written_and_read(const Graph& graph) {
  const std::string bytes = test::write_onnx(graph);
  auto read = parse_onnx(as_bytes(bytes), {});
  EXPECT_TRUE(read) << read.error().message();
  return read ? *std::move(read) : Graph();
}

std::vector<std::string> operators(const Graph& graph) {
  std::vector<std::string> result;
  for (const Node& node : graph.nodes)
    result.push_back(node.domain.empty() ? node.op_type : node.domain + "." + node.op_type);
  return result;
}

const Value& value(const Graph& graph, const std::string& name) {
  return graph.value(graph.find_value(name));
}

/// x -> `op` -> y, both codes of `quantization`, between explicit conversions of int8.
Graph folded(const Quantization& quantization, int opset) {
  Graph graph = GraphBuilder(opset)
                    .input("x", {2})
                    .quantize("x", "xq", 0.5f, 3)
                    .node("Relu", {"xq"}, {"r"})
                    .output("r")
                    .build();
  Value& r = graph.value(graph.find_value("r"));
  r.quantization = quantization;
  r.type = quantization.type;
  Value& xq = graph.value(graph.find_value("xq"));
  xq.quantization = Quantization{ElementType::kInt8, {0.5f}, {3}, -1};
  return graph;
}

TEST(OnnxWriter, ScalarsKeepTheirShape) {
  const Graph graph = GraphBuilder().input("x", {}).node("Relu", {"x"}, {"y"}).output("y").build();
  EXPECT_EQ(value(written_and_read(graph), "x").shape, Shape{});
}

TEST(OnnxWriter, EveryKindOfAttributeSurvives) {
  const Tensor tensor = Tensor::of<float>({2}, std::vector<float>{1, 2});
  const Graph graph = GraphBuilder()
                          .input("x", {4})
                          .node("Custom", {"x", "", "x"}, {"y"},
                                {{"f", 0.5f},
                                 {"fs", std::vector<float>{1, -2}},
                                 {"i", int64_t{-7}},
                                 {"is", std::vector<int64_t>{3, -1}},
                                 {"s", std::string("same")},
                                 {"ss", std::vector<std::string>{"a", ""}},
                                 {"t", tensor}},
                                "com.example")
                          .output("y")
                          .build();
  const Graph read = written_and_read(graph);
  ASSERT_EQ(read.nodes.size(), 1U);
  const Node& node = read.nodes[0];
  EXPECT_EQ(node.inputs, (std::vector<ValueId>{node.inputs[0], kNoValue, node.inputs[0]}));
  EXPECT_EQ(node.float_attribute("f", 0), 0.5f);
  EXPECT_EQ(node.int_attribute("i", 0), -7);
  EXPECT_EQ(node.string_attribute("s", ""), "same");
  EXPECT_THAT(node.ints_attribute("is"), ElementsAre(3, -1));
  EXPECT_THAT(std::get<std::vector<float>>(node.attributes.at("fs")), ElementsAre(1, -2));
  EXPECT_THAT(std::get<std::vector<std::string>>(node.attributes.at("ss")), ElementsAre("a", ""));
  EXPECT_THAT(std::get<Tensor>(node.attributes.at("t")).values<float>(), ElementsAre(1, 2));
}

TEST(OnnxWriter, FourBitConstantsArePackedAndReadBack) {
  const std::vector<int8_t> codes = {-8, 7, -1, 0, 3};
  Tensor tensor = Tensor::zeros(ElementType::kInt4, {5});
  std::ranges::copy(codes, tensor.mutable_values<int8_t>().begin());
  Graph graph = GraphBuilder(21)
                    .input("x", {5})
                    .constant("w", tensor)
                    .node("Add", {"x", "w"}, {"y"})
                    .output("y")
                    .build();
  Value& w = graph.value(graph.find_value("w"));
  w.quantization = Quantization{ElementType::kInt4, {0.5f}, {0}, -1};
  const Graph read = written_and_read(graph);
  EXPECT_THAT(operators(read), ElementsAre("DequantizeLinear", "Add"));
  EXPECT_THAT(value(read, "w").constant->values<int8_t>(), testing::ElementsAreArray(codes));
}

TEST(OnnxWriter, AFoldedGraphBecomesPairsThatFoldToTheSameGraph) {
  Graph graph = GraphBuilder()
                    .input("x", {1, 2})
                    .quantize("x", "xq", 0.5f, 3)
                    .dequantize("xq", "xd", 0.5f, 3)
                    .node("Mul", {"xd", "xd"}, {"p"})
                    .node("Relu", {"p"}, {"r"})
                    .quantize("r", "rq", 0.25f, -128)
                    .dequantize("rq", "rd", 0.25f, -128)
                    .node("Sigmoid", {"rd"}, {"s"})
                    .quantize("s", "sq", 0.01f, -128)
                    .dequantize("sq", "y", 0.01f, -128)
                    .output("y")
                    .build();
  ASSERT_TRUE(fold_quantization(graph));
  Graph read = written_and_read(graph);
  EXPECT_THAT(operators(read),
              ElementsAre("QuantizeLinear", "DequantizeLinear", "Mul", "Relu", "QuantizeLinear",
                          "DequantizeLinear", "Sigmoid", "QuantizeLinear", "DequantizeLinear"));
  const Status folded = fold_quantization(read);
  ASSERT_TRUE(folded) << folded.error().message();
  EXPECT_EQ(operators(read), operators(graph));
  for (const char* name : {"xq", "r", "s"})
    EXPECT_EQ(value(read, name).quantization, value(graph, name).quantization) << name;
  EXPECT_EQ(read.nodes[1].clamp, (std::pair(0.0f, kInfinity)));
}

TEST(OnnxWriter, WidthsThatTheOpsetLacksUseTheMicrosoftDomain) {
  const Quantization wide{ElementType::kInt16, {0.5f}, {0}, -1};
  EXPECT_THAT(
      operators(written_and_read(folded(wide, 13))),
      ElementsAre("QuantizeLinear", "DequantizeLinear", "Relu", "com.microsoft.QuantizeLinear"));
  EXPECT_THAT(operators(written_and_read(folded(wide, 21))),
              ElementsAre("QuantizeLinear", "DequantizeLinear", "Relu", "QuantizeLinear"));
}

TEST(OnnxWriter, AQuantizedOutputKeepsItsNameForTheCodes) {
  const Graph read = written_and_read(folded({ElementType::kInt8, {0.5f}, {0}, -1}, 13));
  ASSERT_EQ(read.outputs.size(), 1U);
  EXPECT_EQ(read.value(read.outputs[0]).name, "r");
  EXPECT_EQ(read.value(read.outputs[0]).type, ElementType::kInt8);
}

TEST(OnnxWriter, AClampBecomesReluOrClip) {
  Graph graph = folded({ElementType::kInt8, {0.5f}, {0}, -1}, 13);
  graph.nodes[1].op_type = "Sigmoid";
  graph.nodes[1].clamp = {0.0f, kInfinity};
  EXPECT_THAT(operators(written_and_read(graph)), testing::Contains("Relu"));
  graph.nodes[1].clamp = {0.0f, 6.0f};
  const Graph read = written_and_read(graph);
  const auto clip = std::ranges::find(read.nodes, std::string("Clip"), &Node::op_type);
  ASSERT_NE(clip, read.nodes.end());
  ASSERT_EQ(clip->inputs.size(), 3U);
  EXPECT_EQ(read.value(clip->inputs[2]).constant->values<float>()[0], 6.0f);
}

}  // namespace
}  // namespace npuscope
