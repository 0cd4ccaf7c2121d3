// SPDX-License-Identifier: Apache-2.0
// Layers as ST's compiler writes their units, in every form that public builds have.
#include "build/unit_coefficients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/made_units.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

StUnit accumulator() { return made_accumulator("Conv2D_7", 0); }

/// A1 from a vector of four, applied with s1 = 12.
StUnit scale() {
  return with(made_stage("Conv2D_7_mul_scale_3", 0),
              {{"outbytes_o", "2"}, {"shift_o", "12"}, {"A_vector", at_parameter_0()}});
}

/// C from a vector of four numbers of 32 bits.
StUnit addend() {
  return with(made_stage("Conv2D_7_off_bias_4", 1),
              {{"combinebc", "1"}, {"C_vector", at_parameter_8()}});
}

MadeParameters parameters() {
  MadeParameters made;
  made.add<int16_t>({100, -200, 300, 400}).add<int32_t>({-1000000, 5, 6, 7});
  return made;
}

const BuildLayer& the_layer(const BuildCoefficients& all) {
  static const BuildLayer none;
  EXPECT_TRUE(all.unread.empty()) << all.unread.front().reason;
  return all.layers.size() == 1 ? all.layers.front() : none;
}

std::string why_unread(std::vector<StUnit> units, const MadeParameters& made = parameters()) {
  const BuildCoefficients all = read_made(made_network(std::move(units)), made);
  return all.unread.size() == 1 ? all.unread.front().reason : "";
}

TEST(UnitCoefficients, ThreeRoundingsFromVectorsOfATrace) {
  const MadeParameters made = parameters();
  const auto all = read_made(made_network({accumulator(), scale(), addend()}), made);
  const BuildLayer& layer = the_layer(all);
  EXPECT_EQ(layer.node, "Conv2D_7");
  EXPECT_EQ(layer.epoch, 5);
  EXPECT_EQ(layer.source.line, 100);
  const ProductCoefficients& k = layer.coefficients;
  EXPECT_TRUE(k.three_roundings);
  EXPECT_EQ(k.s_o, 3);
  EXPECT_EQ(k.s1, 12);
  EXPECT_THAT(k.a1, ElementsAre(100, -200, 300, 400));
  EXPECT_EQ(k.s2, 20);
  EXPECT_THAT(k.a2, ElementsAre(16384));
  EXPECT_THAT(k.c, ElementsAre(-1000000, 5, 6, 7));
}

TEST(UnitCoefficients, TwoRoundingsHaveAAndCInOneStage) {
  const MadeParameters made = parameters();
  const auto all = read_made(
      made_network({accumulator(), with(addend(), {{"A_vector", at_parameter_0()}})}), made);
  const ProductCoefficients& k = the_layer(all).coefficients;
  EXPECT_FALSE(k.three_roundings);
  EXPECT_THAT(k.a2, ElementsAre(100, -200, 300, 400));
  EXPECT_THAT(k.c, ElementsAre(-1000000, 5, 6, 7));
}

TEST(UnitCoefficients, OneValueForAllChannelsStandsInTheRegistersThemselves) {
  const auto all = read_made(
      made_network({accumulator(), with(scale(), {{"A_vector", "{0}"}, {"A_scalar", "29000"}}),
                    with(addend(), {{"C_vector", "{0}"},
                                    {"B_scalar", "-2"},
                                    {"C_scalar", "(short)-1"},
                                    {"C_shift", "1"}})}));
  const ProductCoefficients& k = the_layer(all).coefficients;
  EXPECT_THAT(k.a1, ElementsAre(29000));
  // B and C together are one number of 32 bits: 0xFFFEFFFF, then C_shift.
  EXPECT_THAT(k.c, ElementsAre(-65537 * 2));
}

