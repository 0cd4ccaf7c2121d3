// SPDX-License-Identifier: Apache-2.0
#include "execute/float_islands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "execute/model.h"
#include "graph/fold_quantization.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using NamedGraph = testing_support::GraphBuilder;

/// "node: reason" of every island of the network under exact arithmetic.
std::vector<std::string> islands(const NamedGraph& b) {
  Graph graph = b.build();
  EXPECT_TRUE(infer_shapes(graph));
  EXPECT_TRUE(fold_quantization(graph));
  const auto found = find_float_islands(graph, exact_arithmetic());
  EXPECT_TRUE(found) << found.error().message();
  std::vector<std::string> texts;
  for (const FloatIsland& island : *found) texts.push_back(island.node + ": " + island.reason);
  return texts;
}

/// x -> Q -> DQ -> d, and further nodes behind it.
NamedGraph quantized_input() {
  NamedGraph b;
  b.input("x", {1, 2, 2, 2}).quantize("x", "q", 0.5f).dequantize("q", "d", 0.5f);
  return b;
}

NamedGraph& quantized_output(NamedGraph& b, const std::string& real) {
  return b.quantize(real, "yq", 0.5f).dequantize("yq", "y", 0.5f).output("y");
}

TEST(FloatIslands, AFloatNetworkHasNone) {
  NamedGraph b;
  EXPECT_THAT(islands(b.input("x", {1}).node("Relu", {"x"}, {"y"}).output("y")), ElementsAre());
}

TEST(FloatIslands, ANodeBetweenPairsIsNone) {
  NamedGraph b = quantized_input();
  b.node("Sigmoid", {"d"}, {"s"});
  EXPECT_THAT(islands(quantized_output(b, "s")), ElementsAre());
}

TEST(FloatIslands, FloatWeightsMakeOne) {
  NamedGraph b = quantized_input();
  b.constant<float>("w", {2, 2, 1, 1}, {1, 2, 3, 4}).node("Conv", {"d", "w"}, {"c"});
  EXPECT_THAT(islands(quantized_output(b, "c")),
              ElementsAre("Conv 'Conv_c': its constant 'w' is float"));
}

TEST(FloatIslands, OperatorsWithoutAnIntegerFormAreSome) {
  NamedGraph b = quantized_input();
  b.node("Softmax", {"d"}, {"s"});
  EXPECT_THAT(islands(quantized_output(b, "s")),
              ElementsAre("Softmax 'Softmax_s': the operator has no integer form"));
}

TEST(FloatIslands, AResizeIsOneUnlessItTakesTheNearest) {
  for (const std::string mode : {"nearest", "linear"}) {
    NamedGraph b = quantized_input();
    b.constant<float>("scales", {4}, {1, 1, 2, 2});
    b.node("Resize", {"d", "", "scales"}, {"r"}, {{"mode", mode}});
    const auto found = islands(quantized_output(b, "r"));
    if (mode == "nearest")
      EXPECT_THAT(found, ElementsAre());
    else
      EXPECT_THAT(found, ElementsAre("Resize 'Resize_r': the operator has no integer form"));
  }
}

TEST(FloatIslands, ATensorThatOthersNeedInFloatMakesItsMakerAndReadersSome) {
  NamedGraph b = quantized_input();
  b.node("Sigmoid", {"d"}, {"s"}).node("Tanh", {"s"}, {"t"}).output("t");
  EXPECT_THAT(islands(quantized_output(b, "s")),
              ElementsAre("Sigmoid 'Sigmoid_s': its output 's' is not quantized",
                          "Tanh 'Tanh_t': its input 's' is float"));
}

}  // namespace
}  // namespace npuscope
