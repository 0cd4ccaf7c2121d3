// SPDX-License-Identifier: Apache-2.0
#include "audit/memory_map.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

TEST(MemoryMap, RegionsStandByAddressAndApart) {
  uint64_t end = 0;
  for (const MemoryRegion& region : memory_map()) {
    EXPECT_LE(end, region.begin) << region.name;
    EXPECT_LT(region.begin, region.end) << region.name;
    end = region.end;
  }
}

TEST(MemoryMap, AnAddressBelongsToTheRegionThatHoldsIt) {
  EXPECT_EQ(memory_region(0x34200000)->name, "AXISRAM3");
  EXPECT_EQ(memory_region(0x3426ffff)->name, "AXISRAM3");
  EXPECT_EQ(memory_region(0x34270000)->name, "AXISRAM4");
  EXPECT_EQ(memory_region(0x72880000)->kind, MemoryKind::kExternal);
  EXPECT_EQ(memory_region(0x34420000), nullptr);
  EXPECT_EQ(memory_region(0xffffffff), nullptr);
}

TEST(MemoryMap, InternalMemoriesHaveASecondAddressForCodeThatIsNotSecure) {
  EXPECT_EQ(memory_region(0x24200000)->name, "AXISRAM3");
  EXPECT_EQ(memory_region(0x20000000)->name, "DTCM");
  EXPECT_EQ(secure_address(0x60000000), 0x60000000u);
}

}  // namespace
}  // namespace npuscope