TEST(UnitCoefficients, OfManyChannelsAreStreamedInBlocks) {
  // Blocks of two channels, each there twice: a map of two positions.
  MadeParameters made;
  made.add<int16_t>({1, 2, 1, 2, 3, 4, 3, 4}).add<int16_t>({5, 6, 5, 6, 7, 8, 7, 8});
  const auto stream = [](int index, std::string_view begin, std::string_view end) {
    return made_unit(
        "Streng_Tensor", "", index,
        {{"addr_base", at_parameter_0()}, {"offset_start", begin}, {"offset_end", end}});
  };
  const StUnit a1 = with(
      scale(),
      {{"operation", "ARITH_MUL"}, {"dualinput", "1"}, {"A_vector", "{0}"}, {"A_scalar", "1"}});
  const StUnit bias = with(addend(), {{"combinebc", "0"},
                                      {"dualinput", "1"},
                                      {"C_vector", "{0}"},
                                      {"A_scalar", "20000"},
                                      {"B_scalar", "20000"},
                                      {"C_scalar", "-7"},
                                      {"C_shift", "4"}});
  const auto all = read_made(
      made_network(
          {accumulator(), a1, bias, stream(0, "0", "8"), stream(1, "16", "24")},
          {{{"ARITH", 0, 1}, {{"STRENG", 0, 0}}, 1}, {{"ARITH", 1, 1}, {{"STRENG", 1, 0}}, 1}}),
      made);
  const ProductCoefficients& k = the_layer(all).coefficients;
  EXPECT_THAT(k.a1, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(k.b16, ElementsAre(5, 6, 7, 8));
  EXPECT_THAT(k.c, ElementsAre(5 * 20000 - 112, 6 * 20000 - 112, 7 * 20000 - 112, 8 * 20000 - 112));
}

TEST(UnitCoefficients, AChainOfAccumulatorsTakesMoreChannelsInEachPass) {
  const StUnit first = with(
      accumulator(), {{"outbytes_o", "3"}, {"shift_o", "0"}, {"afilt_tot", "8"}, {"shift_a", "3"}});
  const StUnit second = made_accumulator("Conv2D_7_ca_pipe_1", 1);
  const MadeParameters made = parameters();
  const auto all = read_made(made_network({second, first, scale(), addend()}), made);
  const BuildLayer& layer = the_layer(all);
  ASSERT_EQ(layer.pieces.size(), 1u);
  EXPECT_EQ(layer.pieces[0].units, 2);
  EXPECT_EQ(layer.pieces[0].passes, 8);
  const auto plan = build_pass_plan(layer, 256, false, {1, 1});
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->size(), 1u);
  ASSERT_EQ(plan->front().size(), 8u);
  EXPECT_EQ(plan->front()[1].channels, (SumSlice::Range{32, 64}));
  EXPECT_FALSE(build_pass_plan(layer, 32, false, {3, 3})) << "a kernel unrolled into channels";
}

TEST(UnitCoefficients, PiecesOfAKernelAreNamedByTheirWeights) {
  StUnit weights = made_unit("Streng_Tensor", "", 4, {});
  weights.tensor = "Conv2D_7_weights_submask_0_0_3_0_4_2_2_5_507";
  StUnit other = made_unit("Streng_Tensor", "", 5, {});
  other.tensor = "Conv2D_7_weights_submask_0_0_0_0_4_2_3_5_506";
  const auto piece = [](std::string_view node, int index) {
    return with(made_accumulator(node, index), {{"batchDepth", "2"}});
  };
  const StUnit join = with(made_stage("Conv2D_7_add_0", 2), {{"dualinput", "1"},
                                                             {"A_scalar", "1"},
                                                             {"B_scalar", "1"},
                                                             {"shift_o", "0"},
                                                             {"outbytes_o", "2"}});
  const std::vector<StRoute> routes = {{{"CONVACC", 1, 1}, {{"STRENG", 4, 0}}, 1},
                                       {{"CONVACC", 0, 1}, {{"STRENG", 5, 0}}, 1}};
  const std::vector<StUnit> units = {piece("Conv2D_7_subm_1", 1),
                                     piece("Conv2D_7_subm_0", 0),
                                     weights,
                                     other,
                                     scale(),
                                     addend(),
                                     join};
  const MadeParameters made = parameters();
  const auto all = read_made(made_network(units, routes), made);
  const auto plan = build_pass_plan(the_layer(all), 2, false, {5, 5});
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->size(), 2u);
  EXPECT_EQ((*plan)[0][0].rows, (SumSlice::Range{0, 3}));
  EXPECT_EQ((*plan)[1][0].rows, (SumSlice::Range{3, 5}));
  EXPECT_FALSE((*plan)[1][0].columns) << "all of them";

  std::vector<StUnit> scaled = units;
  scaled.back() = with(join, {{"A_scalar", "2"}});
  const auto odd = read_made(made_network(scaled, routes), made);
  ASSERT_EQ(odd.unread.size(), 1u);
  EXPECT_THAT(odd.unread[0].reason, HasSubstr("not simply added"));
}

