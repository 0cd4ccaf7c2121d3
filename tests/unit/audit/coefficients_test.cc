// SPDX-License-Identifier: Apache-2.0
// ST050 to ST052: a build's coefficients against those that the rules make of the model.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "execute/neural_art_nodes.h"
#include "graph/fold_quantization.h"
#include "support/graph_builder.h"
#include "support/made_builds.h"
#include "support/made_units.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

/// A 1x1 convolution of four channels, and its result added to itself quantized otherwise.
Model made_model() {
  testing_support::GraphBuilder b;
  b.input("x", {1, 4, 3, 3}).quantize("x", "q", 0.02f, -128).dequantize("q", "d", 0.02f, -128);
  b.constant<int8_t>("w", {4, 4, 1, 1}, std::vector<int8_t>(16, 100)).dequantize("w", "wd", 0.01f);
  b.node("Conv", {"d", "wd"}, {"c.real"}).quantize("c.real", "c", 0.08f, 4);
  b.dequantize("c", "cd", 0.08f, 4).node("Add", {"cd", "d"}, {"s.real"});
  b.quantize("s.real", "s", 0.1f, -9).dequantize("s", "y", 0.1f, -9).output("y");
  Model model;
  model.kind = ModelKind::kQdq;
  model.graph = b.build();
  EXPECT_TRUE(place_constants(model.graph));
  EXPECT_TRUE(infer_shapes(model.graph));
  EXPECT_TRUE(fold_quantization(model.graph));
  return model;
}

/// The registers of a build that follows the rules, as text.
struct Registers {
  std::string s_o, s1, a1, s2, a2, high, low;             // of the convolution
  std::string a, b, c, c_shift, x_shift, y_shift, shift;  // of the sum
};

Registers registers_of(const Model& model) {
  Registers out;
  const NeuralArtOptions rules;
  for (const Node& node : model.graph.nodes) {
    if (const auto layer = product_layer(model.graph, node, rules).value()) {
      const ProductCoefficients& k = layer->coefficients;
      out.s_o = std::to_string(k.s_o);
      out.s1 = std::to_string(k.s1);
      out.a1 = std::to_string(k.a1[0]);
      out.s2 = std::to_string(k.s2);
      out.a2 = std::to_string(k.a2[0]);
      out.high = std::to_string(k.c[0] >> 16);
      out.low = std::to_string(static_cast<int16_t>(k.c[0] & 0xFFFF));
    }
    if (node.op_type != "Add") continue;
    const auto lowered =
        make_neural_art_arithmetic(rules)->lower(model.graph, node, *find_operator("Add", ""));
    const auto& join =
        std::get<JoinStage>(std::get<ProgramLowering>(lowered->lowering).steps.front().operation);
    out.a = std::to_string(join.a[0]);
    out.b = std::to_string(join.b[0]);
    int c_shift = 0;
    while ((join.addend[0] >> c_shift) != static_cast<int16_t>(join.addend[0] >> c_shift))
      ++c_shift;
    out.c = std::to_string(join.addend[0] >> c_shift);
    out.c_shift = std::to_string(c_shift);
    out.x_shift = std::to_string(join.a_shift);
    out.y_shift = std::to_string(join.b_shift);
    out.shift = std::to_string(join.shift);
  }
  return out;
}

Build build_of(const Registers& r) {
  const StUnit accumulator =
      with(made_accumulator("Conv2D_1", 0), {{"shift_o", r.s_o}, {"batchDepth", "4"}});
  const StUnit scale = with(made_stage("Conv2D_1_mul_scale_2", 0),
                            {{"outbytes_o", "2"}, {"shift_o", r.s1}, {"A_scalar", r.a1}});
  const StUnit addend = with(made_stage("Conv2D_1_off_bias_3", 1), {{"combinebc", "1"},
                                                                    {"shift_o", r.s2},
                                                                    {"A_scalar", r.a2},
                                                                    {"B_scalar", r.high},
                                                                    {"C_scalar", r.low}});
  const StUnit sum = with(made_stage("Add_4", 2), {{"dualinput", "1"},
                                                   {"A_scalar", r.a},
                                                   {"B_scalar", r.b},
                                                   {"C_scalar", r.c},
                                                   {"C_shift", r.c_shift},
                                                   {"Ax_shift", r.x_shift},
                                                   {"By_shift", r.y_shift},
                                                   {"shift_o", r.shift}});
  NetworkC network = made_network({accumulator, scale, addend, sum});
  network.text = std::make_shared<const std::string>("network.c");
  Build build;
  build.core_version = "2.2";
  build.files.networks.push_back({"network.c", "network.c", std::move(network)});
  return build;
}

std::vector<AuditFinding> audited(const Build& build, const Model& model) {
  AuditInput input;
  input.build = &build;
  input.model = &model;
  return audit(input);
}

TEST(Coefficients, ThatFollowTheRulesAreAFactAndRefuteABiasedSum) {
  const Model model = made_model();
  const Registers registers = registers_of(model);
  const auto findings = audited(build_of(registers), model);
  const auto finding = the_finding(findings, "ST050");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kFact);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("A1 1 of 1"));
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("Add 6 of 6"));
  const auto sums = the_finding(findings, "ST051");
  ASSERT_TRUE(sums);
  EXPECT_EQ(sums->severity, AuditSeverity::kRefuted);
  EXPECT_FALSE(the_finding(findings, "ST052"));
}

TEST(Coefficients, ThatDifferAreListedWithTheirLine) {
  const Model model = made_model();
  Registers registers = registers_of(model);
  registers.a2 = std::to_string(std::stoi(registers.a2) + 5);
  const auto finding = the_finding(audited(build_of(registers), model), "ST050");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kWarning);
  ASSERT_EQ(finding->evidence.size(), 2u);
  EXPECT_THAT(finding->evidence[1].text, HasSubstr("Conv2D_1: A2 is " + registers.a2));
  EXPECT_EQ(finding->evidence[1].source.text(), "network.c:101");
}

TEST(Coefficients, AMultiplierOfASumThatIsHalfOfWhatTheScalesDemandIsAnError) {
  const Model model = made_model();
  Registers registers = registers_of(model);
  registers.b = std::to_string(std::stoi(registers.b) / 2);
  const auto finding = the_finding(audited(build_of(registers), model), "ST051");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kError);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("Add_4"));
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("s_in / s_out = 0.2"));
}

TEST(Coefficients, AMultiplierOfFewBitsIsAWarningWithItsErrorInCodes) {
  const Model model = made_model();
  Registers registers = registers_of(model);
  // Three bits: 2 % off, of a channel that spans all codes.
  registers.a1 = "5";
  registers.s1 = std::to_string(
      std::stoi(registers.s1) -
      static_cast<int>(std::lround(std::log2(std::stod(registers_of(model).a1) / 5))));
  const auto finding = the_finding(audited(build_of(registers), model), "ST052");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kWarning);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("Conv2D_1: the multiplier of channel"));
}

TEST(Coefficients, WithoutReadableUnitsThereIsNothingToSay) {
  const Model model = made_model();
  const auto findings = audited(Build(), model);
  for (const char* id : {"ST050", "ST051", "ST052"}) EXPECT_TRUE(with_id(findings, id).empty());
}

}  // namespace
}  // namespace npuscope
