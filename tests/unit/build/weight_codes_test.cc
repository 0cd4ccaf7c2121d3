// SPDX-License-Identifier: Apache-2.0
#include "build/weight_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing_support::GraphBuilder;

/// A graph of one node that reads int8 codes with the scale 0.5.
Graph one_layer(const std::string& op_type, Shape shape, std::vector<int8_t> codes,
                std::map<std::string, AttributeValue, std::less<>> attributes = {},
                Quantization quantization = {ElementType::kInt8, {0.5F}, {0}, -1}) {
  Graph graph = GraphBuilder()
                    .input("x", {1, 2, 4, 4})
                    .constant<int8_t>("w", std::move(shape), std::move(codes))
                    .node(op_type, {"x", "w"}, {"y"}, std::move(attributes))
                    .output("y")
                    .build();
  graph.value(graph.find_value("w")).quantization = std::move(quantization);
  return graph;
}

LayerWeights only_layer(const Graph& graph) {
  auto weights = model_weights(graph);
  EXPECT_EQ(weights.layers.size(), 1U);
  return weights.layers.at(0);
}

TEST(ModelWeights, AConvolutionHasItsOwnOrder) {
  const LayerWeights layer = only_layer(one_layer("Conv", {1, 2, 1, 2}, {1, 2, 3, 4}));
  EXPECT_EQ(layer.node, "Conv_y");
  EXPECT_THAT(layer.weights.shape, ElementsAre(1, 2, 1, 2));
  EXPECT_THAT(layer.weights.codes, ElementsAre(1, 2, 3, 4));
}

