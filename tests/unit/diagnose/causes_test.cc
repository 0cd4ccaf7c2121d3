// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diagnose/causes/causes.h"
#include "unit/diagnose/fake_rung.h"

namespace npuscope {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr double kCode = 0.5;

/// `beyond` of `count` elements differ by `codes`.
LayerStats difference(int64_t count, int64_t beyond, double codes) {
  LayerStats stats;
  stats.moments.count = count;
  const double size = codes * kCode;
  stats.moments.mean_d = size * static_cast<double>(beyond) / static_cast<double>(count);
  stats.moments.square_d = size * size * static_cast<double>(beyond) -
                           stats.moments.mean_d * stats.moments.mean_d * static_cast<double>(count);
  stats.largest = beyond > 0 ? size : 0;
  stats.exact = count - beyond;
  stats.beyond_one = codes > 1.5 ? beyond : 0;
  return stats;
}

LayerSummary layer(const std::string& name, const std::string& op, const LayerStats& local,
                   const LayerStats& floor = difference(100, 0, 0)) {
  LayerPair pair;
  pair.name = name;
  pair.op = op;
  pair.code_scale = kCode;
  return {pair, local, local, floor, floor};
}

class Causes : public testing::Test {
 protected:
  size_t add_rung(const std::string& name, LadderRung::Place place = LadderRung::Place::kStep) {
    auto rung = std::make_shared<FakeRung>(
        RungIdentity{name, "fake", {{"cpu_model", "a CPU"}, {"cpu_flags", "avx2"}}});
    diagnosis_.ladder.rungs.push_back({name, name, nullptr, rung, nullptr, place});
    diagnosis_.detection.emplace_back();
    diagnosis_.wrong.emplace_back();
    return diagnosis_.ladder.rungs.size() - 1;
  }

  Hop hop(size_t from, size_t to, std::vector<LayerSummary> layers) {
    Hop made;
    made.from = from;
    made.to = to;
    made.output.code_scale = kCode;
    if (!layers.empty()) {
      layers.back().pair.is_output = true;
      made.output.stats = layers.back().accumulated;
    }
    for (size_t l = layers.size(); l-- > 0;)
      if (layers[l].local_beyond_floor()) made.first_local = l;
    made.layers = std::move(layers);
    return made;
  }

  /// A rung that somebody recorded.
  size_t add_recording(const std::string& name) {
    const size_t rung = add_rung(name);
    diagnosis_.ladder.rungs[rung].rung = nullptr;
    return rung;
  }

  std::vector<std::string> found() {
    std::vector<std::string> ids;
    for (const Finding& finding : examine_causes(diagnosis_)) ids.push_back(finding.id);
    return ids;
  }

  const Finding& finding(const std::string& id) {
    findings_ = examine_causes(diagnosis_);
    for (const Finding& finding : findings_)
      if (finding.id == id) return finding;
    ADD_FAILURE() << "no finding " << id;
    return findings_.emplace_back();
  }

