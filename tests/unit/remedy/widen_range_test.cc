// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "remedy_fixture.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class WidenRange : public RemedyFixture {};

/// A Gemm whose products must fall to -(bias + 128 scale) to reach all codes of its output, a
/// Reshape that keeps the quantization, and a Gemm with int32 biases behind it.
Graph biased_network(float scale) {
  testing_support::GraphBuilder b;
  b.input("x", {1, 64}).quantize("x", "xq", 0.02f, -50).dequantize("xq", "xd", 0.02f, -50);
  b.constant<int8_t>("w1", {64, 4}, std::vector<int8_t>(256, -100)).dequantize("w1", "w1d", 0.01f);
  b.constant<float>("b1", {4}, {7.9f, 0.0f, 1.0f, 7.0f});
  b.node("Gemm", {"xd", "w1d", "b1"}, {"g"});
  b.quantize("g", "gq", scale, 10).dequantize("gq", "gd", scale, 10);
  b.constant<int64_t>("shape", {2}, {1, 4}).node("Reshape", {"gd", "shape"}, {"r"});
  b.quantize("r", "rq", scale, 10).dequantize("rq", "rd", scale, 10);
  b.constant("w2", cancelling_weights({4, 2}, 3)).dequantize("w2", "w2d", 0.01f);
  b.constant<int32_t>("b2", {2}, {1001, -7});
  b.constant<float>("b2s", {}, {scale * 0.01f}).constant<int32_t>("b2z", {}, {0});
  b.node("DequantizeLinear", {"b2", "b2s", "b2z"}, {"b2d"});
  b.node("Gemm", {"rd", "w2d", "b2d"}, {"h"});
  b.quantize("h", "hq", 0.05f).dequantize("hq", "y", 0.05f);
  return b.output("y").build();
}

TEST_F(WidenRange, DoublesTheScaleOfAllThatHasTheSameCodes) {
  // 2^-n is 2^-12, so that products reach +-8.0, and -7.9 - 1.38 is promised.
  const Network network = load(biased_network(0.01f));
  const auto remedies = proposed(source(network, {"g", "h"}), "widen-range");
  ASSERT_THAT(ids(remedies), ElementsAre("widen-range@g"));
  EXPECT_THAT(remedies[0].not_possible, "");
  const Network better = applied(source(network), "widen-range@g");
  ASSERT_TRUE(better.model);
  const Graph& graph = better.model->graph;
  const Quantization wider{ElementType::kInt8, {0.02f}, {10}, -1};
  EXPECT_EQ(graph.value(graph.find_value("g")).quantization, wider);
  EXPECT_EQ(graph.value(graph.find_value("r")).quantization, wider);
  EXPECT_GT(cap_of(*network.model, "Gemm").cut_channels, 0);
  EXPECT_EQ(cap_of(*better.model, "Gemm").cut_channels, 0);
}

TEST_F(WidenRange, CodesBiasesBehindItAgain) {
  const Network network = load(biased_network(0.01f));
  const Network better = applied(source(network), "widen-range@g");
  const Graph& graph = better.model->graph;
  const auto producers = producers_of(graph);
  const Node& last =
      graph.nodes[static_cast<size_t>(producers[static_cast<size_t>(graph.find_value("h"))])];
  const Value& bias = graph.value(last.inputs[2]);
  EXPECT_THAT(bias.constant->values<int32_t>(), ElementsAre(500, -4));  // halves go to the even
  EXPECT_FLOAT_EQ(bias.quantization->scale[0], 0.0002f);
  expect_ort_agrees(better, 0.05);
}

TEST_F(WidenRange, IsNotPossibleWhereTheBiasSizesTheLimit) {
  const Network network = load(biased_network(0.001f));
  const auto remedies = proposed(source(network, {"g"}), "widen-range");
  ASSERT_THAT(ids(remedies), ElementsAre("widen-range@g"));
  EXPECT_THAT(remedies[0].not_possible, HasSubstr("the largest bias"));
}

TEST_F(WidenRange, IsNotProposedWhereTheFirstLimitCuts) {
  const Network network = load(capped_network());
  EXPECT_TRUE(proposed(source(network, {"c", "g"}), "widen-range").empty());
}

}  // namespace
}  // namespace npuscope
