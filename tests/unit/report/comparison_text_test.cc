// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/comparison_report.h"

namespace npuscope {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// One output, compared over all four samples.
ComparisonReport report() {
  ComparisonReport r;
  r.comparison.samples = r.comparison.samples_held = 4;
  TensorComparison row;
  row.name = "out";
  row.role = TensorRole::kOutput;
  row.figures.elements = 8;
  r.comparison.tensors = {row};
  return r;
}

std::string text_of(const ComparisonReport& r) { return comparison_text(r, false); }

GateVerdict verdict(GateOutcome outcome) {
  return {*parse_gate("cos>=0.9"), "out", {outcome, 0.5, "cos is 0.5"}};
}

TEST(ComparisonText, SpeaksOnlyOfTheSamplesThatWereCompared) {
  ComparisonReport r = report();
  EXPECT_THAT(text_of(r), StartsWith("No tensor differs.\n"));
  r.comparison.samples = 1;
  EXPECT_THAT(text_of(r), StartsWith("No tensor differs in the 1 of 4 samples compared.\n"));
  r.gates = {verdict(GateOutcome::kPass)};
  EXPECT_THAT(text_of(r), StartsWith("The gate holds in the 1 of 4 samples compared.\n"));
}

TEST(ComparisonText, SaysInHowManySamplesTensorsStand) {
  ComparisonReport r = report();
  EXPECT_THAT(text_of(r), HasSubstr("\n  4 samples, 1 tensor paired\n"));
  r.comparison.tensors.resize(4, r.comparison.tensors[0]);
  r.comparison.tensors[0].missing = r.comparison.tensors[1].missing = 3;
  EXPECT_THAT(text_of(r), HasSubstr("\n  4 samples, 4 tensors paired, 2 of them in 1 sample\n"));
  r.comparison.tensors[0].missing = 1;
  EXPECT_THAT(text_of(r), HasSubstr("4 tensors paired, 2 of them in 1 to 3 samples\n"));
}

TEST(ComparisonText, ClaimsNothingOfTensorsWithoutACounterpart) {
  ComparisonReport r = report();
  r.comparison.unpaired_tensors = {{Side::kOther, 0, "x", "why"}};
  EXPECT_THAT(text_of(r), StartsWith("No paired tensor differs.\n"));
  r.has_floor = true;
  EXPECT_THAT(text_of(r), StartsWith("Every paired tensor stays within the noise floor.\n"));
}

TEST(ComparisonText, AnOutputThatDoesNotFitItsCounterpartIsNoAgreement) {
  ComparisonReport r = report();
  EXPECT_TRUE(r.agrees());
  r.misfits = {"boxes"};
  EXPECT_FALSE(r.agrees());
  EXPECT_THAT(text_of(r), StartsWith("Outputs that do not fit each other: 'boxes'.\n"));
}

TEST(ComparisonText, CountsGates) {
  ComparisonReport r = report();
  r.gates = {verdict(GateOutcome::kFail)};
  EXPECT_THAT(text_of(r), StartsWith("The gate fails.\n"));
  r.gates.push_back(verdict(GateOutcome::kPass));
  EXPECT_THAT(text_of(r), StartsWith("1 of 2 gates fail.\n"));
  r.gates[0] = r.gates[1];
  EXPECT_THAT(text_of(r), StartsWith("All 2 gates hold.\n"));
}

TEST(ComparisonText, ShowsWhatIsNotFinite) {
  ComparisonReport r = report();
  EXPECT_THAT(text_of(r), Not(HasSubstr("NaN")));
  r.comparison.tensors[0].figures.nan = 3;
  EXPECT_THAT(text_of(r), HasSubstr("'out': 3 NaN, the same on both sides\n"));
  r.comparison.tensors[0].figures.infinite = 1;
  r.comparison.tensors[0].figures.one_sided = 2;
  EXPECT_THAT(text_of(r), HasSubstr("'out': 3 NaN and 1 infinite, 2 of them not on both sides\n"));
}

TEST(ComparisonText, GivesFiguresInCodesTheirUnit) {
  ComparisonReport r = report();
  r.first_beyond = 0;
  r.comparison.tensors[0].in_codes = true;
  r.comparison.tensors[0].figures.worst = WorstElement{"0", 3, 4, 6};
  EXPECT_THAT(text_of(r), StartsWith("First tensor that differs: 'out', in codes\n"));
  EXPECT_THAT(text_of(r), HasSubstr("'out' in ST's figures, in codes: acc"));
  EXPECT_THAT(text_of(r), HasSubstr("index 3: 4.00000 against 6.00000 codes\n"));
}

TEST(ComparisonText, SaysEachNoteOnceWithItsTensors) {
  ComparisonReport r = report();
  r.comparison.tensors[0].notes = {"scale from a_Q.json"};
  r.comparison.tensors.resize(6, r.comparison.tensors[0]);
  EXPECT_THAT(text_of(r),
              HasSubstr("note: 'out', 'out', 'out', 'out' and 2 more: scale from a_Q.json\n"));
}

TEST(ComparisonText, TellsTheFirstTensorThatDiffersInFullWhateverItsRole) {
  ComparisonReport r = report();
  r.comparison.tensors[0].role = TensorRole::kIntermediate;
  r.comparison.tensors[0].figures.worst = WorstElement{"0", 3, 4, 6};
  EXPECT_THAT(text_of(r), Not(HasSubstr("largest difference")));
  r.first_beyond = 0;
  EXPECT_THAT(text_of(r), HasSubstr("largest difference: sample 0, index 3"));
}

TEST(ComparisonText, ShowsTheNoiseFloorOfEachTensor) {
  ComparisonReport r = report();
  EXPECT_THAT(text_of(r), Not(HasSubstr("floor")));
  Figures spread;
  spread.largest = 0.25;
  spread.rmse = 0.125;
  r.floor.raise("out", spread);
  r.has_floor = true;
  EXPECT_THAT(text_of(r), HasSubstr("floor max / rmse"));
  EXPECT_THAT(text_of(r), HasSubstr("0.250 / 0.125"));
}

TEST(ComparisonText, ListsManyUnpairedSamplesInPart) {
  ComparisonReport r = report();
  r.comparison.unpaired_samples.resize(23, {Side::kOther, 0, "x", "why"});
  EXPECT_THAT(text_of(r), HasSubstr("… and 3 unpaired samples more, all in --json\n"));
}

TEST(ComparisonReport, HoldsEachSampleInJsonAndCsv) {
  ComparisonReport r = report();
  EXPECT_THAT(comparison_csv(r), StartsWith("tensor,acc,"));
  EXPECT_THAT(comparison_json(r), Not(HasSubstr("\"sample\":")));
  SampleFigures sample = {"a,b.png", {}};
  sample.figures.rmse = 0.5;
  r.comparison.tensors[0].samples = {sample};
  EXPECT_THAT(comparison_csv(r), StartsWith("tensor,sample,acc,rmse,"));
  EXPECT_THAT(comparison_csv(r), HasSubstr("\nout,,"));
  EXPECT_THAT(comparison_csv(r), HasSubstr("\nout,\"a,b.png\",,0.5,"));
  EXPECT_THAT(comparison_json(r), HasSubstr("\"sample\": \"a,b.png\""));
  EXPECT_THAT(text_of(r), HasSubstr("worst sample: a,b.png, rmse 0.500\n"));
}

TEST(ComparisonReport, KnowsNoNegativeZero) {
  ComparisonReport r = report();
  r.comparison.tensors[0].figures.bias = -0.0;
  EXPECT_THAT(comparison_json(r), HasSubstr("\"bias\": 0.0"));
  EXPECT_THAT(comparison_csv(r), Not(HasSubstr("-0")));
}

TEST(ComparisonReport, NamesTheChannelAxisAndTheUnit) {
  ComparisonReport r = report();
  r.comparison.tensors[0].figures.channel_rmse = {0, 1};
  r.comparison.tensors[0].channel_axis = 3;
  EXPECT_THAT(comparison_json(r), HasSubstr("\"channel.axis\": 3"));
  EXPECT_THAT(comparison_json(r), HasSubstr("\"unit\": \"real\""));
}

}  // namespace
}  // namespace npuscope
