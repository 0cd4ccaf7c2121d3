// SPDX-License-Identifier: Apache-2.0
// ST043: type, shape and channel order of inputs and outputs against the source model.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/made_artefacts.h"
#include "support/made_builds.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

constexpr float kScale = 0.0078125f;

/// A build that takes int8 1x8x8x3 and gives int8 1x10; the model the same in float, channels
/// first.
Build with_ports() {
  Build build;
  build.files.networks = {made_network()};
  NetworkC& code = build.files.networks[0].content;
  code.inputs = {made_activation("Input_0_out_0", 0x34200000, 192, 0, 1)};
  code.inputs[0].memory_shape = {1, 8, 8, 3};
  code.inputs[0].scale = {kScale};
  code.inputs[0].zero_point = {-128};
  code.inputs[0].line = 60;
  code.outputs = {made_activation("Gemm_9_out_0", 0x34200100, 10, 7, 8)};
  code.outputs[0].memory_shape = {1, 1, 1, 10};

  Artefact<QuantJson> json;
  json.label = "model_OE_3_3_0_Q.json";
  json.content.original_inputs = {
      {.name = "input", .type = ElementType::kFloat32, .quantization = {}, .shape = {1, 3, 8, 8}}};
  json.content.original_outputs = {
      {.name = "logits", .type = ElementType::kInt8, .quantization = {}, .shape = {1, 10}}};
  build.files.quant_jsons = {json};
  return build;
}
StBuffer& input_of(Build& build) { return build.files.networks[0].content.inputs[0]; }
QuantJsonPort& source_of(Build& build) {
  return build.files.quant_jsons[0].content.original_inputs[0];
}

TEST(IoPorts, WhatTheApplicationMustConvertIsSaidWithNumbers) {
  const auto finding = the_finding(audited(with_ports()), "ST043");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kDuty);
  EXPECT_EQ(finding->title,
            "Input 1 'Input_0_out_0': the application must rearrange 1x3x8x8 to 1x8x8x3, and "
            "quantize: round(x / 0.0078125) - 128, clamped to int8");
  ASSERT_EQ(finding->evidence.size(), 2u);
  EXPECT_EQ(finding->evidence[0].source, (BuildSource{"network.c", 60}));
  EXPECT_EQ(finding->evidence[1].source.file, "model_OE_3_3_0_Q.json");
}

TEST(IoPorts, EqualPortsRefuteAMissingConversion) {
  Build build = with_ports();
  source_of(build).type = ElementType::kInt8;
  source_of(build).shape = {1, 8, 8, 3};
  EXPECT_EQ(the_finding(audited(build), "ST043")->severity, AuditSeverity::kRefuted);
}

TEST(IoPorts, UnsignedCodesForSignedOnesAreABitToFlip) {
  Build build = with_ports();
  source_of(build).type = ElementType::kUint8;
  source_of(build).shape = {1, 8, 8, 3};
  EXPECT_THAT(the_finding(audited(build), "ST043")->title, HasSubstr("x ^ 0x80"));
}

TEST(IoPorts, BlocksOfChannelsAreRearrangedToo) {
  Build build = with_ports();
  input_of(build).channels = StChannelPosition::kMixed;
  EXPECT_THAT(the_finding(audited(build), "ST043")->title, HasSubstr("blocks of channels"));
}

TEST(IoPorts, AnotherNumberOfElementsIsAnotherModel) {
  Build build = with_ports();
  source_of(build).shape = {1, 3, 9, 9};
  const auto finding = the_finding(audited(build), "ST043");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kError);
}

TEST(IoPorts, AnotherScaleIsAWarning) {
  Build build = with_ports();
  source_of(build) = {.name = "input",
                      .type = ElementType::kInt8,
                      .quantization = Quantization{ElementType::kInt8, {kScale}, {-128}, -1},
                      .shape = {1, 8, 8, 3}};
  EXPECT_EQ(the_finding(audited(build), "ST043")->severity, AuditSeverity::kRefuted);
  source_of(build).quantization->scale[0] = 0.004f;
  EXPECT_EQ(the_finding(audited(build), "ST043")->severity, AuditSeverity::kWarning);
}

TEST(IoPorts, AnotherScaleOfAnOutputIsTheCompilersAndADuty) {
  Build build = with_ports();
  source_of(build).type = ElementType::kInt8;
  source_of(build).shape = {1, 8, 8, 3};
  StBuffer& output = build.files.networks[0].content.outputs[0];
  output.scale = {1.0 / 256};
  output.zero_point = {-128};
  build.files.quant_jsons[0].content.original_outputs[0].quantization =
      Quantization{ElementType::kInt8, {1.0f / 255}, {-128}, -1};
  const auto finding = the_finding(audited(build), "ST043");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kDuty);
  EXPECT_THAT(finding->title, HasSubstr("Output 1 'Gemm_9_out_0' has another scale"));
}

TEST(IoPorts, AnotherNumberOfPortsIsAWarning) {
  Build build = with_ports();
  build.files.networks[0].content.outputs.push_back(
      made_activation("Gemm_8_out_0", 0x34200200, 10, 6, 8));
  const auto finding = the_finding(audited(build), "ST043");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kWarning);
  EXPECT_EQ(finding->title,
            "The build has 1 inputs, 2 outputs, the source model 1 inputs, 1 outputs");
}

TEST(IoPorts, WithoutASourceTheBuildsSideIsADuty) {
  Build build = with_ports();
  build.files.quant_jsons.clear();
  const auto finding = the_finding(audited(build), "ST043");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kDuty);
  EXPECT_THAT(finding->evidence[0].text,
              HasSubstr("int8 1x8x8x3, scale 0.0078125, zero point -128"));
}

}  // namespace
}  // namespace npuscope
