// SPDX-License-Identifier: Apache-2.0
#include "formats/linker_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

constexpr std::string_view kMap = R"(Archive member included to satisfy reference by file (symbol)

Memory Configuration

Name             Origin             Length             Attributes
ROM              0x70100400         0x000ffc00         xr
RAM              0x34000000         0x00200000         xrw
*default*        0x00000000         0xffffffff

Linker script and memory map

LOAD ./main.o

.text           0x70100400     0x1000
                0x70100400                        . = ALIGN (0x4)
 .text.main     0x70100400      0x34c ./main.o

.data           0x34000000      0x3e4 load address 0x70101400
._user_heap_stack
                0x340003e4     0x1004 load address 0x701017e4
                0x340003e8                        . = ALIGN (0x8)
.debug_info     0x00000000    0x358df
 .debug_info    0x00000000      0x100 ./main.o
OUTPUT(app.elf elf32-littlearm)

Cross Reference Table

main            0x1 0x2
)";

TEST(LinkerMap, OutputSectionsHaveAddressSizeAndLine) {
  const auto map = parse_linker_map(kMap);
  ASSERT_TRUE(map) << map.error().message();
  ASSERT_EQ(map->sections.size(), 4U);
  EXPECT_EQ(map->sections[0].name, ".text");
  EXPECT_EQ(map->sections[0].address, 0x70100400U);
  EXPECT_EQ(map->sections[0].size, 0x1000U);
  EXPECT_EQ(map->sections[0].line, 14);
  EXPECT_FALSE(map->sections[0].load_address);
  EXPECT_EQ(map->sections[1].load_address, 0x70101400U);
}

TEST(LinkerMap, ALongNameHasItsNumbersOnTheNextLine) {
  const auto map = parse_linker_map(kMap);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->sections[2].name, "._user_heap_stack");
  EXPECT_EQ(map->sections[2].address, 0x340003e4U);
  EXPECT_EQ(map->sections[2].size, 0x1004U);
}

TEST(LinkerMap, DebugInformationOccupiesNothing) {
  const auto map = parse_linker_map(kMap);
  ASSERT_TRUE(map);
  EXPECT_TRUE(map->sections[2].allocated);
  EXPECT_EQ(map->sections[3].name, ".debug_info");
  EXPECT_FALSE(map->sections[3].allocated);
}

TEST(LinkerMap, RegionsAreThoseOfTheLinkerScript) {
  const auto map = parse_linker_map(kMap);
  ASSERT_TRUE(map);
  ASSERT_EQ(map->regions.size(), 2U);
  EXPECT_EQ(map->regions[1].name, "RAM");
  EXPECT_EQ(map->regions[1].origin, 0x34000000U);
  EXPECT_EQ(map->regions[1].length, 0x200000U);
}

TEST(LinkerMap, WindowsLineEndsAreNoDifference) {
  std::string text(kMap);
  for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.insert(at, 1, '\r');
  const auto map = parse_linker_map(text);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->sections.size(), 4U);
  EXPECT_EQ(map->sections[2].name, "._user_heap_stack");
}

TEST(LinkerMap, OtherTextsAndImpossibleRangesAreRefused) {
  EXPECT_FALSE(parse_linker_map(""));
  EXPECT_FALSE(parse_linker_map("Memory Map of the image\n"));
  const auto map =
      parse_linker_map("Linker script and memory map\n\n.text 0xffffffffffffff00 0x200\n");
  ASSERT_FALSE(map);
  EXPECT_THAT(map.error().where(), testing::HasSubstr("line 3"));
}

}  // namespace
}  // namespace npuscope
