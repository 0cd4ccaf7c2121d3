// SPDX-License-Identifier: Apache-2.0
// What the NPU's own arithmetic explains, and what it does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diagnose/causes/causes.h"
#include "unit/diagnose/fake_rung.h"

namespace npuscope {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr double kCode = 0.5;

/// `differing` of 100 elements differ by `codes`.
LayerStats difference(int64_t differing, double codes) {
  LayerStats stats;
  stats.moments.count = 100;
  stats.moments.square_d = codes * codes * kCode * kCode * static_cast<double>(differing);
  stats.largest = differing > 0 ? codes * kCode : 0;
  stats.exact = 100 - differing;
  stats.beyond_half = codes > 0.5 ? differing : 0;
  stats.beyond_one = codes > 1.5 ? differing : 0;
  return stats;
}

LayerSummary layer(const std::string& name, const LayerStats& stats) {
  LayerPair pair;
  pair.name = name;
  pair.op = "Conv";
  pair.code_scale = kCode;
  const LayerStats none = difference(0, 0);
  return {pair, stats, stats, none, none};
}

class NpuCauses : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"exact", "neural-art", "board", "neural-art:compiler=4.0"}) {
      diagnosis_.ladder.rungs.push_back({name, name, nullptr,
                                         std::make_shared<FakeRung>(RungIdentity{name, "fake", {}}),
                                         nullptr});
      diagnosis_.wrong.emplace_back();
      diagnosis_.detection.emplace_back();
    }
    diagnosis_.ladder.rungs[2].rung = nullptr;
    diagnosis_.ladder.rungs[3].place = LadderRung::Place::kCandidate;
    diagnosis_.samples.resize(4);
    diagnosis_.samples[0].name = "a.png";
    NpuLayer conv;
    conv.name = "conv";
    conv.op = "Conv";
    conv.basis = {Evidence::kSilicon, "convolution"};
    conv.cap = AccumulatorCap{};
    conv.stages.resize(2);
    diagnosis_.npu = {conv};
  }

  Hop hop(size_t from, size_t to, const LayerStats& stats) {
    Hop made;
    made.from = from;
    made.to = to;
    made.layers = {layer("conv", stats)};
    made.layers[0].pair.is_output = true;
    made.output.stats = stats;
    made.output.code_scale = kCode;
    made.output.slope_code = kCode;
    if (stats.differs()) made.first_local = 0;
    return made;
  }

  /// The ladder's hops, and the arithmetics against the board.
  void set(const LayerStats& into_npu, const LayerStats& own, const LayerStats& other) {
    diagnosis_.hops = {hop(0, 1, into_npu), hop(1, 2, own)};
    diagnosis_.against_board = {hop(0, 2, into_npu), hop(1, 2, own), hop(3, 2, other)};
  }

  std::vector<std::string> found() {
    std::vector<std::string> ids;
    for (const Finding& finding : examine_causes(diagnosis_)) ids.push_back(finding.id);
    return ids;
  }

  Finding finding(const std::string& id) {
    for (const Finding& finding : examine_causes(diagnosis_))
      if (finding.id == id) return finding;
    ADD_FAILURE() << "no finding " << id;
    return {};
  }

  Diagnosis diagnosis_;
};

TEST_F(NpuCauses, ABoardThatEqualsItsArithmeticIsAcquittedBeforeAnythingElse) {
  set(difference(5, 1), difference(0, 0), difference(2, 1));
  EXPECT_THAT(found(), ElementsAre("N0", "E20"));
  const Finding acquittal = finding("N0");
  EXPECT_EQ(acquittal.severity, Severity::kAcquittal);
  EXPECT_THAT(acquittal.title, HasSubstr("memory, caches and runtime are acquitted"));
  EXPECT_THAT(acquittal.evidence, Contains(HasSubstr("equal in all 100 output elements")));
  EXPECT_THAT(acquittal.evidence,
              Contains("exact and the board differ in 5 of 100, by at most 1 code"));
}

TEST_F(NpuCauses, ABoardMayHaveTheArithmeticOfAnotherCompiler) {
  set(difference(5, 1), difference(2, 1), difference(0, 0));
  EXPECT_THAT(found(), ElementsAre("N0", "E20"));
  EXPECT_THAT(finding("N0").evidence, Contains(HasSubstr("neural-art:compiler=4.0 and the board "
                                                         "are equal")));
}

