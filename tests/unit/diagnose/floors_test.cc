// SPDX-License-Identifier: Apache-2.0
#include "diagnose/floors.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

/// `count` elements, each `codes` of size 1 apart.
LayerStats apart(double codes, int64_t count = 4) {
  LayerStats stats;
  stats.moments.count = count;
  stats.moments.mean_d = codes;
  stats.largest = codes;
  stats.exact = codes > 0 ? 0 : count;
  return stats;
}

LayerSummary layer(size_t from, size_t to, const LayerStats& stats) {
  LayerPair pair;
  pair.from = from;
  pair.to = to;
  pair.code_scale = 1;
  return {pair, stats, stats, std::nullopt, std::nullopt};
}

TEST(NoiseFloor, WithoutReferencesAnyDifferenceIsBeyond) {
  EXPECT_FALSE(layer(0, 0, apart(0)).beyond_floor());
  EXPECT_TRUE(layer(0, 0, apart(1)).beyond_floor());
  EXPECT_FALSE(layer(0, 0, LayerStats()).beyond_floor()) << "nothing was compared";
}

TEST(NoiseFloor, LessThanHalfACodeIsTheSameCode) {
  EXPECT_FALSE(layer(0, 0, apart(0.5)).beyond_floor());
  LayerSummary printed = layer(0, 0, apart(0.004));
  printed.pair.code_scale = 0;
  EXPECT_TRUE(printed.beyond_floor());
  printed.pair.resolution = 0.01;
  EXPECT_FALSE(printed.beyond_floor()) << "half the last printed digit";
}

TEST(NoiseFloor, HoldsWhatTheReferencesDifferThemselves) {
  LayerSummary one = layer(0, 0, apart(1));
  one.floor = apart(1);
  EXPECT_FALSE(one.beyond_floor());
  one.accumulated = apart(2);
  EXPECT_TRUE(one.beyond_floor());
  one.accumulated = apart(1);
  one.floor = apart(1);
  one.floor->moments.mean_d = 0.4;
  EXPECT_TRUE(one.beyond_floor()) << "as large, but everywhere";
}

TEST(NoiseFloor, ANaNOnOneSideIsBeyondAnyFloor) {
  LayerSummary one = layer(0, 0, apart(0));
  one.floor = apart(100);
  one.accumulated.nan = one.accumulated.one_sided = 1;
  EXPECT_TRUE(one.beyond_floor());
}

/// References `none` and `precise`, the rung `exact`, and a board whose file calls its outputs
/// output_1 and output_2; the network calls them `live` and `age`.
class Floors : public testing::Test {
 protected:
  Floors() {
    for (const char* name : {"exact", "board", "none", "precise"}) add(name);
    diagnosis_.tensors[1].entries[0].name = "output_1";
    diagnosis_.tensors[1].entries[1].name = "output_2";
    Hop references;
    references.from = 2;
    references.to = 3;
    references.layers = {layer(0, 0, apart(3)), layer(1, 1, apart(0))};
    diagnosis_.reference = {references};
  }

  void add(const std::string& name) {
    LadderRung rung;
    rung.name = name;
    diagnosis_.ladder.rungs.push_back(rung);
    RungTensors tensors;
    for (const char* output : {"live", "age"}) {
      TensorEntry entry;
      entry.name = output;
      entry.role = TensorRole::kOutput;
      tensors.entries.push_back(entry);
    }
    diagnosis_.tensors.push_back(tensors);
  }

  Hop floored(size_t from, size_t to, double first, double second) const {
    Hop hop;
    hop.from = from;
    hop.to = to;
    hop.layers = {layer(0, 0, apart(first)), layer(1, 1, apart(second))};
    for (LayerSummary& one : hop.layers) one.pair.is_output = true;
    set_floors(hop, diagnosis_);
    return hop;
  }

  Diagnosis diagnosis_;
};

TEST_F(Floors, AreThoseOfTheSameTensorWhateverARecordingCallsIt) {
  EXPECT_TRUE(floored(0, 1, 3, 0).outputs_beyond_floor().empty());
  EXPECT_EQ(floored(0, 1, 3, 1).outputs_beyond_floor().size(), 1U);
  EXPECT_EQ(floored(1, 1, 3, 0).layers[0].floor->largest, 3) << "both sides are recordings";
}

TEST_F(Floors, OutOfAFloatNetworkALayerMayLoseItsRounding) {
  diagnosis_.ladder.rungs[0].name = "float";
  const Hop hop = floored(0, 1, 0.5, 2);
  EXPECT_FALSE(hop.layers[0].local_beyond_floor());
  EXPECT_EQ(hop.first_local, 1U);
}

TEST_F(Floors, AHopLeavesThemByItsLayersWhereThoseCanBeReExecuted) {
  Hop hop = floored(0, 1, 9, 0);
  EXPECT_TRUE(hop.leaves_floor());
  hop.first_local.reset();
  EXPECT_FALSE(hop.leaves_floor()) << "each layer alone stays within: noise that has grown";
  for (LayerSummary& one : hop.layers) one.local = LayerStats();
  EXPECT_TRUE(hop.leaves_floor()) << "nothing could be re-executed";
}

}  // namespace
}  // namespace npuscope
