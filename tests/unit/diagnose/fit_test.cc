// SPDX-License-Identifier: Apache-2.0
#include "diagnose/fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diagnose/diagnosis.h"
#include "support/graph_builder.h"
#include "support/npz_writer.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

/// Three convolutions of 64 channels, one behind the other: "q1", "q2", "q3" are their codes.
Graph three_layers() {
  std::vector<int8_t> weights(size_t{64} * 64);
  for (size_t i = 0; i < weights.size(); ++i)
    weights[i] = static_cast<int8_t>(static_cast<int>(i * i % 251) - 125);
  testing_support::GraphBuilder b;
  b.input("x", {1, 64, 4, 4}).quantize("x", "q0", 0.02f, -3).dequantize("q0", "d0", 0.02f, -3);
  b.constant<int8_t>("w", {64, 64, 1, 1}, weights).dequantize("w", "wd", 0.001f);
  for (const std::string n : {"1", "2", "3"}) {
    const std::string before = "d" + std::to_string(n[0] - '1');
    b.node("Conv", {before, "wd"}, {"c" + n}).quantize("c" + n, "q" + n, 0.01f, 4);
    b.dequantize("q" + n, "d" + n, 0.01f, 4);
  }
  return b.output("d3").build();
}

/// A recording of the network in a board's place, and its diagnosis.
class FitTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("net.onnx", test::write_onnx(three_layers()));
    case_.quantized_model = folder_.path() / "net.onnx";
    model_ = std::make_shared<const Model>(load_model(*case_.quantized_model, {}).value());
  }

  /// Runs the network as a board would, and records what memory holds when each layer is done.
  /// `fault`: after this layer, one of its codes is changed before anybody reads it.
  void record_board(const std::string& spec, const std::string& fault = "") {
    const auto options = parse_neural_art_spec(spec).value();
    const auto rung = make_arithmetic_rung(model_, *make_neural_art_arithmetic(options)).value();
    const Graph& graph = model_->graph;
    std::vector<float> pixels(size_t{64} * 16);
    for (size_t i = 0; i < pixels.size(); ++i)
      pixels[i] = static_cast<float>(i * 7919 % 256) * 0.02f - 2.5f;
    std::map<ValueId, Tensor> memory;
    memory[graph.inputs[0]] = Tensor::of<float>({1, 64, 4, 4}, pixels);
    std::vector<NamedTensor> recorded = {{"x", memory[graph.inputs[0]]}};
    for (size_t n = 0; n < graph.nodes.size(); ++n) {
      std::vector<const Tensor*> inputs;
      for (const ValueId id : graph.nodes[n].inputs)
        inputs.push_back(memory.contains(id) ? &memory[id] : nullptr);
      auto outputs = rung->run_node(n, inputs).value();
      const std::string& name = graph.value(graph.nodes[n].outputs[0]).name;
      names_.push_back(name);
      if (!fault.empty() && name == fault) outputs[0].mutable_values<int8_t>()[100] ^= 0x40;
      memory[graph.nodes[n].outputs[0]] = outputs[0];
      recorded.push_back({name, outputs[0]});
    }
    folder_.write("board.npz", test::format_npz(recorded).value());
    case_.recordings = {{"board", to_utf8(folder_.path() / "board.npz")}};
  }

  Diagnosis diagnosed() {
    DiagnoseOptions options;
    options.work_folder = folder_.path() / "work";
    options.ort_library = fs::path("none");
    options.progress = false;
    auto result = diagnose(case_, options);
    EXPECT_TRUE(result) << result.error().message();
    return *std::move(result);
  }

  /// "c1: equal, c2: not explained"
  static std::string kinds(const RecordingFit& fit) {
    std::string text;
    for (const LayerFit& layer : fit.layers)
      text += (text.empty() ? "" : ", ") + layer.name + ": " + std::string(fit_name(layer.kind));
    return text;
  }

  test::ScratchFolder folder_;
  std::shared_ptr<const Model> model_;
  std::vector<std::string> names_;
  Case case_;
};

TEST_F(FitTest, WhatIsMadeAsAssumedIsEqualAndNothingIsFound) {
  record_board("neural-art");
  const Diagnosis d = diagnosed();
  ASSERT_EQ(d.fits.size(), 1U);
  EXPECT_EQ(kinds(d.fits[0]), "c1: equal, c2: equal, c3: equal");
  EXPECT_TRUE(d.fits[0].as_assumed());
  EXPECT_TRUE(d.fits[0].explains_all());
  EXPECT_TRUE(d.fits[0].passes.empty());
  EXPECT_THAT(d.findings, Not(Contains(Field(&Finding::id, "N2"))));
}