TEST(ModelWeights, AMatrixHasOneRowPerResult) {
  const std::vector<int8_t> codes = {1, 2, 3, 4, 5, 6};
  EXPECT_THAT(only_layer(one_layer("MatMul", {2, 3}, codes)).weights.codes,
              ElementsAre(1, 4, 2, 5, 3, 6));
  const auto rows = only_layer(one_layer("Gemm", {2, 3}, codes, {{"transB", int64_t{1}}}));
  EXPECT_THAT(rows.weights.shape, ElementsAre(2, 3, 1, 1));
  EXPECT_THAT(rows.weights.codes, ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(ModelWeights, ZeroPointsAreTakenOffPerChannel) {
  const Graph graph =
      one_layer("MatMul", {2, 2}, {1, 2, 3, 4}, {}, {ElementType::kInt8, {0.5F, 0.5F}, {0, 10}, 1});
  EXPECT_THAT(only_layer(graph).weights.codes, ElementsAre(1, 3, -8, -6));
}

TEST(ModelWeights, FloatsAreUnreadableAndSaidSo) {
  Graph graph = one_layer("Conv", {1, 1, 1, 1}, {1});
  graph.value(graph.find_value("w")).quantization.reset();
  const ModelWeights weights = model_weights(graph);
  ASSERT_EQ(weights.unreadable.size(), 1U);
  EXPECT_EQ(weights.unreadable[0].node, "Conv_y");
  EXPECT_THAT(weights.unreadable[0].reason, HasSubstr("float"));
}

TEST(ModelWeights, AreReadBehindADequantizeLinearToo) {
  const Graph graph = GraphBuilder()
                          .input("x", {1, 2})
                          .constant<int8_t>("codes", {2, 2}, {1, 2, 3, 4})
                          .dequantize("codes", "w", 0.5F, 1)
                          .node("MatMul", {"x", "w"}, {"y"})
                          .build();
  EXPECT_THAT(only_layer(graph).weights.codes, ElementsAre(0, 2, 1, 3));
}

TEST(ModelWeights, FloatsOfACompilersGraphAreMultiplesOfTheirScales) {
  QuantJson quant_json;
  quant_json.tensors["w"].scale = {0.5, 0.25};
  const auto graph = [](std::vector<float> weights) {
    return GraphBuilder()
        .input("x", {1, 2})
        .constant<float>("w", {2, 2}, std::move(weights))
        .node("MatMul", {"x", "w"}, {"y"})
        .build();
  };
  const ModelWeights weights = model_weights(graph({1.0F, 1.0F, -0.5F, 0.25F}), &quant_json);
  ASSERT_EQ(weights.layers.size(), 1U);
  EXPECT_THAT(weights.layers[0].weights.codes, ElementsAre(2, -1, 4, 1));
  const ModelWeights others = model_weights(graph({1.0F, 1.0F, -0.3F, 0.25F}), &quant_json);
  ASSERT_EQ(others.unreadable.size(), 1U);
  EXPECT_THAT(others.unreadable[0].reason, HasSubstr("do not belong together"));
}

TEST(ModelWeights, AProductOfTwoActivationsHasNone) {
  const Graph graph = GraphBuilder()
                          .input("a", {1, 2})
                          .input("b", {2, 1})
                          .node("MatMul", {"a", "b"}, {"y"})
                          .build();
  const ModelWeights weights = model_weights(graph);
  EXPECT_TRUE(weights.layers.empty());
  EXPECT_TRUE(weights.unreadable.empty());
}

TEST(WeightName, SplitsTheCompilersName) {
  EXPECT_EQ(weight_name("Conv2D_8_weights_inflated_109").node, "Conv2D_8");
  EXPECT_EQ(weight_name("Conv2D_8_weights_inflated_109").suffix, "_inflated_109");
  EXPECT_EQ(weight_name("Conv2D_5_weights").suffix, "");
  EXPECT_EQ(weight_name("Conv2D_5_weights_351_atonn_internal_scale").node, "");
  EXPECT_EQ(weight_name("Conv2D_8_mul_scale_3").node, "");
}

TEST(StoredForms, DepthwiseKernelsAreInflatedWithZeros) {
  const auto layer =
      only_layer(one_layer("Conv", {4, 1, 1, 1}, {1, 2, 3, 4}, {{"group", int64_t{4}}}));
  const auto forms = stored_forms(layer, "_inflated_109", {4, 2, 1, 1});
  ASSERT_TRUE(forms) << forms.error().message();
  ASSERT_EQ(forms->size(), 1U);
  EXPECT_THAT(forms->at(0).codes, ElementsAre(1, 0, 0, 2, 3, 0, 0, 4));
}

TEST(StoredForms, GroupsOfSeveralChannelsKeepThemTogether) {
  const auto layer =
      only_layer(one_layer("Conv", {2, 2, 1, 1}, {1, 2, 3, 4}, {{"group", int64_t{2}}}));
  const auto forms = stored_forms(layer, "_inflated_7", {2, 4, 1, 1});
  ASSERT_TRUE(forms) << forms.error().message();
  EXPECT_THAT(forms->at(0).codes, ElementsAre(1, 2, 0, 0, 0, 0, 3, 4));
}

TEST(StoredForms, ASubmaskIsAPartOfTheKernel) {
  const auto layer = only_layer(one_layer("Conv", {1, 1, 3, 2}, {1, 2, 3, 4, 5, 6}));
  const auto forms = stored_forms(layer, "_submask_0_0_1_0_1_1_2_2_360", {1, 1, 2, 2});
  ASSERT_TRUE(forms) << forms.error().message();
  EXPECT_THAT(forms->at(0).codes, ElementsAre(3, 4, 5, 6));
  EXPECT_FALSE(stored_forms(layer, "_submask_0_0_2_0_1_1_2_2_360", {1, 1, 2, 2}))
      << "reaches beyond the kernel";
}

TEST(StoredForms, FlipsAndSwapsOfTransposedConvolutions) {
  const auto layer = only_layer(one_layer("ConvTranspose", {2, 1, 1, 2}, {1, 2, 3, 4}));
  const auto forms =
      stored_forms(layer, "_flipped_on_axis_2_8_flipped_on_axis_3_9_transposed_10", {1, 2, 1, 2});
  ASSERT_TRUE(forms) << forms.error().message();
  EXPECT_THAT(forms->at(0).codes, ElementsAre(2, 1, 4, 3));
}

TEST(StoredForms, AKernelAsLargeAsItsInputIsFlat) {
  const auto layer = only_layer(one_layer("Conv", {1, 2, 1, 2}, {1, 2, 3, 4}));
  const auto forms = stored_forms(layer, "", {1, 4, 1, 1});
  ASSERT_TRUE(forms) << forms.error().message();
  ASSERT_EQ(forms->size(), 2U);
  EXPECT_THAT(forms->at(0).codes, ElementsAre(1, 3, 2, 4)) << "channels last";
  EXPECT_THAT(forms->at(1).codes, ElementsAre(1, 2, 3, 4));
}

TEST(StoredForms, AOneDimensionalKernelMayLieAlongEitherAxis) {
  const auto layer = only_layer(one_layer("Conv", {1, 1, 3}, {1, 2, 3}));
  EXPECT_TRUE(stored_forms(layer, "", {1, 1, 1, 3}));
  EXPECT_TRUE(stored_forms(layer, "", {1, 1, 3, 1}));
  const auto part = stored_forms(layer, "_submask_0_0_1_0_1_1_2_1_4", {1, 1, 2, 1});
  ASSERT_TRUE(part) << part.error().message();
  EXPECT_THAT(part->at(0).codes, ElementsAre(2, 3));
}

TEST(StoredForms, WhatIsNotUnderstoodIsSaid) {
  const auto layer = only_layer(one_layer("Conv", {1, 2, 1, 2}, {1, 2, 3, 4}));
  for (const char* suffix : {"_folded_3", "_inflated", "_submask_1_2_3", "_flipped_on_axis_9_1"})
    EXPECT_FALSE(stored_forms(layer, suffix, {1, 2, 1, 2})) << suffix;
  const auto shape = stored_forms(layer, "", {1, 3, 1, 2});
  ASSERT_FALSE(shape);
  EXPECT_THAT(shape.error().found(), HasSubstr("1x3x1x2"));
}

}  // namespace
}  // namespace npuscope
