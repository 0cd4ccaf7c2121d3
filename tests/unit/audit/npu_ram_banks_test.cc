// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/made_builds.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

TEST(NpuRamBanks, EveryUsedBankIsADuty) {
  Build build;
  build.pools = {made_pool("npuRAM3", 0x34200000, 0x70000, 0x70000, 40),
                 made_pool("npuRAM4", 0x34270000, 0x70000, 0x100, 41)};
  const auto finding = the_finding(audited(build), "ST024");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, AuditSeverity::kDuty);
  ASSERT_EQ(finding->evidence.size(), 2u);
  EXPECT_EQ(finding->evidence[1].source.line, 41);
  EXPECT_THAT(finding->evidence[1].text, HasSubstr("0x34270000-0x34270100"));
}

TEST(NpuRamBanks, UnusedBanksAndOtherMemoriesAreNone) {
  Build build;
  build.pools = {made_pool("npuRAM3", 0x34200000, 0x70000, 0),
                 made_pool("cpuRAM2", 0x34100000, 0x100000, 0x100)};
  EXPECT_FALSE(the_finding(audited(build), "ST024"));
}

TEST(NpuRamBanks, TheAddressTellsABankNotItsName) {
  Build build;
  build.pools = {made_pool("mine", 0x24200000, 0x70000, 0x100)};
  EXPECT_TRUE(the_finding(audited(build), "ST024"));
}

}  // namespace
}  // namespace npuscope
