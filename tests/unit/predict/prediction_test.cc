// SPDX-License-Identifier: Apache-2.0
#include "predict/prediction.h"

#include <gtest/gtest.h>

#include "execute/model.h"
#include "support/graph_builder.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

Model loaded(const Graph& graph) {
  test::ScratchFolder folder;
  folder.write("net.onnx", test::write_onnx(graph));
  auto model = load_model(folder.path() / "net.onnx");
  EXPECT_TRUE(model) << model.error().message();
  return *std::move(model);
}

PredictJob job_of(const Model& model) {
  PredictJob job;
  job.model = &model;
  job.progress = false;
  return job;
}

TEST(Prediction, LeadsWithLayersThatTheAccumulatorCuts) {
  // 64 weights of +-100 sum to 0, so that there is no shift: |y| <= 32767 * 0.02 * 0.01 = 6.55,
  // and the codes promise 12.8.
  std::vector<int8_t> weights(64);
  for (size_t i = 0; i < weights.size(); ++i) weights[i] = i % 2 == 0 ? 100 : -100;
  const Model network = loaded(testing_support::GraphBuilder()
                                   .input("x", {1, 64})
                                   .quantize("x", "xq", 0.02f, -128)
                                   .dequantize("xq", "xd", 0.02f, -128)
                                   .constant<int8_t>("w", {64, 1}, weights)
                                   .dequantize("w", "wd", 0.01f)
                                   .node("MatMul", {"xd", "wd"}, {"m"})
                                   .quantize("m", "mq", 0.1f)
                                   .dequantize("mq", "y", 0.1f)
                                   .output("y")
                                   .build());
  const auto prediction = predict(job_of(network));
  ASSERT_TRUE(prediction) << prediction.error().message();
  ASSERT_EQ(prediction->capped().size(), 1U);
  EXPECT_EQ(prediction->capped()[0]->name, "m");
  EXPECT_EQ(prediction->capped()[0]->basis.evidence, Evidence::kSilicon);
}

TEST(Prediction, IsRefusedForAFloatNetwork) {
  const Model network = loaded(testing_support::GraphBuilder()
                                   .input("x", {1, 4})
                                   .node("Relu", {"x"}, {"y"})
                                   .output("y")
                                   .build());
  const auto prediction = predict(job_of(network));
  ASSERT_FALSE(prediction);
  EXPECT_EQ(prediction.error().kind(), ErrorKind::kBadInput);
}

}  // namespace
}  // namespace npuscope