TEST_F(NpuCauses, ABoardThatEqualsNoArithmeticIsNotExplainedAndTheElementIsNamed) {
  set(difference(5, 1), difference(1, 40), difference(3, 40));
  diagnosis_.hops[1].output.worst = {0, 7, 1.0, 21.0};
  EXPECT_THAT(found(), Contains("N1"));
  EXPECT_THAT(found(), Not(Contains("N0")));
  const Finding fault = finding("N1");
  EXPECT_THAT(fault.title, HasSubstr("not explained by the NPU's arithmetic"));
  EXPECT_THAT(fault.evidence, Contains(HasSubstr("element 7 of the output of sample 'a.png'")));
  EXPECT_THAT(fault.next, HasSubstr("every layer's arithmetic is proven on silicon"));
}

TEST_F(NpuCauses, LayersThatAreNotProvenAreSuspectsToo) {
  set(difference(5, 1), difference(1, 40), difference(3, 40));
  diagnosis_.npu[0].basis = {Evidence::kStructural, "product"};
  EXPECT_THAT(finding("N1").next, HasSubstr("not proven: 'conv' (structural)"));
}

TEST_F(NpuCauses, AnAccumulatorThatCutsALayerIsFound) {
  set(difference(5, 9), difference(0, 0), difference(0, 0));
  diagnosis_.npu[0].stages[0] = {1000, 3, 4, 0, 50000};
  diagnosis_.npu[0].saturating_samples = 2;
  const Finding cap = finding("E23");
  EXPECT_EQ(cap.severity, Severity::kFinding);
  EXPECT_THAT(cap.evidence, Contains(HasSubstr("7 of 1000 sums leave 16 bits, in 2 of 4 samples")));
}

TEST_F(NpuCauses, SaturationThatTheOutputsCodesHideIsNoFinding) {
  set(difference(5, 1), difference(0, 0), difference(0, 0));
  diagnosis_.npu[0].stages[0] = {1000, 3, 4, 0, 50000};
  EXPECT_THAT(found(), Not(Contains("E23")));
}

TEST_F(NpuCauses, TheArithmeticsOwnCostIsExpected) {
  set(difference(5, 1), difference(0, 0), difference(0, 0));
  EXPECT_EQ(finding("E20").severity, Severity::kExpected);
  EXPECT_THAT(finding("E20").hops, ElementsAre(0U));
}

TEST_F(NpuCauses, TheBoardsOwnOutputsSpeakForTheCapOrAgainstIt) {
  set(difference(5, 40), difference(0, 0), difference(2, 1));
  diagnosis_.npu[0].stages[0].elements = 100;
  diagnosis_.npu[0].stages[0].saturated_high = 5;
  diagnosis_.board_at_cap = BoardAtCap{"conv", 100, 5, 0, 5};
  EXPECT_THAT(
      finding("E23").evidence,
      Contains("on the board none of 100 outputs lies beyond the cap of 'conv', and 5 stand "
               "right at it; exact has 5 beyond"));
  diagnosis_.board_at_cap->beyond = 3;
  EXPECT_THAT(finding("E23").evidence, Contains(HasSubstr("3 of 100 outputs lie beyond the cap")));
  diagnosis_.board_at_cap->exact_beyond = 0;  // nothing that could be cut
  EXPECT_THAT(finding("E23").evidence, Not(Contains(HasSubstr("on the board"))));
}

TEST_F(NpuCauses, ABoardWhoseOutputsAgreeIsNotAcquittedWhereARecordedLayerDoesNot) {
  set(difference(5, 1), difference(0, 0), difference(2, 1));
  LayerFit odd;
  odd.name = "conv";
  odd.op = "Conv";
  odd.trials.push_back({{0}, {}});
  odd.mismatches.resize(1);
  odd.mismatches[0].elements = 100;
  odd.mismatches[0].differing = 50;
  odd.mismatches[0].largest = 90;
  RecordingFit fit;
  fit.rung = 2;
  fit.arithmetics = {{"2.2"}};
  fit.best = {0};
  fit.layers = {odd};
  diagnosis_.fits = {fit};
  EXPECT_THAT(found(), Not(Contains("N0")));
  const Finding fault = finding("N1");
  EXPECT_EQ(fault.severity, Severity::kFinding);
  EXPECT_THAT(fault.title, HasSubstr("but recorded layers are not"));
  EXPECT_THAT(fault.evidence, Contains(HasSubstr("'conv' (Conv) is what no arithmetic makes")));
}

TEST_F(NpuCauses, ABoardThatEqualsExactIntegersDidNotComputeOnTheNpu) {
  set(difference(5, 40), difference(5, 40), difference(5, 40));
  diagnosis_.against_board[0] = hop(0, 2, difference(0, 0));
  const Finding fault = finding("N1");
  EXPECT_THAT(fault.evidence, Contains("exact and the board are equal in all 100 output elements"));
  EXPECT_THAT(fault.next, HasSubstr("Make sure that the NPU executed the network"));
}

}  // namespace
}  // namespace npuscope
