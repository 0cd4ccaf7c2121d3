// SPDX-License-Identifier: Apache-2.0
#include "execute/neural_art_plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "execute/executor.h"
#include "execute/model.h"
#include "graph/fold_quantization.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

TEST(PassSelection, IsAPatternAndANumberOfPassesChainedOrJoined) {
  const auto chained = parse_pass_selection("a=b*=4").value();
  EXPECT_EQ(chained.pattern, "a=b*");
  EXPECT_EQ(chained.choice, (PassChoice{4, false}));
  EXPECT_EQ(parse_pass_selection("c=4+")->choice, (PassChoice{4, true}));
  EXPECT_EQ(parse_pass_selection("c=4+")->text(), "c=4+");
  EXPECT_EQ(parse_pass_selection("c=1+")->choice, (PassChoice{1, false})) << "nothing to join";
  for (const char* text : {"", "c", "=4", "c=", "c=0", "c=-1", "c=4x", "c=4++", "a,b=4"}) {
    const auto refused = parse_pass_selection(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().kind(), ErrorKind::kUsage);
  }
}

TEST(NeuralArtSpec, CarriesPassPlansAndReadsThemBack) {
  const std::string spec = "neural-art:compiler=4.0,O=0,pass-plan=conv*=4+,pass-plan=conv1=2";
  const auto options = parse_neural_art_spec(spec).value();
  EXPECT_EQ(options.spec(), spec);
  EXPECT_EQ(options.pass_choice("conv7"), (PassChoice{4, true}));
  EXPECT_EQ(options.pass_choice("conv1"), (PassChoice{2, false})) << "the last one that matches";
  EXPECT_FALSE(options.pass_choice("dense"));
  EXPECT_EQ(make_neural_art_arithmetic(options)->name(), spec)
      << "a fact of the rung: other plans are other recordings";
}

TEST(NeuralArtOptions, AreCheckedOneByOne) {
  EXPECT_TRUE(neural_art_options("2.2.1", 3, {}));
  EXPECT_FALSE(neural_art_options("2.2", 0, {})->fastest);
  for (const char* version : {"2.2,O=0", "2.20", "2.2.", "2.2.x", "", "5.0"})
    EXPECT_FALSE(neural_art_options(version, 3, {})) << version;
  EXPECT_FALSE(neural_art_options("2.2", 4, {}));
  EXPECT_FALSE(neural_art_options("2.2", -1, {}));
}

/// The network as rungs have it.
Graph folded(testing_support::GraphBuilder& builder) {
  Graph graph = builder.build();
  EXPECT_TRUE(infer_shapes(graph));
  EXPECT_TRUE(fold_quantization(graph));
  return graph;
}

/// Two 1x1 convolutions of 64 channels each, one behind the other.
Graph two_layers() {
  std::vector<int8_t> weights(size_t{64} * 64);
  for (size_t i = 0; i < weights.size(); ++i)
    weights[i] = static_cast<int8_t>(static_cast<int>(i * 37 % 251) - 125);
  testing_support::GraphBuilder b;
  b.input("x", {1, 64, 2, 2}).quantize("x", "q", 0.02f, -3).dequantize("q", "d", 0.02f, -3);
  b.constant<int8_t>("w", {64, 64, 1, 1}, weights).dequantize("w", "wd", 0.01f);
  b.node("Conv", {"d", "wd"}, {"first.real"}).quantize("first.real", "first", 0.05f, 4);
  b.dequantize("first", "fd", 0.05f, 4).node("Conv", {"fd", "wd"}, {"second.real"});
  b.quantize("second.real", "second", 0.1f).dequantize("second", "y", 0.1f).output("y");
  return folded(b);
}

TEST(LayerPasses, SayWhatTheOptionsChoose) {
  const Graph graph = two_layers();
  NeuralArtOptions options;
  const auto by_rule = layer_passes(graph, options).value();
  ASSERT_EQ(by_rule.size(), 2U);
  EXPECT_EQ(by_rule[0].choice, by_rule[0].alternatives[0].choice);
  ASSERT_TRUE(add_pass_plans(std::array{std::string(by_rule[0].name + "=8+")}, options));
  const auto chosen = layer_passes(graph, options).value();
  EXPECT_EQ(chosen[0].choice, (PassChoice{8, true}));
  EXPECT_EQ(chosen[1].choice, by_rule[1].choice);
}

/// A 3x3 convolution of 32 channels over an input of that size and `border` elements on each side.
Graph covering_layer(int64_t border) {
  testing_support::GraphBuilder b;
  const int64_t size = 3 + 2 * border;
  b.input("x", {1, 32, size, size}).quantize("x", "q", 0.02f, -3).dequantize("q", "d", 0.02f, -3);
  b.constant<int8_t>("w", {8, 32, 3, 3}, std::vector<int8_t>(size_t{8} * 32 * 9, 1));
  b.dequantize("w", "wd", 0.01f).node("Conv", {"d", "wd"}, {"real"});
  b.quantize("real", "codes", 0.1f).dequantize("codes", "y", 0.1f).output("y");
  return folded(b);
}

TEST(LayerPasses, OfAConvolutionOverItsWholeInputAreThoseOfADenseLayer) {
  const Graph covering = covering_layer(0);
  const auto layers = layer_passes(covering, {}).value();
  ASSERT_EQ(layers.size(), 1U);
  EXPECT_EQ(layers[0].choice, (PassChoice{12, false}));
  EXPECT_NE(layer_passes(covering_layer(1), {})->front().choice, (PassChoice{12, false}));
}

TEST(LayerPasses, RefuseImpossibleNumbersAndNamesThatAreNone) {
  const Graph graph = two_layers();
  NeuralArtOptions options;
  options.pass_plans = {{"*", {3, false}}};
  const auto impossible = layer_passes(graph, options);
  ASSERT_FALSE(impossible);
  EXPECT_EQ(impossible.error().kind(), ErrorKind::kUsage);
  EXPECT_THAT(impossible.error().expected(), HasSubstr("1, 2, 2+, 4, 4+, 8, 8+, 16, 16+, 32, 32+"));
  const std::string name = layer_passes(graph, {})->front().name;
  options.pass_plans = {{name + "s", {2, false}}};
  const auto unknown = layer_passes(graph, options);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().hint(), "'" + name + "'");
}

}  // namespace
}  // namespace npuscope
