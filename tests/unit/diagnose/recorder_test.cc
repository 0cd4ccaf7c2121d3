// SPDX-License-Identifier: Apache-2.0
#include "diagnose/recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graph_builder.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;

/// y = x, and from the first run on there is something to say of it.
class NoticingRung final : public Rung {
 public:
  explicit NoticingRung(const Graph& graph) : graph_(graph) {}

  [[nodiscard]] const RungIdentity& identity() const override { return identity_; }
  [[nodiscard]] const Graph& graph() const override { return graph_; }
  [[nodiscard]] Result<std::vector<Tensor>> run(std::span<const Tensor> inputs,
                                                const Tap& tap) const override {
    ran_ = true;
    NPUSCOPE_TRY(tap(graph_.inputs[0], inputs[0]));
    NPUSCOPE_TRY(tap(graph_.outputs[0], inputs[0]));
    return std::vector<Tensor>{inputs[0]};
  }
  [[nodiscard]] Result<std::vector<Tensor>> run_node(
      size_t /*node*/, std::span<const Tensor* const> /*inputs*/) const override {
    return fail(internal_error("not asked for"));
  }
  [[nodiscard]] RungNotes notes() const override {
    if (!ran_) return {{"known before"}, {}};
    return {{"known before", "noticed"}, {{"y", "is x"}}};
  }

 private:
  const Graph& graph_;
  RungIdentity identity_{"echo", "echo", {}};
  mutable bool ran_ = false;
};

class RecorderTest : public testing::Test {
 protected:
  void SetUp() override {
    auto model = std::make_shared<Model>();
    model->graph = testing_support::GraphBuilder()
                       .input("x", {2})
                       .node("Identity", {"x"}, {"y"})
                       .output("y")
                       .build();
    ASSERT_TRUE(infer_shapes(model->graph));
    ladder_.quantized_model = model;
    LadderRung rung;
    rung.name = rung.spec = "echo";
    rung.model = model;
    rung.rung = std::make_shared<NoticingRung>(model->graph);
    ladder_.rungs = {rung};
    tensors_ = {tensors_of(ladder_.rungs[0])};
    case_.quantized_model = folder_.path() / "model.onnx";
    case_.inputs.emplace().random = RandomSpec{};
  }

  Recorder open() {
    source_.emplace(SampleSource::open(case_, ladder_).value());
    return Recorder::open(folder_.path() / "work", ladder_, tensors_, *source_, 1).value();
  }

  test::ScratchFolder folder_;
  Case case_;
  Ladder ladder_;
  std::vector<RungTensors> tensors_;
  std::optional<SampleSource> source_;
};

TEST_F(RecorderTest, WhatARungNoticesIsSaidNowAndByARunThatReusesItsSamples) {
  {
    Recorder recorder = open();
    EXPECT_THAT(recorder.remarks(), ElementsAre());
    const auto inputs = source_->load(0, *ladder_.quantized_model).value();
    const SampleEntry sample{source_->name(0), "hash"};
    const RungValues values = run_rung(ladder_.rungs[0], tensors_[0], inputs).value();
    ASSERT_TRUE(recorder.write(0, sample, {values}));
    EXPECT_THAT(recorder.remarks(), ElementsAre("echo: noticed", "echo: 'y': is x"));
  }
  ladder_.rungs[0].rung = std::make_shared<NoticingRung>(ladder_.quantized_model->graph);
  EXPECT_THAT(open().remarks(), ElementsAre("echo: noticed", "echo: 'y': is x"));
}

TEST_F(RecorderTest, ANameThatNoRecordingHoldsIsTheModels) {
  auto model = std::make_shared<Model>(*ladder_.quantized_model);
  model->path = "net.onnx";
  ladder_.rungs[0].model = model;
  tensors_[0].entries[0].name = "MI\xff";
  source_.emplace(SampleSource::open(case_, ladder_).value());
  const auto recorder = Recorder::open(folder_.path() / "work", ladder_, tensors_, *source_, 1);
  ASSERT_FALSE(recorder);
  EXPECT_EQ(recorder.error().where(), "net.onnx");
  EXPECT_THAT(recorder.error().found(), testing::HasSubstr("behind 'MI'"));
}

}  // namespace
}  // namespace npuscope
