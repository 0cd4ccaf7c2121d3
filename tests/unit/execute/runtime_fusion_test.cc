// SPDX-License-Identifier: Apache-2.0
// What a library takes for one node with the pairs around it, and which codes it computes as uint8.
#include "execute/runtime_fusion.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "execute/model.h"
#include "graph/fold_quantization.h"
#include "runtimes/runtime_list.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;

void pair(GraphBuilder& b, const std::string& name) {
  b.quantize(name, name + "_q", 0.1F).dequantize(name + "_q", name + "_d", 0.1F);
}

/// y = Add(MaxPool(x), x) or Add(MaxPool(x), MaxPool(x)): the first reads x twice.
Graph joined(bool with_input) {
  GraphBuilder b;
  b.input("x", {1, 2, 4, 4});
  pair(b, "x");
  const std::vector<int64_t> one = {1, 1};
  b.node("MaxPool", {"x_d"}, {"m"}, {{"kernel_shape", one}});
  pair(b, "m");
  b.node("AveragePool", {"m_d"}, {"p"}, {{"kernel_shape", one}});
  pair(b, "p");
  if (with_input) {
    b.node("Add", {"p_d", "x_d"}, {"y"});
    pair(b, "y");
    b.output("y_d");
  } else {
    b.output("p_d");
  }
  Graph graph = b.build();
  EXPECT_TRUE(fold_quantization(graph));
  EXPECT_TRUE(infer_shapes(graph));
  return graph;
}

const Node& node_of(const Graph& graph, std::string_view op_type) {
  return *std::ranges::find(graph.nodes, op_type, &Node::op_type);
}

TEST(RuntimeFusion, CodesOfOneReaderAreComputedAsUint8OnX64) {
  const Graph graph = joined(false);
  const Fusion x64 = fusion_of(ort_x64_rules(), graph, node_of(graph, "AveragePool"));
  EXPECT_TRUE(x64.fused);
  EXPECT_EQ(x64.shift, 128);
  const Fusion arm = fusion_of(ort_arm_rules(), graph, node_of(graph, "AveragePool"));
  EXPECT_TRUE(arm.fused);
  EXPECT_EQ(arm.shift, 0);
}

TEST(RuntimeFusion, CodesOfTwoReadersStayInt8AndWhatJoinsThemWithOthersIsNotFused) {
  const Graph graph = joined(true);
  EXPECT_TRUE(fusion_of(ort_x64_rules(), graph, node_of(graph, "AveragePool")).fused);
  EXPECT_FALSE(fusion_of(ort_x64_rules(), graph, node_of(graph, "MaxPool")).fused);
  EXPECT_FALSE(fusion_of(ort_x64_rules(), graph, node_of(graph, "Add")).fused);
  EXPECT_TRUE(fusion_of(ort_arm_rules(), graph, node_of(graph, "Add")).fused);
}

TEST(RuntimeFusion, CodesThatAreTheNetworksOwnInputsAndOutputsStayInt8) {
  GraphBuilder b;
  b.input("x", {1, 2, 4, 4}, ElementType::kInt8).dequantize("x", "x_d", 0.1F);
  b.node("Sigmoid", {"x_d"}, {"s"}).quantize("s", "y", 0.1F).output("y", ElementType::kInt8);
  Graph graph = b.build();
  ASSERT_TRUE(fold_quantization(graph));
  ASSERT_TRUE(infer_shapes(graph));
  const Fusion fusion = fusion_of(ort_x64_rules(), graph, node_of(graph, "Sigmoid"));
  EXPECT_TRUE(fusion.fused);
  EXPECT_EQ(fusion.shift, 0);
}

TEST(RuntimeFusion, AClampThatTakesCodesIsANodeOfItsOwn) {
  Graph graph = joined(false);
  const auto pool = std::ranges::find(graph.nodes, "AveragePool", &Node::op_type);
  pool->clamp = {0.0F, 100.0F};  // codes from -128 to -1 are taken
  EXPECT_FALSE(fusion_of(ort_x64_rules(), graph, *pool).fused);
  pool->clamp = {-100.0F, 100.0F};
  EXPECT_TRUE(fusion_of(ort_x64_rules(), graph, *pool).fused);
}

}  // namespace
}  // namespace npuscope
