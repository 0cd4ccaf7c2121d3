// SPDX-License-Identifier: Apache-2.0
#include "graph/constant_copies.h"

#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace npuscope {
namespace {

TEST(ConstantCopies, HaveNamesThatNoTensorHasAndShareTheElements) {
  Graph graph =
      testing_support::GraphBuilder().constant<int8_t>("w", {1}, {3}).input("w#2", {1}).build();
  graph.value(graph.find_value("w#2")).aliases = {"w#3"};
  ConstantCopies copies(graph);
  const ValueId original = graph.find_value("w");
  const ValueId first = copies.copy(original);
  EXPECT_EQ(graph.value(first).name, "w#4");
  EXPECT_EQ(graph.value(copies.copy(original)).name, "w#5");
  EXPECT_EQ(graph.value(first).constant->bytes().data(),
            graph.value(original).constant->bytes().data());
}

TEST(ConstantCopies, AreManyWithoutASearchThroughTheGraphForEach) {
  constexpr int kMany = 20'000;  // squared, and times the names' length: a test that does not end
  Graph graph = testing_support::GraphBuilder().constant<int8_t>("w", {1}, {3}).build();
  ConstantCopies copies(graph);
  for (int i = 0; i < kMany; ++i) copies.copy(0);
  EXPECT_EQ(graph.values.back().name, "w#" + std::to_string(kMany + 1));
}

}  // namespace
}  // namespace npuscope
