// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <algorithm>

#include "remedy_fixture.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

class FloatLayer : public RemedyFixture {
 protected:
  static bool computes_in_float(const Model& model, const std::string& op_type) {
    return std::ranges::any_of(model.float_islands, [&](const FloatIsland& island) {
      return island.node.starts_with(op_type);
    });
  }
};

TEST_F(FloatLayer, KeepsTheCodesOfItsOutputWhereTheNextLayerReadsThem) {
  const Network network = load(capped_network());
  const Network better = applied(source(network), "float-layer@c");
  ASSERT_TRUE(better.model);
  EXPECT_TRUE(computes_in_float(*better.model, "Conv"));
  EXPECT_FALSE(computes_in_float(*better.model, "Gemm"));
  const Graph& graph = better.model->graph;
  EXPECT_TRUE(graph.value(graph.find_value("c")).quantization.has_value());
}

TEST_F(FloatLayer, LosesItsQuantizationInFrontOfAnOutput) {
  const Network network = load(capped_network());
  const Network better = applied(source(network), "float-layer@g");
  ASSERT_TRUE(better.model);
  EXPECT_TRUE(computes_in_float(*better.model, "Gemm"));
  const Graph& graph = better.model->graph;
  EXPECT_FALSE(graph.value(graph.find_value("g")).quantization.has_value());
  EXPECT_EQ(graph.value(graph.outputs[0]).name, "y");
  const auto inputs = sample(*network.model, 1);
  const auto before = to_doubles(run(*network.model, exact_arithmetic(), inputs)[0]);
  const auto after = to_doubles(run(*better.model, exact_arithmetic(), inputs)[0]);
  // Half a code of 0.5, where the codes do not saturate.
  int compared = 0;
  for (size_t i = 0; i < before.size(); ++i) {
    if (before[i] < -65 || before[i] > 61.5) continue;
    EXPECT_NEAR(after[i], before[i], 0.2501);
    ++compared;
  }
  EXPECT_GT(compared, 0);
  EXPECT_NE(before, after);
}

TEST_F(FloatLayer, IsReadByOnnxRuntimeAsMeant) {
  const Network network = load(capped_network());
  expect_ort_agrees(applied(source(network), "float-layer@g"), 0.01);
  expect_ort_agrees(applied(source(network), "float-layer@c"), 0.5);
}

}  // namespace
}  // namespace npuscope
