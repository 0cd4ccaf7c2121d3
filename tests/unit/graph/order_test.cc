// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/graph.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;

std::vector<std::string> names(const Graph& graph) {
  std::vector<std::string> result;
  for (const Node& node : graph.nodes) result.push_back(node.name);
  return result;
}

TEST(Order, NodesFollowWhatTheyRead) {
  Graph graph = GraphBuilder()
                    .input("x", {1})
                    .node("Relu", {"a"}, {"b"})
                    .node("Relu", {"x"}, {"a"})
                    .output("b")
                    .build();
  ASSERT_TRUE(sort_topologically(graph));
  EXPECT_THAT(names(graph), testing::ElementsAre("Relu_a", "Relu_b"));
}

TEST(Order, ASortedGraphStaysAsItIs) {
  Graph graph = GraphBuilder()
                    .input("x", {1})
                    .node("Relu", {"x"}, {"b"})
                    .node("Relu", {"x"}, {"a"})
                    .node("Add", {"a", "b"}, {"c"})
                    .output("c")
                    .build();
  const auto before = names(graph);
  ASSERT_TRUE(sort_topologically(graph));
  EXPECT_EQ(names(graph), before);
}

TEST(Order, ACycleIsAnErrorThatNamesItsNodes) {
  Graph graph = GraphBuilder()
                    .input("x", {1})
                    .node("Add", {"x", "b"}, {"a"})
                    .node("Relu", {"a"}, {"b"})
                    .output("b")
                    .build();
  const Status status = sort_topologically(graph);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(status.error().message(), testing::HasSubstr("Relu 'Relu_b'"));
}

TEST(RemoveUnused, KeepsInputsAndWhatTheOutputsNeed) {
  Graph graph = GraphBuilder()
                    .input("x", {1})
                    .input("ignored", {1})
                    .node("Relu", {"x"}, {"a"})
                    .node("Relu", {"x"}, {"dead"})
                    .constant<float>("unread", {1}, {0})
                    .output("a")
                    .build();
  remove_unused(graph);
  EXPECT_THAT(names(graph), testing::ElementsAre("Relu_a"));
  EXPECT_EQ(graph.inputs.size(), 2u);
  EXPECT_EQ(graph.find_value("unread"), kNoValue);
  EXPECT_EQ(graph.value(graph.outputs[0]).name, "a");
}

TEST(Dimensions, ASymbolicBatchIsBoundAndOthersMustBeNamed) {
  Graph graph = GraphBuilder().input("x", {-1, 3, -1}).build();
  graph.values[0].dimension_names = {"N", "", "width"};
  EXPECT_THAT(symbolic_dimensions(graph), testing::ElementsAre("N", "width"));
  Graph unnamed = graph;
  const Status status = bind_dimensions(unnamed, 1, {});
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message(), testing::HasSubstr("'width' of input 'x'"));
  ASSERT_TRUE(bind_dimensions(graph, 2, {{"width", 64}}));
  EXPECT_EQ(*graph.values[0].shape, (Shape{2, 3, 64}));
}

}  // namespace
}  // namespace npuscope
