// SPDX-License-Identifier: Apache-2.0
#include "predict/remedy_trials.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "predict/prediction.h"
#include "support/graph_builder.h"
#include "support/onnx_writer.h"

namespace npuscope {
namespace {

/// A dense layer whose weights cancel, so that its accumulator has no shift and is cut at 6.55 by
/// inputs that follow the weights' signs.
class RemedyTrialsTest : public testing::Test {
 protected:
  RemedyTrialsTest() {
    std::vector<int8_t> weights(64 * 2);
    for (size_t i = 0; i < weights.size(); ++i)
      weights[i] = static_cast<int8_t>((i / 2 + i) % 2 == 0 ? 100 : -100);
    bytes_ = test::write_onnx(testing_support::GraphBuilder()
                                  .input("x", {1, 64})
                                  .quantize("x", "xq", 0.02f)
                                  .dequantize("xq", "xd", 0.02f)
                                  .constant<int8_t>("w", {64, 2}, weights)
                                  .dequantize("w", "wd", 0.01f)
                                  .node("MatMul", {"xd", "wd"}, {"m"})
                                  .quantize("m", "mq", 0.2f)
                                  .dequantize("mq", "y", 0.2f)
                                  .output("y")
                                  .build());
    auto model = load_model(bytes_, "net.onnx");
    EXPECT_TRUE(model) << model.error().message();
    model_ = *std::move(model);
  }

  /// Inputs that follow the signs of the first column more and more.
  static Result<std::vector<Tensor>> sample(size_t i) {
    Tensor x = Tensor::zeros(ElementType::kFloat32, {1, 64});
    const auto values = x.mutable_values<float>();
    for (size_t k = 0; k < values.size(); ++k)
      values[k] = (k % 2 == 0 ? 0.05f : -0.05f) * static_cast<float>(i);
    return std::vector{x};
  }

  [[nodiscard]] PredictJob job(size_t samples, int threads = 1) const {
    PredictJob job;
    job.model = &model_;
    job.bytes = bytes_;
    job.load = sample;
    job.samples = samples;
    job.try_remedies = true;
    job.threads = threads;
    job.progress = false;
    return job;
  }

  std::string bytes_;
  Model model_;
};

const RemedyTrial* find_kind(const RemedyTrials& trials, std::string_view kind) {
  const auto found = std::ranges::find_if(
      trials.trials, [&](const RemedyTrial& trial) { return trial.remedy.kind == kind; });
  return found == trials.trials.end() ? nullptr : &*found;
}

TEST_F(RemedyTrialsTest, MeasureThatADummyChannelLiftsTheCap) {
  const auto prediction = predict(job(16));
  ASSERT_TRUE(prediction) << prediction.error().message();
  EXPECT_GT(prediction->layers[1].drift.saturated, 0);
  EXPECT_NEAR(prediction->effect->npu.high, 6.6, 0.11);  // a code of 0.2 next to 6.55
  EXPECT_GT(prediction->effect->exact.high, 20);
  const RemedyTrials& remedies = *prediction->remedies;
  EXPECT_EQ(remedies.tuned, 8U);
  EXPECT_EQ(remedies.as_it_is.samples, 8);
  EXPECT_EQ(remedies.exact_from_float.has_value(), false);
  const RemedyTrial* dummy = find_kind(remedies, "dummy-channel");
  ASSERT_NE(dummy, nullptr);
  ASSERT_TRUE(dummy->from_exact);
  EXPECT_LT(dummy->from_exact->rms, remedies.as_it_is.rms / 10);
}

TEST_F(RemedyTrialsTest, PutTheBestFirstAndTheUntriedLast) {
  const auto prediction = predict(job(16));
  ASSERT_TRUE(prediction);
  double before = 0;
  bool untried = false;
  for (const RemedyTrial& trial : prediction->remedies->trials) {
    untried |= !trial.not_tried.empty();
    EXPECT_EQ(trial.not_tried.empty(), !untried);
    if (untried) continue;
    EXPECT_GE(trial.from_exact->rms, before);
    before = trial.from_exact->rms;
  }
  const RemedyTrial* weights = find_kind(*prediction->remedies, "per-channel-weights");
  ASSERT_NE(weights, nullptr);
  EXPECT_NE(weights->not_tried, "");  // there is no float model
}

TEST_F(RemedyTrialsTest, AreNotMadeOnSamplesThatTheyWereTunedWith) {
  const auto prediction = predict(job(1));
  ASSERT_TRUE(prediction);
  EXPECT_EQ(prediction->remedies->as_it_is.samples, 0);
  for (const RemedyTrial& trial : prediction->remedies->trials) EXPECT_NE(trial.not_tried, "");
}

TEST_F(RemedyTrialsTest, DoNotDependOnTheNumberOfThreads) {
  const auto one = predict(job(6, 1)), three = predict(job(6, 3));
  ASSERT_TRUE(one && three);
  const auto &a = one->remedies->trials, &b = three->remedies->trials;
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].remedy.id, b[i].remedy.id);
    EXPECT_EQ(a[i].from_exact ? a[i].from_exact->rms : -1,
              b[i].from_exact ? b[i].from_exact->rms : -1);
  }
}

}  // namespace
}  // namespace npuscope
