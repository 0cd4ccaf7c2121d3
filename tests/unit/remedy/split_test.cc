// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <cmath>

#include "remedy_fixture.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class SplitOutputs : public RemedyFixture {};
class SplitInputs : public RemedyFixture {};

/// A Conv of 4 channels of which the last two have large sums, with a scale for each or for all.
Graph uneven_network(bool per_channel) {
  testing_support::GraphBuilder b;
  b.input("x", {1, 4, 5, 5}).quantize("x", "xq", 0.01f, 4).dequantize("xq", "xd", 0.01f, 4);
  Tensor weights = cancelling_weights({4, 4, 3, 3}, 5);
  for (int8_t& code : weights.mutable_values<int8_t>().subspan(72)) code = 100;
  b.constant("w", weights);
  if (per_channel) {
    b.constant<float>("ws", {4}, {0.01f, 0.02f, 0.03f, 0.04f})
        .constant<int8_t>("wz", {4}, {0, 0, 0, 0});
    b.node("DequantizeLinear", {"w", "ws", "wz"}, {"wd"}, {{"axis", int64_t{0}}});
    b.constant<int32_t>("b", {4}, {100, -200, 300, -400});
    b.constant<float>("bs", {4}, {1e-4f, 2e-4f, 3e-4f, 4e-4f});
    b.constant<int32_t>("bz", {4}, {0, 0, 0, 0});
    b.node("DequantizeLinear", {"b", "bs", "bz"}, {"bd"}, {{"axis", int64_t{0}}});
  } else {
    b.dequantize("w", "wd", 0.01f).constant<float>("bd", {4}, {0.1f, -0.2f, 0.3f, 0.4f});
  }
  b.node("Conv", {"xd", "wd", "bd"}, {"c_raw"}).node("Relu", {"c_raw"}, {"c"});
  b.quantize("c", "cq", 0.1f, -128).dequantize("cq", "y", 0.1f, -128);
  return b.output("y").build();
}

TEST_F(SplitOutputs, IsProposedWhereOneHalfKeepsMoreBits) {
  const Network network = load(uneven_network(false));
  const auto remedies = proposed(source(network, {"c"}), "split-outputs");
  ASSERT_THAT(ids(remedies), ElementsAre("split-outputs@c"));
  EXPECT_TRUE(remedies[0].lossless);
  EXPECT_THAT(remedies[0].not_possible, "");
  EXPECT_THAT(remedies[0].text, HasSubstr("shift by 0 and 5 instead of 5"));
}

TEST_F(SplitOutputs, ChangesNoExactResultAndGivesEachHalfItsShift) {
  for (const bool per_channel : {false, true}) {
    const Network network = load(uneven_network(per_channel));
    const Network better = applied(source(network), "split-outputs@c");
    ASSERT_TRUE(better.model);
    std::vector<int> shifts;
    const auto caps = accumulator_caps(better.model->graph, {});
    for (const AccumulatorCap& cap : *caps) shifts.push_back(cap.shift);
    EXPECT_THAT(shifts, ElementsAre(0, 5));
    expect_equal_outputs(*network.model, *better.model);
  }
}

TEST_F(SplitOutputs, OfADenseLayerSplitsColumnsOrRows) {
  const Network network = load(capped_network());
  for (const Remedy& remedy : proposed(source(network, {"g"}), "split-outputs"))
    expect_equal_outputs(*network.model, *applied(source(network), remedy.id).model);
}

TEST_F(SplitOutputs, IsReadByOnnxRuntimeAsMeant) {
  const Network network = load(uneven_network(true));
  expect_ort_agrees(applied(source(network), "split-outputs@c"), 0.1);
}

TEST_F(SplitInputs, NeedsCalibration) {
  const Network network = load(capped_network());
  const auto remedies = proposed(source(network, {"c", "g"}), "split-inputs");
  ASSERT_THAT(ids(remedies), ElementsAre("split-inputs@c", "split-inputs@g"));
  for (const Remedy& remedy : remedies)
    EXPECT_THAT(remedy.not_possible, HasSubstr("needs calibration inputs"));
}

TEST_F(SplitInputs, MovesAReluBehindTheSumAndStaysNear) {
  const Network network = load(capped_network());
  RemedySource with = source(network);
  for (unsigned seed = 0; seed < 3; ++seed)
    with.calibration.push_back(sample(*network.model, seed));
  for (const std::string layer : {"c", "g"}) {
    const Network better = applied(with, "split-inputs@" + layer);
    ASSERT_TRUE(better.model);
    const Graph& graph = better.model->graph;
    const ValueId value = graph.find_value(layer);
    ASSERT_NE(value, kNoValue);
    const Node& sum =
        graph.nodes[static_cast<size_t>(producers_of(graph)[static_cast<size_t>(value)])];
    EXPECT_EQ(sum.op_type, "Add");
    EXPECT_EQ(sum.clamp.has_value(), layer == "c");
    for (unsigned seed = 0; seed < 3; ++seed) {
      const auto inputs = sample(*network.model, seed);
      const auto before = to_doubles(run(*network.model, exact_arithmetic(), inputs)[0]);
      const auto after = to_doubles(run(*better.model, exact_arithmetic(), inputs)[0]);
      // The codes of two parts, each rounded to its own scale: a few codes of 0.5 at the output.
      for (size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(after[i], before[i], 1.5) << layer;
    }
  }
}

TEST_F(SplitInputs, HalvesWhatTheAccumulatorHolds) {
  const Network network = load(capped_network());
  RemedySource with = source(network);
  with.calibration = {sample(*network.model, 1)};
  const Network better = applied(with, "split-inputs@g");
  const auto caps = accumulator_caps(better.model->graph, {});
  ASSERT_EQ(caps->size(), 3U);
  EXPECT_LT((*caps)[1].needed_shift, cap_of(*network.model, "Gemm").needed_shift);
}

TEST_F(SplitInputs, IsReadByOnnxRuntimeAsMeant) {
  const Network network = load(capped_network());
  RemedySource with = source(network);
  with.calibration = {sample(*network.model, 7)};
  expect_ort_agrees(applied(with, "split-inputs@c"), 1.0);
}

}  // namespace
}  // namespace npuscope