TEST_F(FitTest, AnotherGenerationAndOtherPassesAreNamedWithTheOptionsToUse) {
  record_board("neural-art:compiler=4.0,pass-plan=c2=8,pass-plan=c3=8+");
  const Diagnosis d = diagnosed();
  const RecordingFit& fit = d.fits.at(0);
  EXPECT_EQ(fit.arithmetics[fit.chosen()].name, "4.0");
  EXPECT_THAT(fit.best, ElementsAre(fit.chosen()));
  EXPECT_TRUE(fit.explains_all());
  ASSERT_EQ(fit.passes.size(), 2U);
  EXPECT_EQ(fit.passes[0].layer, "c2");
  EXPECT_EQ(fit.passes[0].choice, (PassChoice{8, false}));
  EXPECT_EQ(fit.passes[1].layer, "c3");
  EXPECT_EQ(fit.passes[1].choice, (PassChoice{8, true}));
  EXPECT_THAT(
      d.findings,
      Contains(AllOf(
          Field(&Finding::id, "N2"), Field(&Finding::severity, Severity::kAcquittal),
          Field(&Finding::next, AllOf(HasSubstr("'neural-art:compiler=4.0'"),
                                      HasSubstr("--pass-plan 'c2=8' --pass-plan 'c3=8+'"))))));
  EXPECT_THAT(d.findings, Not(Contains(Field(&Finding::id, "N1"))));
}

TEST_F(FitTest, PassesThatMakeTheSameNumbersTieAndTheRuleStays) {
  record_board("neural-art:compiler=4.0,pass-plan=c2=8,pass-plan=c3=4+");
  const Diagnosis d = diagnosed();
  const RecordingFit& fit = d.fits.at(0);
  const LayerFit& third = fit.layers.at(2);
  std::vector<std::string> texts;
  for (const size_t trial : third.equal) texts.push_back(trial_text(fit, third, trial));
  EXPECT_THAT(texts, ElementsAre("4.0", "4.0, 4+ passes"));
  EXPECT_THAT(fit.passes, ElementsAre(Field(&FittingPasses::layer, "c2")));
}

TEST_F(FitTest, TheOptionsThatItNamesMakeTheBoardEqual) {
  record_board("neural-art:compiler=4.0,pass-plan=c2=8,pass-plan=c3=8+");
  case_.run = {"exact", "neural-art:compiler=4.0"};
  case_.pass_plans = {"c2=8", "c3=8+"};
  const Diagnosis d = diagnosed();
  EXPECT_TRUE(d.fits.at(0).as_assumed());
  EXPECT_THAT(d.findings, Contains(Field(&Finding::id, "N0")));
  EXPECT_THAT(d.findings, Not(Contains(Field(&Finding::id, "N2"))));
}

TEST_F(FitTest, AFaultIsNotExplainedInThatLayerAlone) {
  record_board("neural-art", "c2");
  const Diagnosis d = diagnosed();
  const RecordingFit& fit = d.fits.at(0);
  EXPECT_EQ(kinds(fit), "c1: equal, c2: not explained, c3: equal");
  EXPECT_FALSE(fit.explains_all());
  const Mismatches& m = fit.layers[1].mismatches[fit.layers[1].best];
  EXPECT_EQ(m.differing, 1);
  EXPECT_EQ(m.largest, 64);
  EXPECT_THAT(m.channels, testing::Optional(ElementsAre(100 / 16)));
  EXPECT_THAT(d.findings,
              Contains(AllOf(Field(&Finding::id, "N1"),
                             Field(&Finding::evidence,
                                   Contains(HasSubstr("'c2' (Conv) is what no arithmetic makes of "
                                                      "its recorded inputs"))))));
}

TEST_F(FitTest, WhatNoArithmeticMakesBetterIsNotCalledAnother) {
  record_board("neural-art", "c1");
  const Diagnosis d = diagnosed();
  EXPECT_TRUE(d.fits.at(0).as_assumed());
  EXPECT_THAT(d.findings, Not(Contains(Field(&Finding::id, "N2"))));
}

TEST_F(FitTest, AResumedRunSaysTheSame) {
  record_board("neural-art:compiler=4.0,pass-plan=c2=8");
  const Diagnosis first = diagnosed();
  const Diagnosis second = diagnosed();
  EXPECT_EQ(second.resumed_samples, 1);
  ASSERT_EQ(first.fits.at(0).layers.size(), second.fits.at(0).layers.size());
  for (size_t l = 0; l < first.fits[0].layers.size(); ++l)
    EXPECT_EQ(first.fits[0].layers[l].mismatches, second.fits[0].layers[l].mismatches);
}

TEST_F(FitTest, APassPlanWithoutTheRungIsAUsageError) {
  record_board("neural-art");
  case_.run = {"exact"};
  case_.pass_plans = {"c2=8"};
  DiagnoseOptions options;
  options.work_folder = folder_.path() / "work";
  options.ort_library = fs::path("none");
  options.progress = false;
  const auto refused = diagnose(case_, options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind(), ErrorKind::kUsage);
}

}  // namespace
}  // namespace npuscope
