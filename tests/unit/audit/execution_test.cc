// SPDX-License-Identifier: Apache-2.0
// ST030, ST040 to ST043, ST060, ST061: what the application hands over, what runs in software, and
// what can be observed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/made_artefacts.h"
#include "support/made_builds.h"

namespace npuscope {
namespace {

using testing::HasSubstr;
using testing::Not;

Build with_network() {
  Build build;
  build.network = "Default";
  build.core_version = "2.2";
  build.all_buffers = true;
  build.files.networks = {made_network()};
  NetworkC& code = build.files.networks[0].content;
  code.inputs = {made_activation("Input_0_out_0", 0x34200000, 49152, 0, 1)};
  code.inputs[0].line = 60;
  return build;
}

TEST(UserBuffers, FixedAddressesRefuteAForgottenSetter) {
  const auto finding = the_finding(audited(with_network()), "ST030");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kRefuted);
  EXPECT_EQ(finding->evidence[0].source, (BuildSource{"network.c", 60}));
}

Build with_user_buffers() {
  Build build = with_network();
  build.files.networks[0].content.user_buffers = {
      {.input = true, .index = 0, .symbol = "", .bytes = 49152, .alignment = 32, .line = 80},
      {.input = false, .index = 1, .symbol = "", .bytes = 81900, .alignment = 32, .line = 90}};
  return build;
}

TEST(UserBuffers, EachIsADutyWithItsSizeInWholeCacheLines) {
  const auto finding = the_finding(audited(with_user_buffers()), "ST030");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kDuty);
  ASSERT_EQ(finding->evidence.size(), 2u);
  EXPECT_EQ(finding->evidence[0].text, "input 0: at least 49152 bytes, aligned to 32");
  EXPECT_EQ(finding->evidence[1].text,
            "output 1: at least 81900 bytes (allocate 81920), aligned to 32");
  EXPECT_THAT(finding->fix, HasSubstr("LL_ATON_Set_User_Input_Buffer_Default and "
                                      "LL_ATON_Set_User_Output_Buffer_Default"));
  EXPECT_THAT(finding->fix, Not(HasSubstr("LL_ATON_EC_Inference_Init")));
}

TEST(UserBuffers, WithAControllerItsBlobsArePatchedBeforeEachInference) {
  Build build = with_user_buffers();
  build.has_controller = true;
  EXPECT_THAT(the_finding(audited(build), "ST030")->fix,
              HasSubstr("LL_ATON_EC_Inference_Init_Default"));
}

TEST(UserBuffers, AWeakerAlignmentIsAWarning) {
  Build build = with_user_buffers();
  build.files.networks[0].content.user_buffers[0].alignment = 8;
  const auto findings = with_id(audited(build), "ST030");
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].severity, AuditSeverity::kWarning);
  EXPECT_EQ(findings[0].evidence[0].source.line, 80);
}

TEST(UserBuffers, AUserBufferWithoutASetterIsAnError) {
  Build build = with_network();
  build.files.networks[0].content.inputs[0].user_allocated = true;
  const auto finding = the_finding(audited(build), "ST030");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kError);
  EXPECT_THAT(finding->title, HasSubstr("Input_0_out_0"));
}

TEST(UserBuffers, ALogAloneTellsThemToo) {
  Build build;
  build.files.logs = {made_log()};
  GenerateLog::Port port;
  port.name = "Input_0_out_0";
  port.where = "activations";
  port.line = 12;
  build.files.logs[0].content.ports = {port};
  EXPECT_EQ(the_finding(audited(build), "ST030")->severity, AuditSeverity::kRefuted);
  build.files.logs[0].content.ports[0].where = "user";
  const auto finding = the_finding(audited(build), "ST030");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kDuty);
  EXPECT_EQ(finding->evidence[0].source.line, 12);
}

Build with_software(std::string operation, bool floating) {
  Build build;
  build.core_version = "4.0";
  build.epochs = {made_epoch(1, Engine::kHardware, {"Conv"}, 50),
                  made_epoch(2, Engine::kSoftware, {std::move(operation)}, 51),
                  made_epoch(3, Engine::kHybrid, {"Concat"}, 52)};
  build.epochs[1].floating = floating;
  build.buffers = {made_buffer("a", 0x34200000, 40000, 2, 3)};
  return build;
}

