// SPDX-License-Identifier: Apache-2.0
// ST032 of network.c, and ST033.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/made_artefacts.h"
#include "support/made_builds.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

constexpr std::string_view kClean = "LL_ATON_Cache_MCU_Clean_Range";
constexpr std::string_view kInvalidate = "LL_ATON_Cache_MCU_Invalidate_Range";

/// Epoch 1 of the NPU, 2 of the CPU, 3 of the NPU; one tensor passes each time.
Build made() {
  Build build;
  build.files.networks = {made_network()};
  NetworkC& code = build.files.networks[0].content;
  code.items = {made_item(1, true, 200), made_item(2, false, 210), made_item(3, true, 220)};
  StEpoch first;
  first.number = 1;
  first.caches = {made_cache_call(kInvalidate, 0x34200000, 96, 105)};
  code.epochs = {first, made_software(2, 150, {made_cache_call(kClean, 0x34200080, 64, 155)})};

  build.files.c_infos = {made_c_info()};
  CInfo& info = build.files.c_infos[0].content;
  info.buffers = {made_activation("Conv2D_1_out_0", 0x34200000, 90, 1, 2),
                  made_activation("Softmax_2_out_0", 0x34200080, 64, 2, 3)};
  info.buffer_ids = {11, 12};
  const auto node = [](int64_t id, std::string name) {
    CInfoNode made;
    made.id = id;
    made.name = std::move(name);
    return made;
  };
  info.nodes = {node(1, "epoch_1"), node(2, "epoch_2"), node(3, "epoch_3")};
  info.edges = {{"a", "EDGE_MEMORY", 11, 1, 2}, {"b", "EDGE_MEMORY", 12, 2, 3}};
  return build;
}
std::vector<StCacheCall>& calls(Build& build, size_t epoch) {
  return build.files.networks[0].content.epochs[epoch].caches;
}

TEST(CacheBoundaries, TensorsWhoseLinesAreAllMaintainedAreRefuted) {
  const auto finding = the_finding(audited(made()), "ST032");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kRefuted);
  EXPECT_THAT(finding->title, HasSubstr("(1 to the CPU, 1 to the NPU)"));
  ASSERT_EQ(finding->evidence.size(), 2u);
  EXPECT_EQ(finding->evidence[0].source, (BuildSource{"network.c", 105}));
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("NPU -> CPU: Conv2D_1_out_0"));
  EXPECT_EQ(finding->evidence[1].source.line, 155);
}

TEST(CacheBoundaries, AMissingInvalidationIsAWarningThatNamesTheBuffer) {
  Build build = made();
  calls(build, 0).clear();
  const auto finding = the_finding(audited(build), "ST032");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kWarning);
  EXPECT_THAT(finding->title, HasSubstr("1 of 2"));
  EXPECT_THAT(finding->evidence[0].text,
              HasSubstr("Conv2D_1_out_0 0x34200000-0x3420005a, epoch 1 to 2, not invalidated"));
}

TEST(CacheBoundaries, ALineShortIsNotCovered) {
  Build build = made();
  calls(build, 0)[0].bytes = 64;
  EXPECT_EQ(the_finding(audited(build), "ST032")->severity, AuditSeverity::kWarning);
}

TEST(CacheBoundaries, SeveralCallsMayCoverABufferTogether) {
  Build build = made();
  calls(build, 0) = {made_cache_call(kInvalidate, 0x34200000, 32, 105),
                     made_cache_call(kInvalidate, 0x34200020, 64, 106)};
  EXPECT_EQ(the_finding(audited(build), "ST032")->severity, AuditSeverity::kRefuted);
}

TEST(CacheBoundaries, AnInvalidationIsNoClean) {
  Build build = made();
  calls(build, 1)[0].function = kInvalidate;
  const auto finding = the_finding(audited(build), "ST032");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("CPU -> NPU: Softmax_2_out_0"));
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("not cleaned"));
}

TEST(CacheBoundaries, ACleanBeforeTheCpuWroteDoesNotCount) {
  Build build = made();
  calls(build, 1)[0].line = 140;
  EXPECT_EQ(the_finding(audited(build), "ST032")->severity, AuditSeverity::kWarning);
}

