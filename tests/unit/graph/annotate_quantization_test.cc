// SPDX-License-Identifier: Apache-2.0
#include "graph/annotate_quantization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing_support::GraphBuilder;

TEST(AnnotateQuantization, ScalesOfAGemmBelongToItsResults) {
  Graph graph = GraphBuilder()
                    .input("x", {1, 2})
                    .constant<float>("w", {2, 2}, {0.5F, 0.5F, 1.0F, -0.25F})
                    .constant<float>("b", {1, 2}, {1.0F, 1.0F})
                    .node("Gemm", {"x", "w", "b"}, {"y"})
                    .build();
  const Quantization weights{ElementType::kInt8, {0.5F, 0.25F}, {0, 0}, 0};
  const Quantization bias{ElementType::kInt32, {0.125F, 0.5F}, {0, 0}, 0};
  const auto status = annotate_quantization(graph, {{"w", weights}, {"b", bias}});
  ASSERT_TRUE(status) << status.error().message();
  const auto codes = [&](const char* name) {
    return to_int64s(*graph.value(graph.find_value(name)).constant);
  };
  EXPECT_THAT(codes("w"), ElementsAre(1, 2, 2, -1));
  EXPECT_THAT(codes("b"), ElementsAre(8, 2)) << "a bias that is a row";
}

}  // namespace
}  // namespace npuscope