  Diagnosis diagnosis_;
  std::vector<Finding> findings_;
};

TEST_F(Causes, NothingIsFoundWhereNothingDiffers) {
  const size_t ort = add_rung("ort");
  const size_t exact = add_rung("exact");
  diagnosis_.hops = {hop(ort, exact, {layer("conv", "Conv", difference(100, 0, 0))})};
  diagnosis_.reference = diagnosis_.hops;
  EXPECT_THAT(found(), IsEmpty());
}

/// A recorded layer that the second of two arithmetics made, and the first did not.
LayerFit made_by_second(const std::string& name, const std::string& op) {
  LayerFit fit{name, op, {{{0}, {}}, {{1}, {}}}, {{}, {}}, {1}, 1, FitKind::kEqual, {}};
  fit.mismatches[0].elements = fit.mismatches[1].elements = 100;
  fit.mismatches[0].differing = 7;
  return fit;
}

TEST_F(Causes, ARecordingSaturatedWhereItsProductsDidAndNotItsSumsOfTwo) {
  RecordingFit fit;
  fit.rung = add_recording("ort");
  fit.arithmetics = {{"exact", 0, 0, 7}, {"ort-u8s8-avx2", 1, 1, 0}};
  fit.best = {1};
  fit.layers = {made_by_second("sum", "Add")};
  diagnosis_.fits = {fit};
  EXPECT_THAT(found(), Not(Contains("A1")));
  diagnosis_.fits[0].layers.push_back(made_by_second("conv", "Conv"));
  EXPECT_THAT(finding("A1").evidence, Contains(HasSubstr("1 of 2 recorded layers")));
}

TEST_F(Causes, SaturationIsFoundInMultiplyingLayersBeyondTheReferences) {
  const size_t ort = add_rung("ort");
  const size_t exact = add_rung("exact");
  diagnosis_.hops = {hop(
      ort, exact,
      {layer("conv", "Conv", difference(100, 7, 30)), layer("relu", "Relu", difference(100, 9, 30)),
       layer("dense", "Gemm", difference(100, 0, 0))})};
  diagnosis_.reference = {hop(ort, exact, {})};
  const Finding& saturation = finding("A1");
  EXPECT_EQ(saturation.severity, Severity::kFinding);
  EXPECT_THAT(saturation.evidence, Contains(HasSubstr("1 of 2 multiplying layers")));
  EXPECT_THAT(saturation.evidence, Contains(HasSubstr("7 of their 100 output codes")));
  EXPECT_THAT(saturation.evidence, Contains(HasSubstr("'conv', up to 30 codes")));
  EXPECT_THAT(saturation.evidence, Contains(HasSubstr("a CPU; avx2")));
}

TEST_F(Causes, DifferencesThatTheReferencesShowThemselvesAreNoSaturation) {
  const size_t ort = add_rung("ort");
  const size_t exact = add_rung("exact");
  const LayerStats one_code = difference(100, 1, 1);
  diagnosis_.hops = {hop(ort, exact, {layer("conv", "Conv", one_code, one_code)})};
  diagnosis_.reference = {hop(ort, exact, {})};
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Causes, WithoutReferencesADifferenceIsNotBlamedOnSaturationButStated) {
  const size_t ort = add_rung("ort");
  const size_t exact = add_rung("exact");
  diagnosis_.hops = {hop(ort, exact, {layer("conv", "Conv", difference(100, 7, 30))})};
  EXPECT_THAT(found(), ElementsAre("U1"));
  EXPECT_THAT(finding("U1").title, HasSubstr("ort -> exact"));
  EXPECT_THAT(finding("U1").evidence, Contains(HasSubstr("'conv', whose elements differ by up to "
                                                         "30 codes")));
}

TEST_F(Causes, SaturationShowsAgainstAnyReferenceThatDoesNotSaturate) {
  const size_t ort = add_rung("ort:lib=old.so");
  const size_t unfused = add_rung("ort:level=none");
  diagnosis_.hops = {hop(ort, unfused, {layer("conv", "Conv", difference(100, 7, 30))})};
  diagnosis_.reference = {hop(ort, unfused, {})};
  EXPECT_THAT(found(), ElementsAre("A1"));
  EXPECT_THAT(finding("A1").evidence, Contains(HasSubstr("differ from unfused execution")));
}

TEST_F(Causes, AFusionThatMovesALayerByMoreThanACodeIsFound) {
  const size_t none = add_rung("ort:level=none", LadderRung::Place::kReference);
  const size_t all = add_rung("ort:level=all,precise=1", LadderRung::Place::kReference);
  diagnosis_.reference = {hop(none, all, {layer("add", "Add", difference(100, 3, 1))})};
  EXPECT_THAT(found(), IsEmpty());
  diagnosis_.reference = {hop(none, all, {layer("add", "Add", difference(100, 3, 4))})};
  EXPECT_THAT(finding("A2").evidence, Contains(HasSubstr("'add' (Add), up to 4 codes")));
  EXPECT_THAT(finding("A2").evidence, Contains(HasSubstr("1 layer differs by more")));
}

TEST_F(Causes, ADynamicallyQuantizedFileIsFoundWhateverTheNumbersSay) {
  auto model = std::make_shared<Model>();
  model->kind = ModelKind::kDynamic;
  model->path = "dynamic.onnx";
  diagnosis_.ladder.quantized_model = model;
  EXPECT_THAT(finding("A4").evidence, Contains(HasSubstr("dynamic.onnx")));
}

TEST_F(Causes, ARewrittenGraphThatComputesSomethingElseIsFound) {
  const size_t exact = add_rung("exact");
  const size_t oe = add_rung("oe");
  diagnosis_.hops = {hop(exact, oe, {layer("conv", "Conv", difference(100, 1, 2))})};
  EXPECT_THAT(finding("A6").evidence, Contains(HasSubstr("up to 2 codes")));
}

TEST_F(Causes, DifferencesWithinTheSpreadOfFloatsAreNoOtherGraph) {
  const size_t exact = add_rung("exact");
  const size_t oe = add_rung("oe");
  const LayerStats spread = difference(100, 3, 2);
  diagnosis_.hops = {hop(exact, oe, {layer("softmax", "Softmax", spread, spread)})};
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Causes, CodesInThePlaceOfRealOutputsAreNoOtherGraph) {
  const size_t exact = add_rung("exact");
  const size_t oe = add_rung("oe");
  diagnosis_.tensors.resize(2);
  for (RungTensors& tensors : diagnosis_.tensors) tensors.entries.resize(1);
  diagnosis_.hops = {hop(exact, oe, {layer("probs", "Softmax", difference(100, 1, 1))})};
  EXPECT_EQ(finding("A6").severity, Severity::kFinding);
  diagnosis_.tensors[oe].entries[0].quantization =
      Quantization{ElementType::kInt8, {static_cast<float>(kCode)}, {0}, -1};
  EXPECT_EQ(finding("A6").severity, Severity::kNote);
  EXPECT_THAT(found(), ElementsAre("A6"));
  diagnosis_.hops = {hop(exact, oe, {layer("probs", "Softmax", difference(100, 1, 2))})};
  EXPECT_EQ(finding("A6").severity, Severity::kFinding);
}

TEST_F(Causes, RoundingOfTheCompilersGraphInOnnxRuntimeIsToldFromAnotherGraph) {
  const size_t ort = add_rung("ort");
  const size_t exact = add_rung("exact");
  const size_t oe = add_rung("oe");
  const size_t runtime = add_rung("oe:level=none", LadderRung::Place::kAside);
  const auto agreeing = layer("conv", "Conv", difference(100, 0, 0));
  const auto one_code = layer("conv", "Conv", difference(100, 1, 1));
  const Hop rounded = hop(ort, runtime, {one_code});
  diagnosis_.hops = {hop(ort, exact, {agreeing}), hop(exact, oe, {agreeing}), rounded};
  EXPECT_THAT(found(), ElementsAre("A2"));
  EXPECT_EQ(finding("A2").severity, Severity::kNote);
  EXPECT_THAT(finding("A2").evidence, Contains(HasSubstr("1 of 1 layers by one code")));

  // More than a code is no rounding, and where the graphs differ anyway nothing is known.
  diagnosis_.hops.back() = hop(ort, runtime, {layer("conv", "Conv", difference(100, 1, 2))});
  EXPECT_THAT(found(), ElementsAre("U1"));
  diagnosis_.hops = {hop(ort, exact, {agreeing}), hop(exact, oe, {one_code}), rounded};
  EXPECT_THAT(found(), ElementsAre("A6", "U1"));
}

TEST_F(Causes, ConstantInputsProveNothing) {
  diagnosis_.samples.resize(3);
  diagnosis_.inputs.shape = {1, 3};
  diagnosis_.inputs.constant_samples = 3;
  EXPECT_THAT(found(), ElementsAre("B"));
}

TEST_F(Causes, MissingInputsAreNotConstantInputs) {
  diagnosis_.samples.resize(3);
  diagnosis_.inputs.constant_samples = 3;
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Causes, QuantizationLossIsExpectedAndReadFromTheExactRung) {
  const size_t real = add_rung("float");
  const size_t ort = add_rung("ort");
  const size_t exact = add_rung("exact");
  diagnosis_.hops = {hop(real, ort, {layer("conv", "Conv", difference(100, 90, 40))}),
                     hop(ort, exact, {}),
                     hop(real, exact, {layer("conv", "Conv", difference(100, 90, 2))})};
  const Finding& loss = finding("Q1");
  EXPECT_EQ(loss.severity, Severity::kExpected);
  EXPECT_THAT(loss.evidence, Contains(HasSubstr("up to 2 codes, from float to exact")));
}

TEST_F(Causes, ABoardThatDiffersIsStatedWithTheLayersThatDoSoByThemselves) {
  const size_t exact = add_rung("exact");
  const size_t board = add_rung("board");
  diagnosis_.hops = {hop(exact, board,
                         {layer("conv", "Conv", difference(100, 25, 9)),
                          layer("output", "Gemm", difference(100, 50, 3))})};
  const Finding& difference = finding("N1");
  EXPECT_THAT(difference.title, HasSubstr("not explained yet"));
  EXPECT_THAT(difference.evidence, Contains(HasSubstr("'conv' (Conv) differs by itself")));
  EXPECT_THAT(difference.evidence, Contains(HasSubstr("the first layer that does: 'conv'")));
}

TEST_F(Causes, ABoardThatDiffersNoMoreThanTheReferencesIsNoFinding) {
  const size_t exact = add_rung("exact");
  const size_t board = add_rung("board");
  const LayerStats noise = difference(100, 50, 3);
  diagnosis_.hops = {hop(exact, board, {layer("output", "Gemm", noise, noise)})};
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Causes, AnOutputThatWasPrintedWithFewDigitsIsNoDifference) {
  const size_t exact = add_rung("exact");
  const size_t board = add_rung("board");
  LayerSummary printed = layer("output", "Gemm", difference(100, 90, 0.01));
  printed.pair.code_scale = 0;
  printed.pair.resolution = 0.01;
  diagnosis_.hops = {hop(exact, board, {printed})};
  EXPECT_THAT(found(), IsEmpty());
  printed.pair.resolution = 0.001;
  diagnosis_.hops = {hop(exact, board, {printed})};
  EXPECT_THAT(found(), ElementsAre("N1"));
}

TEST_F(Causes, TheSecondOutputCountsAsTheFirst) {
  const size_t exact = add_rung("exact");
  const size_t board = add_rung("board");
  Hop two = hop(exact, board,
                {layer("first", "Gemm", difference(100, 50, 3)),
                 layer("second", "Gemm", difference(100, 0, 0))});
  two.layers[0].pair.is_output = true;
  two.output.name = "first";
  two.output.stats = two.layers[0].accumulated;
  diagnosis_.hops = {two};
  EXPECT_THAT(finding("N1").evidence, Contains(HasSubstr("elements of 'first' differ by up to 3")));
}

TEST_F(Causes, ABoardWhoseInputsNobodySawMayHaveReadOthers) {
  const size_t exact = add_rung("exact");
  const size_t board = add_rung("board");
  const LayerSummary output = layer("output", "Gemm", difference(100, 50, 3));
  diagnosis_.hops = {hop(exact, board, {output})};
  EXPECT_THAT(finding("N1").next, HasSubstr("First make sure of the inputs"));
  EXPECT_THAT(open_questions(diagnosis_), Contains(HasSubstr("whether the board read the same")));
  diagnosis_.hops = {hop(exact, board, {layer("x", "input", difference(100, 0, 0)), output})};
  EXPECT_THAT(finding("N1").next, HasSubstr("The inputs agree"));
  EXPECT_THAT(open_questions(diagnosis_),
              testing::Not(Contains(HasSubstr("whether the board read the same"))));
}

TEST_F(Causes, AnInputThatTheBoardHoldsButNobodyCouldCompareIsSaidWithTheReason) {
  const size_t exact = add_rung("exact");
  const size_t board = add_recording("board");
  diagnosis_.hops = {hop(exact, board, {layer("output", "Gemm", difference(100, 50, 3))})};
  diagnosis_.hops[0].unpaired_inputs = {{Side::kOther, 0, "input_1", "shapes differ"}};
  EXPECT_THAT(finding("N1").next, HasSubstr("'input_1' could not be compared (shapes differ)"));
  EXPECT_THAT(open_questions(diagnosis_),
              Contains(HasSubstr("'input_1' could not be compared (shapes differ)")));
}

TEST_F(Causes, ASecondInputThatNobodySawMayDiffer) {
  const size_t exact = add_rung("exact");
  const size_t board = add_recording("board");
  diagnosis_.hops = {hop(exact, board,
                         {layer("x", "input", difference(100, 0, 0)),
                          layer("output", "Gemm", difference(100, 50, 3))})};
  diagnosis_.hops[0].unpaired_inputs = {{Side::kReference, 1, "mask", std::string(kNoCounterpart)}};
  EXPECT_THAT(open_questions(diagnosis_), Contains(HasSubstr("does not show 'mask'")));
}

TEST_F(Causes, InputsWithNaNOnOneSideAreToldAsThat) {
  const size_t exact = add_rung("exact");
  const size_t board = add_recording("board");
  LayerStats stats = difference(99, 0, 0);
  stats.nan = stats.one_sided = 1;
  diagnosis_.hops = {hop(exact, board, {layer("x", "input", stats)})};
  EXPECT_THAT(finding("B").evidence,
              Contains(HasSubstr("elements are NaN or infinite on one side only in 1 of 100")));
}

TEST_F(Causes, NaNOnTheBoardIsSaidBeforeAnythingElse) {
  const size_t exact = add_rung("exact");
  const size_t board = add_rung("board");
  LayerStats stats = difference(99, 0, 0);
  stats.nan = stats.one_sided = 1;
  diagnosis_.hops = {hop(exact, board, {layer("output", "Gemm", stats)})};
  EXPECT_THAT(finding("N1").evidence,
              Contains(HasSubstr("outputs are NaN or infinite on one side only in 1 of 100")));
}

TEST_F(Causes, ARecordingThatCouldNotBeComparedIsFound) {
  const size_t exact = add_rung("exact");
  const size_t board = add_recording("board");
  diagnosis_.hops = {hop(exact, board, {})};
  diagnosis_.hops[0].unpaired_outputs = {{Side::kOther, 0, "logits", "shapes 1x2 and 1x3 differ"}};
  EXPECT_THAT(found(), ElementsAre("R1"));
  EXPECT_THAT(finding("R1").evidence,
              Contains("output 'logits' of board: shapes 1x2 and 1x3 differ"));
}

TEST_F(Causes, AnOutputOfAnotherShapeIsFoundBesideOnesThatAgree) {
  const size_t exact = add_rung("exact");
  const size_t board = add_recording("board");
  diagnosis_.hops = {hop(exact, board, {layer("output", "Gemm", difference(100, 0, 0))})};
  diagnosis_.hops[0].unpaired_outputs = {{Side::kOther, 1, "more", std::string(kNoCounterpart)}};
  EXPECT_THAT(found(), IsEmpty());
  diagnosis_.hops[0].unpaired_outputs[0].reason = "shapes 1x2 and 1x3 differ";
  EXPECT_THAT(found(), ElementsAre("R1"));
}

TEST_F(Causes, TheLossOfQuantizationIsNotReadFromABoard) {
  const size_t real = add_rung("float");
  const size_t board = add_rung("board");
  diagnosis_.hops = {hop(real, board, {layer("output", "Gemm", difference(100, 90, 40))})};
  EXPECT_THAT(found(), ElementsAre("N1"));
}

TEST_F(Causes, InputsThatHoldNaNCannotBeJudgedBy) {
  diagnosis_.samples.resize(3);
  diagnosis_.inputs.shape = {1, 3};
  diagnosis_.inputs.nonfinite_samples = 1;
  EXPECT_THAT(finding("B").evidence, Contains("1 of 3 samples"));
}

TEST_F(Causes, ABoardThatAgreesIsNoFinding) {
  const size_t exact = add_rung("exact");
  const size_t board = add_rung("board");
  diagnosis_.hops = {hop(exact, board, {layer("conv", "Conv", difference(100, 0, 0))})};
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Causes, WithoutTheNpuTheDifferenceIsDivided) {
  const size_t exact = add_rung("exact");
  const size_t cpu = add_rung("board-cpu");
  const size_t board = add_rung("board");
  diagnosis_.hops = {hop(exact, cpu, {layer("output", "Gemm", difference(100, 0, 0))}),
                     hop(cpu, board, {layer("output", "Gemm", difference(100, 50, 3))})};
  EXPECT_THAT(finding("N1").evidence, Contains(HasSubstr("the same build without the NPU agrees")));
}

TEST_F(Causes, WhereTheNpuMakesNoDifferenceItsArithmeticIsNotTheNextStep) {
  const size_t exact = add_rung("exact");
  const size_t cpu = add_rung("board-cpu");
  const size_t board = add_rung("board");
  diagnosis_.hops = {hop(exact, cpu, {layer("output", "Gemm", difference(100, 50, 3))}),
                     hop(cpu, board, {layer("output", "Gemm", difference(100, 0, 0))})};
  EXPECT_THAT(finding("N1").evidence, Contains(HasSubstr("before or around the NPU")));
  EXPECT_THAT(finding("N1").next, HasSubstr("what both builds share"));
}

TEST_F(Causes, RungsThatReadDifferentInputsAreNotJudgedDownstream) {
  const size_t exact = add_rung("exact");
  const size_t board = add_rung("board");
  diagnosis_.hops = {hop(exact, board,
                         {layer("x", "input", difference(100, 10, 97)),
                          layer("output", "Gemm", difference(100, 50, 3))})};
  EXPECT_THAT(found(), ElementsAre("B"));
  EXPECT_THAT(finding("B").title, HasSubstr("'exact' and 'board' did not read the same input"));
  EXPECT_THAT(finding("B").evidence, Contains(HasSubstr("10 of 100 elements differ")));
}

TEST_F(Causes, RoundingAnInputToItsCodesIsNoDifference) {
  const size_t exact = add_rung("exact");
  const size_t board = add_rung("board");
  diagnosis_.hops = {hop(exact, board,
                         {layer("x", "input", difference(100, 90, 0.5)),
                          layer("output", "Gemm", difference(100, 0, 0))})};
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Causes, CodesThatMayHaveBeenRoundedOtherwiseAreNotTheArithmeticsFault) {
  const size_t exact = add_rung("exact");
  const size_t board = add_recording("board");
  LayerStats rounded = difference(100, 90, 0.5);
  rounded.beyond_half = 2;
  diagnosis_.hops = {
      hop(exact, board,
          {layer("x", "input", rounded),
           layer("output", "Gemm", difference(100, 50, 1), difference(100, 50, 9))})};
  for (LayerSummary& each : diagnosis_.hops[0].layers) each.pair.from = each.pair.to = 0;
  diagnosis_.tensors.resize(2);
  for (RungTensors& tensors : diagnosis_.tensors) tensors.entries.resize(1);
  EXPECT_THAT(found(), Not(Contains("B"))) << "real numbers on both sides";
  diagnosis_.tensors[board].entries[0].quantization =
      Quantization{ElementType::kInt8, {0.5f}, {0}, -1};
  EXPECT_THAT(finding("B").evidence, Contains(HasSubstr("2 of 100 elements lie half way")));
  EXPECT_THAT(finding("B").next, HasSubstr("Leave the inputs out"));
  diagnosis_.hops[0].output.stats = difference(100, 0, 0);
  EXPECT_THAT(found(), Not(Contains("B"))) << "the outputs are equal all the same";
}

/// Nine tenths of the earlier outputs, sample after sample.
OutputSlope shrink() { return {0.9, 0.9, 0.001, 0.899, 0.901, 20, 32}; }

LayerSummary noisy_output() {
  return layer("output", "Gemm", difference(100, 100, 3), difference(100, 100, 9));
}

TEST_F(Causes, ABoardThatShrinksItsOutputsWithinTheNoiseIsFound) {
  const size_t exact = add_rung("exact");
  const size_t board = add_recording("board");
  diagnosis_.hops = {hop(exact, board, {noisy_output()})};
  diagnosis_.hops[0].output.slope = shrink();
  EXPECT_THAT(found(), ElementsAre("N1"));
  EXPECT_THAT(finding("N1").evidence,
              Contains(HasSubstr("the outputs are 0.9 +- 0.001 times those of exact, whichever "
                                 "sample is left out: a systematic shrink, not noise")));
  diagnosis_.hops[0].output.slope_floor = 0.1;
  EXPECT_THAT(found(), IsEmpty()) << "the references differ by such a slope themselves";
}

TEST_F(Causes, OutputsThatShrinkBetweenRungsOfThePcAreFoundToo) {
  const size_t exact = add_rung("exact");
  const size_t oe = add_rung("other");
  diagnosis_.hops = {hop(exact, oe, {noisy_output()})};
  diagnosis_.hops[0].output.slope = shrink();
  EXPECT_THAT(found(), ElementsAre("U1"));
  EXPECT_THAT(finding("U1").evidence, Contains(HasSubstr("0.9 +- 0.001 times")));
}

TEST_F(Causes, OutputsThatAreCodesAreNotCalledAGrowth) {
  const size_t exact = add_rung("exact");
  const size_t board = add_recording("board");
  diagnosis_.hops = {hop(exact, board, {noisy_output()})};
  diagnosis_.hops[0].output.slope = OutputSlope{2, 2, 0.001, 1.999, 2.001, 20, 32};
  diagnosis_.hops[0].output.slope_code = kCode;
  EXPECT_THAT(finding("N1").evidence, Contains(HasSubstr("as codes are that are worth 0.5 each")));
}

TEST_F(Causes, RecordedInputsAreNotPreparedByTheCase) {
  diagnosis_.samples.resize(3);
  diagnosis_.inputs.shape = {1, 3};
  diagnosis_.inputs.constant_samples = 3;
  EXPECT_THAT(finding("B").next, HasSubstr("[inputs.prepare]"));
  diagnosis_.inputs.recorded = true;
  EXPECT_THAT(finding("B").next, Not(HasSubstr("[inputs.prepare]")));
}

}  // namespace
}  // namespace npuscope
