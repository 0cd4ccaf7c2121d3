// SPDX-License-Identifier: Apache-2.0
// ST020, ST021, ST026: pools against the memory map, each other, and what lies in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/made_builds.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

Build healthy() {
  Build build;
  build.pools = {made_pool("npuRAM3", 0x34200000, 0x70000, 0x1000, 40),
                 made_pool("npuRAM4", 0x34270000, 0x70000, 0x70000, 41),
                 made_pool("octoFlash", 0x70380000, 0x3F00000, 0x80000, 42)};
  BuildPool run = made_pool("npuRAM3_npuRAM4", 0x34200000, 0xE0000, 0x71000, 43);
  run.pool.is_virtual = true;
  build.pools.push_back(run);
  return build;
}

TEST(PoolRanges, PoolsInsideTheMapGiveNothing) {
  EXPECT_TRUE(with_id(audited(healthy()), "ST020").empty());
}

TEST(PoolRanges, APoolBehindTheRamIsAnError) {
  Build build = healthy();
  build.pools[0] = made_pool("npuRAM3", 0x34420000, 0x70000, 0x1000, 40);
  const auto finding = the_finding(audited(build), "ST020");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kError);
  EXPECT_THAT(finding->title, HasSubstr("nothing answers at 0x34420000"));
  EXPECT_EQ(finding->evidence[0].source, (BuildSource{"made.log", 40}));
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("npuRAM3 0x34420000-0x34490000"));
}

TEST(PoolRanges, APoolThatLeavesItsMemoryIsAnErrorWhereItLeaves) {
  Build build;
  build.pools = {made_pool("vencRAM", 0x34400000, 0x40000, 0x100)};
  auto finding = the_finding(audited(build), "ST020");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->title, HasSubstr("nothing answers at 0x34420000"));
  build.pools = {made_pool("octoFlash", 0x7F000000, 0x2000000, 0x100)};
  finding = the_finding(audited(build), "ST020");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->title, HasSubstr("0x80000000 is XSPI3"));
}

TEST(PoolRanges, TightlyCoupledMemoryIsNotForTheNpu) {
  Build build;
  build.pools = {made_pool("fast", 0x30000000, 0x20000, 0x100)};
  const auto finding = the_finding(audited(build), "ST020");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->title, HasSubstr("0x30000000 is DTCM"));
}

TEST(PoolRanges, AnUnusedPoolOutsideTheMapIsOnlyAHint) {
  Build build;
  build.pools = {made_pool("spare", 0xB0000000, 0x1000, 0)};
  const auto finding = the_finding(audited(build), "ST020");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kHint);
}

TEST(PoolRanges, PoolsThatAreSwitchedOffDoNotCount) {
  Build build;
  build.pools = {made_pool("cpuRAM1", 0x34064000, 0, 0), made_pool("user", 0, 0x1000, 0)};
  EXPECT_TRUE(with_id(audited(build), "ST020").empty());
}

TEST(PoolRanges, TheNpuCachesMemoryIsAWarning) {
  Build build;
  build.pools = {made_pool("npuRAM6", 0x34350000, 0xB0000, 0x80000)};
  auto finding = the_finding(audited(build), "ST020");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kWarning);
  build.pools = {made_pool("npuRAM6", 0x34350000, 0xB0000, 0x70000)};
  EXPECT_FALSE(the_finding(audited(build), "ST020"));
}

TEST(PoolRanges, AddressesOfCodeThatIsNotSecureAreAFact) {
  Build build;
  build.pools = {made_pool("npuRAM3", 0x24200000, 0x70000, 0x100, 40)};
  const auto finding = the_finding(audited(build), "ST020");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kFact);
  EXPECT_EQ(finding->evidence[0].source.line, 40);
}

TEST(PoolOverlap, MembersOfAVirtualPoolShareNothing) {
  EXPECT_TRUE(with_id(audited(healthy()), "ST021").empty());
}

