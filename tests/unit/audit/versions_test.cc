// SPDX-License-Identifier: Apache-2.0
// ST002 to ST005: versions, the runtime's guard, code without the NPU, damaged files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/runtime_versions.h"
#include "base/error.h"
#include "support/made_artefacts.h"
#include "support/made_builds.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

Build made() {
  Build build;
  build.files.networks = {made_network()};
  build.files.c_infos = {made_c_info()};
  build.files.logs = {made_log("network_generate_report.txt")};
  build.files.logs[0].content.tool_version = {"2.2.0-20266 2adc00962", 1};
  build.files.oe_models = {"model_OE_3_3_0.onnx"};
  return build;
}

TEST(ArtefactVersions, ArtefactsOfOneVersionGiveNothing) {
  EXPECT_FALSE(the_finding(audited(made()), "ST002"));
}

TEST(ArtefactVersions, AFileOfAnotherVersionIsAWarningThatNamesBoth) {
  Build build = made();
  build.files.c_infos[0].content.provenance.tool_version = "2.1.0-20194 329b0e98d";
  const auto finding = the_finding(audited(build), "ST002");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kWarning);
  ASSERT_EQ(finding->evidence.size(), 2u);
  EXPECT_EQ(finding->evidence[0].source, (BuildSource{"network.c", 30}));
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("runtime 1.1.1-14: Core 2.2.0"));
  EXPECT_EQ(finding->evidence[1].source.file, "network_c_info.json");
  EXPECT_THAT(finding->evidence[1].text, HasSubstr("2.1.0-20194"));
}

TEST(ArtefactVersions, TheSuffixOfTheRewrittenGraphTellsToo) {
  Build build = made();
  build.files.oe_models = {"model_OE_3_2_0.onnx"};
  const auto finding = the_finding(audited(build), "ST002");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->evidence[1].source.file, "model_OE_3_2_0.onnx");
}

TEST(ArtefactVersions, ASuffixOfTwoVersionsFitsBoth) {
  Build build = made();
  build.files.networks[0].content.git_branch = "STAI-4.0";
  build.files.networks[0].content.runtime_guard = {1, 1, 3, 262};
  build.files.c_infos[0].content.provenance.tool_version = "4.0.0-20500 359356bb0";
  build.files.logs.clear();
  build.files.oe_models = {"model_OE_3_3_1.onnx"};
  EXPECT_FALSE(the_finding(audited(build), "ST002"));
}

TEST(ArtefactVersions, TheLastOfTheRuntimesNumbersSeparatesReleases) {
  Build build = made();
  build.files.networks[0].content.git_branch = "STAI-4.0";
  build.files.networks[0].content.runtime_guard = {1, 1, 3, 275};
  build.files.c_infos[0].content.provenance.tool_version = "4.0.0-20500 359356bb0";
  build.files.logs.clear();
  build.files.oe_models.clear();
  EXPECT_TRUE(the_finding(audited(build), "ST002"));
}

TEST(ArtefactVersions, FilesOfAnotherModelAreNotCompared) {
  Build build = made();
  build.files.networks[0].content.options = {{"--onnx-input", "C:/a/model_OE_3_3_0.onnx", 9}};
  build.files.oe_models.push_back("other_OE_3_2_0.onnx");
  EXPECT_FALSE(the_finding(audited(build), "ST002"));
  build.files.oe_models.push_back("model_OE_3_2_0.onnx");
  EXPECT_TRUE(the_finding(audited(build), "ST002"));
}

TEST(RuntimeGuard, AnErrorInTheGuardRefutesAMismatch) {
  const auto finding = the_finding(audited(made()), "ST003");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kRefuted);
  EXPECT_THAT(finding->title, HasSubstr("LL_ATON 1.1.1, DEV 14 (of Core 2.2.0)"));
  EXPECT_EQ(finding->evidence[0].source.line, 30);
}

TEST(RuntimeGuard, AGuardThatOnlyWarnsIsADuty) {
  Build build = made();
  build.files.networks[0].content.guard_is_error = false;
  const auto finding = the_finding(audited(build), "ST003");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kDuty);
  EXPECT_THAT(finding->fix, HasSubstr("1.1.1-14"));
}

