// SPDX-License-Identifier: Apache-2.0
#include "formats/elf_sections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/elf_builder.h"

namespace npuscope {
namespace {

using test::ElfBuilder;
using testing::HasSubstr;

ElfBuilder firmware(bool wide) {
  ElfBuilder elf;
  elf.wide = wide;
  elf.sections = {{"text", 0x34000400, 0x1000, true, true},
                  {".data", 0x34002000, 0x40, true, true},
                  {".bss", 0x34002040, 0x200, true, false},
                  {".debug_info", 0, 0x999, false, true}};
  elf.segments = {{0x34000400, 0x34000400, 0x1000, 0x1000}, {0x34002000, 0x70101000, 0x240, 0x40}};
  return elf;
}

class BothWidths : public testing::TestWithParam<bool> {};

TEST_P(BothWidths, SectionsStandWhereTheLinkerPutThem) {
  const auto elf = parse_elf_sections(as_bytes(firmware(GetParam()).bytes()));
  ASSERT_TRUE(elf) << elf.error().message();
  ASSERT_EQ(elf->sections.size(), 5U) << "four, and the table of names";
  EXPECT_EQ(elf->sections[0].name, "text");
  EXPECT_EQ(elf->sections[0].address, 0x34000400U);
  EXPECT_EQ(elf->sections[0].size, 0x1000U);
  EXPECT_TRUE(elf->sections[2].allocated);
  EXPECT_FALSE(elf->sections[2].stored);
  EXPECT_FALSE(elf->sections[3].allocated);
}

TEST_P(BothWidths, SegmentsSayWhereContentIsLoadedFrom) {
  const auto elf = parse_elf_sections(as_bytes(firmware(GetParam()).bytes()));
  ASSERT_TRUE(elf) << elf.error().message();
  EXPECT_EQ(elf->sections[0].load_address, 0x34000400U);
  EXPECT_EQ(elf->sections[1].load_address, 0x70101000U);
  EXPECT_FALSE(elf->sections[2].load_address) << ".bss has no content";
}

TEST_P(BothWidths, AFileThatBreaksOffAnywhereIsAnErrorOrHasLess) {
  const std::string whole = firmware(GetParam()).bytes();
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto elf = parse_elf_sections(as_bytes(std::string_view(whole).substr(0, size)));
    ASSERT_FALSE(elf) << size;
    ASSERT_EQ(elf.error().kind(), ErrorKind::kBadInput);
  }
}

INSTANTIATE_TEST_SUITE_P(All, BothWidths, testing::Bool());

TEST(ElfSections, OtherFilesAndMachinesAreRefused) {
  EXPECT_FALSE(parse_elf_sections(as_bytes("Memory Configuration")));
  std::string big = firmware(false).bytes();
  big[5] = 2;
  const auto elf = parse_elf_sections(as_bytes(big));
  ASSERT_FALSE(elf);
  EXPECT_THAT(elf.error().expected(), HasSubstr("little-endian"));
}

TEST(ElfSections, RangesThatLeaveTheAddressSpaceAreRefused) {
  ElfBuilder elf = firmware(true);
  elf.sections[0].size = ~uint64_t{0};
  EXPECT_FALSE(parse_elf_sections(as_bytes(elf.bytes())));
  elf = firmware(true);
  elf.segments[0].file_size = ~uint64_t{0};
  EXPECT_FALSE(parse_elf_sections(as_bytes(elf.bytes())));
}

TEST(ElfSections, ANameWithoutEndIsRefused) {
  ElfBuilder elf = firmware(false);
  elf.sections[0].name = std::string(5000, 'x');
  EXPECT_FALSE(parse_elf_sections(as_bytes(elf.bytes())));
}

}  // namespace
}  // namespace npuscope
