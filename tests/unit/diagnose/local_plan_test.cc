// SPDX-License-Identifier: Apache-2.0
#include "diagnose/local_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "execute/arithmetic.h"
#include "support/graph_builder.h"
#include "unit/compare/fake_recording.h"
#include "unit/compare/operands.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing_support::GraphBuilder;

/// A network executed by npuscope, and a recording of it whose layers are executed again.
class LocalPlanTest : public testing::Test {
 protected:
  void execute(const Graph& graph) {
    auto model = std::make_shared<Model>();
    model->graph = graph;
    const Status inferred = infer_shapes(model->graph);
    ASSERT_TRUE(inferred) << inferred.error().message();
    from_.name = from_.spec = "exact";
    from_.model = model;
    from_.rung = make_arithmetic_rung(model, exact_arithmetic()).value();
  }

  /// The recording holds `tensor` of the only sample.
  void record(const std::string& name, const Tensor& tensor,
              const std::optional<Quantization>& quantization = std::nullopt) {
    TensorEntry entry;
    entry.name = name;
    entry.quantization = quantization;
    recording_->add(entry, {tensor});
  }

  tl::expected<LocalPlan, std::string> plan(const std::string& name) {
    LadderRung to;
    to.recording = recording_;
    from_tensors_ = tensors_of(from_);
    to_tensors_ = tensors_of(to);
    Manifest earlier;
    earlier.tensors = from_tensors_.entries;
    const auto pairing = pair_tensors(earlier, recording_->manifest(), {}).value();
    const LocalPlanner planner(from_, from_tensors_, to_tensors_, pairing);
    const auto entry = std::ranges::find(from_tensors_.entries, name, &TensorEntry::name);
    return planner.plan(static_cast<size_t>(entry - from_tensors_.entries.begin()));
  }

  /// What the layer makes of the recorded values; nothing when one that it needs is missing.
  std::optional<Tensor> run(const LocalPlan& plan) {
    RungValues values(to_tensors_.entries.size());
    for (size_t t = 0; t < values.size(); ++t) values[t] = recording_->load(0, t).value();
    return run_local(*from_.rung, plan, to_tensors_, values).value();
  }

  LadderRung from_;
  std::shared_ptr<FakeRecording> recording_ = std::make_shared<FakeRecording>();
  RungTensors from_tensors_, to_tensors_;
};

std::vector<float> floats_of(const std::optional<Tensor>& tensor) {
  if (!tensor) return {};
  const auto values = tensor->values<float>();
  return {values.begin(), values.end()};
}

/// t1 = x + 1, t2 = t1 + 1 … up to `length`.
Graph chain_of_adds(int length) {
  GraphBuilder b;
  b.input("x", {2}).constant<float>("one", {1}, {1});
  std::string last = "x";
  for (int i = 1; i <= length; ++i) {
    const std::string next = "t" + std::to_string(i);
    b.node("Add", {last, "one"}, {next});
    last = next;
  }
  return b.output(last).build();
}

/// r = relu(x), s = r + 1, m = r * s
Graph diamond() {
  return GraphBuilder()
      .input("x", {2})
      .constant<float>("one", {1}, {1})
      .node("Relu", {"x"}, {"r"})
      .node("Add", {"r", "one"}, {"s"})
      .node("Mul", {"r", "s"}, {"m"})
      .output("m")
      .build();
}

TEST_F(LocalPlanTest, ALayerIsExecutedOnTheInputsThatWereRecorded) {
  execute(diamond());
  record("x", floats({9, 9}));
  record("r", floats({2, 3}));
  record("s", floats({4, 5}));
  record("m", floats({0, 0}));
  const auto layer = plan("m");
  ASSERT_TRUE(layer) << layer.error();
  EXPECT_EQ(layer->nodes.size(), 1U);
  EXPECT_THAT(floats_of(run(*layer)), ElementsAre(8, 15));
}

TEST_F(LocalPlanTest, WhatWasNotRecordedInBetweenIsComputedOnce) {
  execute(diamond());
  record("x", floats({-2, 3}));
  record("m", floats({0, 0}));
  const auto layer = plan("m");
  ASSERT_TRUE(layer) << layer.error();
  EXPECT_THAT(layer->nodes, ElementsAre(0, 1, 2));
  EXPECT_THAT(floats_of(run(*layer)), ElementsAre(0, 12));
}

TEST_F(LocalPlanTest, EightNodesAreLocalAndNineAreNot) {
  execute(chain_of_adds(8));
  record("x", floats({0, 1}));
  record("t8", floats({0, 0}));
  const auto eight = plan("t8");
  ASSERT_TRUE(eight) << eight.error();
  EXPECT_EQ(eight->nodes.size(), 8U);
  EXPECT_THAT(floats_of(run(*eight)), ElementsAre(8, 9));

  execute(chain_of_adds(9));
  recording_ = std::make_shared<FakeRecording>();
  record("x", floats({0, 1}));
  record("t9", floats({0, 0}));
  const auto nine = plan("t9");
  ASSERT_FALSE(nine);
  EXPECT_THAT(nine.error(), HasSubstr("more than 8 nodes"));
}

TEST_F(LocalPlanTest, SaysWhyThereIsNone) {
  execute(diamond());
  record("s", floats({4, 5}));
  record("m", floats({0, 0}));
  EXPECT_THAT(plan("x").error(), HasSubstr("an input of the network"));
  EXPECT_THAT(plan("r").error(), HasSubstr("did not record it"));
  EXPECT_THAT(plan("m").error(), HasSubstr("'x' was not recorded"));
}

TEST_F(LocalPlanTest, RecordedCodesStandForRealNumbersOnlyWithAScale) {
  execute(diamond());
  record("r", bytes({2, 6}), int8_scale(0.5f, 0));
  record("s", floats({4, 5}));
  record("m", floats({0, 0}));
  auto layer = plan("m");
  ASSERT_TRUE(layer) << layer.error();
  EXPECT_THAT(floats_of(run(*layer)), ElementsAre(4, 15));
  to_tensors_.entries[0].quantization.reset();
  EXPECT_FALSE(run(*layer));
}

TEST_F(LocalPlanTest, ASampleThatLacksAnInputHasNoResult) {
  execute(diamond());
  record("r", floats({2, 3}));
  record("s", floats({4, 5}));
  record("m", floats({0, 0}));
  const auto layer = plan("m");
  ASSERT_TRUE(layer) << layer.error();
  recording_->tensors.erase({0, 1});
  EXPECT_FALSE(run(*layer));
}

}  // namespace
}  // namespace npuscope