TEST(RuntimeGuard, NoGuardIsAWarning) {
  Build build = made();
  build.files.networks[0].content.runtime_guard.reset();
  EXPECT_EQ(the_finding(audited(build), "ST003")->severity, AuditSeverity::kWarning);
}

TEST(RuntimeGuard, ABoardThatRanAnotherRuntimeIsAnError) {
  Build build = made();
  Artefact<StReport> report;
  report.label = "network_validate_report.txt";
  report.content.runtime = "atonn-v1.1.1-14-ge619e860 (optimized)";
  build.files.validations = {report};
  EXPECT_EQ(with_id(audited(build), "ST003").size(), 1u);
  build.files.validations[0].content.runtime = "atonn-v1.1.3-8-g80369096";
  const auto findings = with_id(audited(build), "ST003");
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].severity, AuditSeverity::kError);
  EXPECT_THAT(findings[0].title, HasSubstr("1.1.3-8"));
}

TEST(RuntimeVersions, ABoardsNameIsTakenApart) {
  EXPECT_EQ(runtime_in("atonn-v1.1.3-262-gabc"), (RuntimeVersion{1, 1, 3, 262}));
  EXPECT_FALSE(runtime_in("atonn-v1.1.3"));
  EXPECT_FALSE(runtime_in("atonn-v1.x.3-2"));
  EXPECT_FALSE(runtime_in("host"));
}

TEST(CpuOnly, ACodeOfTheNpuIsNone) { EXPECT_FALSE(the_finding(audited(made()), "ST004")); }

TEST(CpuOnly, ALookAlikeIsNamed) {
  Build build;
  build.target = StTarget::kCpuOnly;
  build.files.networks = {made_network()};
  build.files.networks[0].content.target = StTarget::kCpuOnly;
  build.files.c_infos = {made_c_info()};
  build.files.c_infos[0].content.cpu_only = true;
  const auto finding = the_finding(audited(build), "ST004");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kError);
  EXPECT_EQ(finding->evidence.size(), 2u);
  EXPECT_THAT(finding->fix, HasSubstr("--st-neural-art"));
}

TEST(CpuOnly, ADescriptionOfTheCpuBesideCodeOfTheNpuIsNoLookAlike) {
  Build build = made();
  build.files.c_infos[0].content.cpu_only = true;
  EXPECT_FALSE(the_finding(audited(build), "ST004"));
}

TEST(DamagedFiles, EachIsAnErrorWithItsReason) {
  Build build = made();
  EXPECT_FALSE(the_finding(audited(build), "ST005"));
  build.files.damaged = {{"network.c", bad_input("line 12: a number without an end")}};
  const auto finding = the_finding(audited(build), "ST005");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kError);
  EXPECT_EQ(finding->evidence[0].source.file, "network.c");
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("line 12"));
}

TEST(DamagedFiles, ProgramsOfAControllerThatIsNotThereAreOnlyAHint) {
  Build build = made();
  build.files.damaged = {{"network_ecblobs.h", bad_input("no program of the epoch controller")}};
  EXPECT_EQ(the_finding(audited(build), "ST005")->severity, AuditSeverity::kHint);
  build.has_controller = true;
  EXPECT_EQ(the_finding(audited(build), "ST005")->severity, AuditSeverity::kError);
}

TEST(DamagedFiles, ABlobThatBreaksOffIsFound) {
  Build build = made();
  Artefact<std::vector<EcBlob>> blobs;
  blobs.label = "network_ecblobs.h";
  blobs.content = {{.symbol = "_ec_blob_1", .words = 10, .listed = 12, .magic = true, .line = 7}};
  build.files.blobs = {blobs};
  EXPECT_FALSE(the_finding(audited(build), "ST005"));
  build.files.blobs[0].content[0].listed = 10;
  auto finding = the_finding(audited(build), "ST005");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->title, "Blob _ec_blob_1 promises 10 words and lists 8");
  EXPECT_EQ(finding->evidence[0].source.line, 7);
  build.files.blobs[0].content[0].magic = false;
  finding = the_finding(audited(build), "ST005");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->title, HasSubstr("magic"));
}

}  // namespace
}  // namespace npuscope