TEST(SoftwareEpochs, AreListedWithWhatTheyWrite) {
  const auto finding = the_finding(audited(with_software("Softmax", true)), "ST040");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kFact);
  EXPECT_THAT(finding->title,
              HasSubstr("2 of 3 epochs run on the Cortex-M55: 1 in software (1 of"));
  ASSERT_EQ(finding->evidence.size(), 2u);
  EXPECT_EQ(finding->evidence[0].source.line, 51);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("in float, writes 40000 bytes"));
}

TEST(SoftwareEpochs, HardwareAloneGivesNothing) {
  Build build;
  build.epochs = {made_epoch(1, Engine::kHardware, {"Conv"})};
  EXPECT_FALSE(the_finding(audited(build), "ST040"));
}

TEST(SoftwareEpochs, ActivationFunctionsAmongThemAreNamed) {
  const auto finding = the_finding(audited(with_software("PRelu", true)), "ST041");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->title, "Activation functions run in software: PRelu (1)");
  EXPECT_THAT(finding->why, HasSubstr("In float"));
  EXPECT_THAT(the_finding(audited(with_software("Sigmoid", false)), "ST041")->why,
              HasSubstr("In integers"));
  EXPECT_FALSE(the_finding(audited(with_software("Softmax", true)), "ST041"));
}

TEST(SoftwareEpochs, AHardwareActivationIsNotAmongThem) {
  Build build;
  build.epochs = {made_epoch(1, Engine::kHardware, {"PRelu"})};
  EXPECT_FALSE(the_finding(audited(build), "ST041"));
}

TEST(LargeSoftwareOutputs, AreAHintForTheVersionOfTheReportAlone) {
  Build build = with_software("Softmax", false);
  const auto finding = the_finding(audited(build), "ST042");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kHint);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("40000 bytes"));
  build.buffers[0].buffer.offset_end = 1000;
  EXPECT_FALSE(the_finding(audited(build), "ST042"));
  build = with_software("Softmax", false);
  build.core_version = "2.2";
  EXPECT_FALSE(the_finding(audited(build), "ST042"));
}

TEST(Observability, BlobsOfManyEpochsAreAFact) {
  Build build = with_software("Softmax", false);
  EXPECT_FALSE(the_finding(audited(build), "ST060"));
  build.epochs[0].engine = Engine::kController;
  EXPECT_FALSE(the_finding(audited(build), "ST060"));  // one epoch, as with --ec-single-epoch
  build.epochs[0].number = -40;
  const auto finding = the_finding(audited(build), "ST060");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->title, HasSubstr("41 ends of epochs"));
  EXPECT_THAT(finding->fix, HasSubstr("--ec-single-epoch"));
}

TEST(Observability, HowManyTensorsARunCanBeStoppedAtIsCounted) {
  Build build = with_network();
  build.epochs = {made_epoch(5, Engine::kController, {}), made_epoch(6, Engine::kSoftware, {})};
  build.epochs[0].number = 1;
  build.buffers = {made_buffer("inside", 0x34200000, 64, 2, 4),
                   made_buffer("at the end", 0x34200000, 64, 5, 6)};
  EXPECT_THAT(the_finding(audited(build), "ST060")->why,
              HasSubstr("1 of 2 tensors in memory are whole"));
}

TEST(Observability, InternalBuffersThatAreNotListedNameTheOption) {
  Build build = with_network();
  build.files.networks[0].content.internal_listed = true;
  EXPECT_FALSE(the_finding(audited(build), "ST061"));
  build.files.networks[0].content.internal_listed = false;
  auto finding = the_finding(audited(build), "ST061");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kFact);
  EXPECT_THAT(finding->title, HasSubstr("c_info.json does"));
  EXPECT_THAT(finding->fix, HasSubstr("--all-buffers-info"));
  build.all_buffers = false;
  finding = the_finding(audited(build), "ST061");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->title, HasSubstr("only inputs and outputs can be compared"));
}

}  // namespace
}  // namespace npuscope
