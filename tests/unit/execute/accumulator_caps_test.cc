// SPDX-License-Identifier: Apache-2.0
#include "execute/accumulator_caps.h"

#include <gtest/gtest.h>

#include "execute/model.h"
#include "support/graph_builder.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

/// One dense layer of 64 inputs without bias: int8 codes of scale 0.02 (zero point -128, so that
/// all inputs are positive) times `weights` of scale 0.01, to codes of `output_scale`.
class AccumulatorCaps : public testing::Test {
 protected:
  Model model(const std::vector<int8_t>& weights, float output_scale) {
    const auto channels = static_cast<int64_t>(weights.size()) / 64;
    const Graph graph = testing_support::GraphBuilder()
                            .input("x", {1, 64})
                            .quantize("x", "xq", 0.02f, -128)
                            .dequantize("xq", "xd", 0.02f, -128)
                            .constant<int8_t>("w", {64, channels}, weights)
                            .dequantize("w", "wd", 0.01f)
                            .node("MatMul", {"xd", "wd"}, {"m"})
                            .quantize("m", "mq", output_scale)
                            .dequantize("mq", "y", output_scale)
                            .output("y")
                            .build();
    folder_.write("net.onnx", test::write_onnx(graph));
    auto loaded = load_model(folder_.path() / "net.onnx");
    EXPECT_TRUE(loaded) << loaded.error().message();
    return *std::move(loaded);
  }

  AccumulatorCap cap(const std::vector<int8_t>& weights, float output_scale) {
    const Model network = model(weights, output_scale);
    for (size_t n = 0; n < network.graph.nodes.size(); ++n)
      if (const auto layer = product_layer(network.graph, network.graph.nodes[n], {}).value())
        return accumulator_cap(network.graph, n, *layer);
    ADD_FAILURE() << "no dense layer";
    return {};
  }

  test::ScratchFolder folder_;
};

/// 64 weights that alternate: their sum is `sum`.
std::vector<int8_t> alternating(int8_t magnitude) {
  std::vector<int8_t> weights(64);
  for (size_t i = 0; i < weights.size(); ++i)
    weights[i] = static_cast<int8_t>(i % 2 == 0 ? magnitude : -magnitude);
  return weights;
}

TEST_F(AccumulatorCaps, CutALayerWhoseWeightsCancel) {
  // The signed sum is 0, so there is no shift: |y| <= 32767 * 0.02 * 0.01 = 6.55. The weights could
  // make 32 * 100 * 255 * 0.0002 = 163, and the codes promise 12.8.
  const AccumulatorCap c = cap(alternating(100), 0.1f);
  EXPECT_EQ(c.shift, 0);
  EXPECT_EQ(c.needed_shift, 5);  // 816,000 / 32,767 is 24.9
  EXPECT_EQ(c.cut_channels, 1);
  EXPECT_NEAR(c.capped.high, 6.5534, 1e-3);
  EXPECT_NEAR(c.capped.low, -6.5534, 1e-3);
  EXPECT_NEAR(c.promised.high, 12.7, 1e-5);
  EXPECT_NEAR(c.possible.high, 163.2, 1e-3);
  EXPECT_NEAR(c.share, 2 * 6.5534 / 25.5, 1e-3);
}

TEST_F(AccumulatorCaps, LeaveALayerWhoseWeightsHaveOneSign) {
  const AccumulatorCap c = cap(std::vector<int8_t>(64, 100), 0.1f);
  EXPECT_EQ(c.shift, c.needed_shift);
  EXPECT_EQ(c.cut_channels, 0);
  EXPECT_EQ(c.share, 1);
}

TEST_F(AccumulatorCaps, LeaveALayerWhoseWeightsCannotReachIt) {
  // 32 * 4 * 255 = 32,640 fits 16 bits.
  const AccumulatorCap c = cap(alternating(4), 1.0f);
  EXPECT_EQ(c.needed_shift, 0);
  EXPECT_EQ(c.cut_channels, 0);
}

TEST_F(AccumulatorCaps, CountChannelsAndNameTheOneThatLosesMost) {
  std::vector<int8_t> weights;
  for (const int8_t w : alternating(4)) {
    weights.push_back(w);
    weights.push_back(static_cast<int8_t>(25 * w));
  }
  const AccumulatorCap c = cap(weights, 0.1f);
  EXPECT_EQ(c.channels, 2);
  EXPECT_EQ(c.cut_channels, 1);
  EXPECT_EQ(c.channel, 1);
}

}  // namespace
}  // namespace npuscope