TEST(PoolOverlap, UsedPoolsThatShareMemoryAreAnError) {
  Build build = healthy();
  build.pools[0].pool.size = 0x80000;
  build.pools[0].used_end = 0x34280000;
  const auto finding = the_finding(audited(build), "ST021");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kError);
  EXPECT_THAT(finding->title, HasSubstr("npuRAM3 and npuRAM4 share 0x34270000-0x34280000"));
  ASSERT_EQ(finding->evidence.size(), 2u);
  EXPECT_EQ(finding->evidence[0].source.line, 40);
  EXPECT_EQ(finding->evidence[1].source.line, 41);
}

TEST(PoolOverlap, BothAliasesOfOneRamAreTheSameMemory) {
  Build build;
  build.pools = {made_pool("secure", 0x34200000, 0x1000, 0x1000),
                 made_pool("other", 0x24200000, 0x1000, 0x1000)};
  EXPECT_TRUE(the_finding(audited(build), "ST021"));
}

TEST(PoolOverlap, WhereOneOfThemIsEmptyItIsAHint) {
  Build build = healthy();
  build.pools[0] = made_pool("npuRAM3", 0x34200000, 0x80000, 0, 40);
  const auto finding = the_finding(audited(build), "ST021");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kHint);
}

TEST(PoolOverlap, WhereUseIsNotKnownItIsAWarning) {
  Build build;
  build.pools = {made_pool("a", 0x34200000, 0x1000, 0), made_pool("b", 0x34200000, 0x1000, 0)};
  for (BuildPool& pool : build.pools) pool.pool.used.reset();
  const auto finding = the_finding(audited(build), "ST021");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kWarning);
}

TEST(PoolSizes, AFullPoolIsNoFault) {
  Build build = healthy();
  // Generated code takes 8 bytes off the last pool of a run.
  build.pools[1].pool.size = 0x70000 - 8;
  EXPECT_TRUE(with_id(audited(build), "ST026").empty());
}

TEST(PoolSizes, MoreThanThePoolHoldsIsAnError) {
  Build build;
  build.pools = {made_pool("npuRAM4", 0x34270000, 0x60000, 0x70000, 41)};
  const auto finding = the_finding(audited(build), "ST026");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kError);
  EXPECT_EQ(finding->title, "Pool npuRAM4 holds 458752 bytes but has 393216");
  EXPECT_EQ(finding->evidence[0].source.line, 41);
}

TEST(PoolSizes, ARoundedFigureOfUseIsNotTakenToTheByte) {
  Build build;
  build.pools = {made_pool("flash", 0x70000000, 4194304, 0)};
  build.pools[0].pool.used = 4205838;  // "4.01 MB" may be 4.005
  EXPECT_FALSE(the_finding(audited(build), "ST026"));
  build.pools[0].pool.used = 4250000;
  EXPECT_TRUE(the_finding(audited(build), "ST026"));
}

TEST(PoolSizes, ABufferMayCrossFromOneMemberOfAVirtualPoolToTheNext) {
  Build build = healthy();
  build.buffers = {made_buffer("Conv2D_1_out_0", 0x34260000, 0x20000, 1, 2)};
  build.pools[0].used_end = 0x34280000;
  EXPECT_FALSE(the_finding(audited(build), "ST026"));
}

TEST(PoolSizes, ABufferThatLeavesAllPoolsIsAnError) {
  Build build = healthy();
  build.buffers = {made_buffer("Conv2D_1_out_0", 0x342D0000, 0x20000, 1, 2, 77)};
  const auto finding = the_finding(audited(build), "ST026");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->evidence[0].source, (BuildSource{"made.c", 77}));
  EXPECT_THAT(finding->evidence[0].text, HasSubstr("0x342d0000"));
  build.buffers[0].buffer.user_allocated = true;
  EXPECT_FALSE(the_finding(audited(build), "ST026"));
}

}  // namespace
}  // namespace npuscope