TEST(CacheBoundaries, ASecondNameOfWhatTheCpuWroteNeedsNoInvalidation) {
  Build build = made();
  calls(build, 0).clear();
  StBuffer& buffer = build.files.c_infos[0].content.buffers[0];
  buffer.epoch = 0;  // the input's memory, which the application wrote
  const auto finding = the_finding(audited(build), "ST032");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kRefuted);
  EXPECT_EQ(finding->evidence.size(), 1u);
}

TEST(CacheBoundaries, TheOldNamesOfCacheFunctionsCountToo) {
  Build build = made();
  calls(build, 0)[0].function = "mcu_cache_invalidate_range";
  calls(build, 1)[0].function = "mcu_cache_clean_range";
  EXPECT_EQ(the_finding(audited(build), "ST032")->severity, AuditSeverity::kRefuted);
}

TEST(CacheBoundaries, WithoutEdgesOnlyTheirTotalAbsenceIsSeen) {
  Build build = made();
  build.files.c_infos.clear();
  auto finding = the_finding(audited(build), "ST032");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kFact);
  EXPECT_THAT(finding->title, HasSubstr("2 times, with 2 cache operations"));
  calls(build, 0).clear();
  calls(build, 1).clear();
  finding = the_finding(audited(build), "ST032");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kWarning);
  EXPECT_EQ(finding->evidence[0].source, (BuildSource{"network.c", 200}));
}

TEST(CacheBoundaries, ADescriptionThatIsNotOfThisNetworkIsNotUsed) {
  Build build = made();
  build.files.c_infos[0].content.provenance.tool_version = "2.0.0-20049";
  EXPECT_THAT(the_finding(audited(build), "ST032")->title, HasSubstr("take turns"));
  build = made();
  NetworkC& code = build.files.networks[0].content;
  code.internal = build.files.c_infos[0].content.buffers;
  EXPECT_THAT(the_finding(audited(build), "ST032")->title, HasSubstr("every tensor"));
  code.internal[0].offset_start += 64;
  EXPECT_THAT(the_finding(audited(build), "ST032")->title, HasSubstr("take turns"));
}

TEST(CacheBoundaries, ANetworkOfHardwareAloneHasNone) {
  Build build = made();
  NetworkC& code = build.files.networks[0].content;
  code.items = {made_item(1, true), made_item(2, true), made_item(3, true)};
  EXPECT_FALSE(the_finding(audited(build), "ST032"));
}

Build cached(bool cacheable_ram) {
  Build build;
  build.pools = {made_pool("octoFlash", 0x70380000, 0x100000, 0x1000, 40),
                 made_pool("npuRAM3", 0x34200000, 0x70000, 0x1000, 41),
                 made_pool("hyperRAM", 0x90000000, 0x100000, 0x1000, 42)};
  build.pools[0].pool.cacheable = true;
  build.pools[1].pool.cacheable = false;
  build.pools[2].pool.cacheable = cacheable_ram;
  build.buffers = {made_buffer("Conv2D_1_weights", 0x70380000, 64, 0, 9),
                   made_buffer("Conv2D_1_out_0", 0x34200000, 64, 1, 2),
                   made_buffer("Conv2D_2_out_0", 0x90000000, 64, 2, 3)};
  build.buffers[0].buffer.parameter = true;
  return build;
}

TEST(NpuCache, ActivationsInACacheablePoolAreADuty) {
  const auto finding = the_finding(audited(cached(true)), "ST033");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kDuty);
  ASSERT_EQ(finding->evidence.size(), 1u);
  EXPECT_EQ(finding->evidence[0].source.line, 42);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("cacheable, activations"));
}

TEST(NpuCache, ParametersAloneInCacheablePoolsRefuteAStaleOne) {
  const auto finding = the_finding(audited(cached(false)), "ST033");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kRefuted);
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("cacheable, parameters"));
}

TEST(NpuCache, WithoutAMarkNothingIsSaid) {
  Build build = cached(true);
  for (BuildPool& pool : build.pools) pool.pool.cacheable.reset();
  EXPECT_FALSE(the_finding(audited(build), "ST033"));
}

}  // namespace
}  // namespace npuscope
