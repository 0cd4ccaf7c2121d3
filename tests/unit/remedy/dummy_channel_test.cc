// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "remedy_fixture.h"

namespace npuscope {
namespace {

class DummyChannel : public RemedyFixture {};

TEST_F(DummyChannel, IsProposedForEveryShiftUpToTheSafeOne) {
  const Network network = load(capped_network());
  const AccumulatorCap cap = cap_of(*network.model, "Gemm");
  ASSERT_GT(cap.cut_channels, 0);
  std::vector<std::string> expected;
  for (int shift = cap.shift + 1; shift <= cap.needed_shift; ++shift)
    expected.push_back("dummy-channel@g,shift=" + std::to_string(shift));
  EXPECT_EQ(ids(proposed(source(network, {"g"}), "dummy-channel")), expected);
}

TEST_F(DummyChannel, RaisesTheShiftAndChangesNoExactResult) {
  const Network network = load(capped_network());
  for (const Remedy& remedy : proposed(source(network, {"c", "g"}), "dummy-channel")) {
    ASSERT_TRUE(remedy.not_possible.empty()) << remedy.not_possible;
    EXPECT_TRUE(remedy.lossless);
    const Network better = applied(source(network), remedy.id);
    ASSERT_TRUE(better.model);
    const AccumulatorCap cap = cap_of(*better.model, remedy.layer == "c" ? "Conv" : "Gemm");
    EXPECT_TRUE(remedy.id.ends_with("shift=" + std::to_string(cap.shift))) << remedy.id;
    expect_equal_outputs(*network.model, *better.model);
  }
}

TEST_F(DummyChannel, OfTheSafeShiftLeavesNothingCut) {
  const Network network = load(capped_network());
  ASSERT_GT(cap_of(*network.model, "Gemm").cut_channels, 0);
  const auto remedies = proposed(source(network, {"g"}), "dummy-channel");
  ASSERT_FALSE(remedies.empty());
  const Network better = applied(source(network), remedies.back().id);
  const AccumulatorCap cap = cap_of(*better.model, "Gemm");
  EXPECT_EQ(cap.cut_channels, 0);
  EXPECT_EQ(cap.channels, 7);
}

TEST_F(DummyChannel, KeepsNamesOfValuesAndOutputs) {
  const Network network = load(capped_network());
  const Network better = applied(source(network), "dummy-channel@c,shift=1");
  for (const std::string name : {"c", "g", "y"}) {
    const ValueId before = network.model->graph.find_value(name);
    const ValueId after = better.model->graph.find_value(name);
    ASSERT_NE(after, kNoValue) << name;
    EXPECT_EQ(better.model->graph.value(after).shape, network.model->graph.value(before).shape);
  }
}

TEST_F(DummyChannel, TakesTheSmallestScaleOfWeightsThatHaveOneEach) {
  testing_support::GraphBuilder b;
  b.input("x", {1, 4, 4, 4}).quantize("x", "xq", 0.01f).dequantize("xq", "xd", 0.01f);
  b.constant("w", cancelling_weights({3, 4, 3, 3}, 3));
  b.constant<float>("ws", {3}, {0.02f, 0.01f, 0.03f}).constant<int8_t>("wz", {3}, {0, 0, 0});
  b.node("DequantizeLinear", {"w", "ws", "wz"}, {"wd"}, {{"axis", int64_t{0}}});
  b.node("Conv", {"xd", "wd"}, {"c"});
  b.quantize("c", "cq", 0.05f).dequantize("cq", "y", 0.05f);
  const Network network = load(b.output("y").build());
  const auto remedies = proposed(source(network, {"c"}), "dummy-channel");
  ASSERT_FALSE(remedies.empty());
  const Network better = applied(source(network), remedies.back().id);
  const Graph& graph = better.model->graph;
  const Node& conv = graph.nodes[cap_of(*better.model, "Conv").node];
  const std::vector<float> expected = {0.02f, 0.01f, 0.03f, 0.01f};
  EXPECT_EQ(graph.value(conv.inputs[1]).quantization->scale, expected);
  EXPECT_EQ(cap_of(*better.model, "Conv").cut_channels, 0);
  expect_equal_outputs(*network.model, *better.model);
}

TEST_F(DummyChannel, IsReadByOnnxRuntimeAsMeant) {
  const Network network = load(capped_network());
  const auto remedies = proposed(source(network, {"c"}), "dummy-channel");
  ASSERT_FALSE(remedies.empty());
  // One code of the output: float sums that end half way between codes.
  expect_ort_agrees(applied(source(network), remedies.back().id), 0.5);
}

/// A MatMul over the last of three dimensions.
Graph dense_network(bool quantized_in_the_file, const std::string& output) {
  testing_support::GraphBuilder b;
  b.input("x", {1, 5, 64}).quantize("x", "xq", 0.01f).dequantize("xq", "xd", 0.01f);
  const Tensor codes = cancelling_weights({64, 3}, 9);
  if (quantized_in_the_file)
    b.constant("w", dequantize(codes, {ElementType::kInt8, {0.01f}, {0}, -1}))
        .quantize("w", "wq", 0.01f);
  else
    b.constant("wq", codes);
  b.dequantize("wq", "wd", 0.01f).node("MatMul", {"xd", "wd"}, {"m"});
  b.quantize("m", "mq", 0.2f);
  if (output == "y") b.dequantize("mq", "y", 0.2f);
  return b.output(output).build();
}

TEST_F(DummyChannel, IsAColumnOfAMatMul) {
  const Network network = load(dense_network(false, "y"));
  const Network better =
      applied(source(network), proposed(source(network, {"m"}), "dummy-channel").back().id);
  EXPECT_EQ(cap_of(*better.model, "MatMul").channels, 4);
  expect_equal_outputs(*network.model, *better.model);
}

TEST_F(DummyChannel, GoesWithWeightsThatTheFileQuantizesItself) {
  const Network network = load(dense_network(true, "y"));
  const Network better =
      applied(source(network), proposed(source(network, {"m"}), "dummy-channel").back().id);
  EXPECT_EQ(better.model->graph.find_value("w"), kNoValue);
  expect_equal_outputs(*network.model, *better.model);
}

TEST_F(DummyChannel, LeavesCodesAloneThatTheNetworkReturns) {
  const Network network = load(dense_network(false, "mq"));
  const Network better =
      applied(source(network), proposed(source(network, {"m"}), "dummy-channel").back().id);
  EXPECT_EQ(better.model->graph.value(better.model->graph.outputs[0]).name, "mq");
  expect_equal_outputs(*network.model, *better.model);
}

TEST_F(DummyChannel, IsNotPossibleWhereChannelsAreConvolvedInGroups) {
  testing_support::GraphBuilder b;
  b.input("x", {1, 4, 8, 8}).quantize("x", "xq", 0.01f).dequantize("xq", "xd", 0.01f);
  b.constant("w", cancelling_weights({4, 1, 4, 4}, 3)).dequantize("w", "wd", 0.01f);
  b.node("Conv", {"xd", "wd"}, {"c"}, {{"group", int64_t{4}}});
  b.quantize("c", "cq", 0.5f).dequantize("cq", "y", 0.5f);
  const Network network = load(b.output("y").build());
  const auto remedies = proposed(source(network, {"c"}), "dummy-channel");
  ASSERT_FALSE(remedies.empty());
  for (const Remedy& remedy : remedies)
    EXPECT_THAT(remedy.not_possible, testing::HasSubstr("groups"));
  const auto refused = apply_remedy(source(network), remedies[0].id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind(), ErrorKind::kBadInput);
}

}  // namespace
}  // namespace npuscope