TEST(UnitCoefficients, InflatedWeightsTakeSeveralGroupsAtOnce) {
  const MadeParameters made = parameters();
  const StUnit depthwise =
      with(accumulator(), {{"kernelWidth", "3"}, {"kernelHeight", "3"}, {"batchDepth", "8"}});
  const auto all = read_made(made_network({depthwise, scale(), addend()}), made);
  const auto plan = build_pass_plan(the_layer(all), 1, true, {3, 3});
  ASSERT_TRUE(plan);
  EXPECT_EQ(*plan, (std::vector<PassPlan>{{SumSlice{}}}));
}

TEST(UnitCoefficients, TellHowTheZeroPointIsTakenOff) {
  const MadeParameters made = parameters();
  const StUnit recoding = with(made_stage("Conv2D_7_suboff_1", 3), {{"rounding_o", "0"},
                                                                    {"saturation_o", "0"},
                                                                    {"shift_o", "14"},
                                                                    {"combinebc", "1"},
                                                                    {"B_scalar", "32"}});
  const auto recoded = read_made(made_network({accumulator(), scale(), addend(), recoding}), made);
  EXPECT_EQ(the_layer(recoded).input_recoding, 128);
  const auto wide = read_made(
      made_network({with(accumulator(), {{"simd", "2"}, {"fsub", "-3"}}), scale(), addend()}),
      made);
  EXPECT_EQ(the_layer(wide).subtracted, -3);
}

TEST(UnitCoefficients, AreNotReadWhereARegisterHoldsWhatNobodyHasSeen) {
  EXPECT_THAT(why_unread({with(accumulator(), {{"rounding_o", "0"}}), scale(), addend()}),
              HasSubstr("rounding_o"));
  EXPECT_THAT(why_unread({accumulator(), with(scale(), {{"relu_mode_o", "1"}}), addend()}),
              HasSubstr("relu_mode_o"));
  EXPECT_THAT(why_unread({accumulator(), scale(), with(addend(), {{"shift_o", "-1"}})}),
              HasSubstr("shift_o"));
  EXPECT_THAT(why_unread({with(accumulator(), {{"outbytes_o", "1"}}), scale(), addend()}),
              HasSubstr("1 bytes"));
  EXPECT_THAT(why_unread({accumulator(), scale()}), HasSubstr("no unit turns its sums"));
  EXPECT_THAT(why_unread({made_accumulator("Conv2D_7_ca_pipe_1", 0), scale(), addend()}),
              HasSubstr("some are missing"));
}

TEST(UnitCoefficients, AreNotReadWhereTheirBytesAreInNoFile) {
  EXPECT_THAT(why_unread({accumulator(), scale(), addend()}, MadeParameters()),
              HasSubstr("in no file that was read"));
}

TEST(UnitCoefficients, LayersInSoftwareAreListedWithTheReason) {
  NetworkC network = made_network({});
  network.epochs[0].software.push_back({"ll_sw_forward_conv", "Conv2D_9", "Conv", "FLOAT", 40});
  network.epochs[0].software.push_back({"LL_ATON_LIB_Concat", "Concat_3", "Concat", "", 41});
  const auto all = read_made(network);
  ASSERT_EQ(all.unread.size(), 1u) << "moved data is no layer";
  EXPECT_EQ(all.unread[0].node, "Conv2D_9");
  EXPECT_THAT(all.unread[0].reason, HasSubstr("software (FLOAT)"));
  EXPECT_EQ(all.unread[0].source.line, 40);
}

TEST(UnitCoefficients, UnitsThatOnlyMoveCodesAreNoLayer) {
  const auto all = read_made(made_network({made_accumulator("Pad_3", 0)}));
  EXPECT_TRUE(all.layers.empty());
  EXPECT_TRUE(all.unread.empty());
}

TEST(UnitCoefficients, StagesOfOtherLayersKeepTheirRoles) {
  const StUnit sum = with(made_stage("Add_15", 1), {{"dualinput", "1"},
                                                    {"B_scalar", "23029"},
                                                    {"C_scalar", "31540"},
                                                    {"C_shift", "6"},
                                                    {"shift_o", "15"},
                                                    {"By_shift", "1"}});
  const auto all = read_made(made_network({sum}));
  const BuildStages* stages = all.stages_of("Add_15");
  ASSERT_TRUE(stages);
  const auto& stage = std::get<UnitStage>(stages->stage("")->registers);
  EXPECT_TRUE(stage.two_operands);
  EXPECT_THAT(stage.b, ElementsAre(23029));
  EXPECT_EQ(stage.y_shift, 1);
  EXPECT_THAT(stage.c, ElementsAre(31540 * 64));
}

TEST(UnitCoefficients, TheStageBehindAPoolBelongsToThePool) {
  const StUnit pool = made_unit("Poolacc", "AveragePool_73", 0,
                                {{"operation", "POOL_GAVG"},
                                 {"mulval", "21845"},
                                 {"shift_o", "9"},
                                 {"rounding_o", "1"},
                                 {"saturation_o", "1"},
                                 {"round_mode_o", "1"}});
  const StUnit stage = with(made_stage("RequantizeLinear_inserted_id364", 3), {{"Ax_shift", "8"}});
  const auto all = read_made(made_network({pool, stage}, {{{"ARITH", 3, 0}, {{"POOL", 0, 0}}, 1}}));
  const BuildStages* stages = all.stages_of("AveragePool_73");
  ASSERT_TRUE(stages);
  EXPECT_EQ(std::get<UnitPool>(stages->stage("")->registers).mulval, 21845);
  ASSERT_TRUE(stages->stage("requantize"));
}

TEST(UnitCoefficients, AFunctionIsATableOfAllCodes) {
  // Two outer segments of 128 codes: the lower is -100, the upper x / 2 in two pieces.
  MadeParameters made;
  made.add<uint8_t>({0, 64 + 1}).add<uint8_t>({0, 0, 0, 0, 0, 0});
  made.add<int16_t>({0, 0, -200, 0, 1, 0, 0, 1, 0});
  const StUnit function = made_unit("Activacc", "Sigmoid_8", 0,
                                    {{"operation", "ACTIV_FUNC"},
                                     {"bwidth", "1"},
                                     {"shift_b", "0"},
                                     {"shift_c", "0"},
                                     {"shift_o", "1"},
                                     {"outbytes_o", "1"},
                                     {"ROM1_nbytes", "18"},
                                     {"rounding_o", "1"},
                                     {"saturation_o", "1"},
                                     {"round_mode_o", "1"},
                                     {"fsub", "0"},
                                     {"shift_f", "0"},
                                     {"ROM0_vector", at_parameter_0()},
                                     {"ROM1_vector", at_parameter_8()}});
  const auto all = read_made(made_network({function}), made);
  ASSERT_EQ(all.stages.size(), 1u);
  const auto& codes = std::get<UnitTable>(all.stages[0].stages[0].registers.registers).codes;
  EXPECT_EQ(codes[0], -100);
  EXPECT_EQ(codes[127], -100);
  EXPECT_EQ(codes[128 + 3], 2) << "1.5, away from zero";
  EXPECT_EQ(codes[255], 64);

  const auto beyond = read_made(made_network({with(function, {{"ROM1_nbytes", "12"}})}), made);
  ASSERT_EQ(beyond.unread.size(), 1u);
  EXPECT_THAT(beyond.unread[0].reason, HasSubstr("behind the end of ROM1"));
}

}  // namespace
}  // namespace npuscope
