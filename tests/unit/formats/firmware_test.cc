// SPDX-License-Identifier: Apache-2.0
#include "formats/firmware.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/elf_builder.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

std::string text_of(const std::vector<FirmwareRange>& ranges) {
  std::string text;
  for (const FirmwareRange& range : ranges)
    text += range.name + (range.load ? " load " : " ") + std::to_string(range.begin) + "-" +
            std::to_string(range.end) + "\n";
  return text;
}

TEST(Firmware, AnElfFileGivesWhatIsAllocatedAndWhereItIsLoadedFrom) {
  test::ElfBuilder elf;
  elf.sections = {{".data", 100, 8, true, true},
                  {".bss", 108, 4, true, false},
                  {".empty", 112, 0, true, true},
                  {".debug", 0, 50, false, true}};
  elf.segments = {{100, 1000, 12, 8}};
  const auto ranges = parse_firmware(as_bytes(elf.bytes()));
  ASSERT_TRUE(ranges) << ranges.error().message();
  EXPECT_EQ(text_of(*ranges), ".data 100-108\n.data load 1000-1008\n.bss 108-112\n");
}

TEST(Firmware, AnElfFileWithoutSectionsGivesItsSegments) {
  test::ElfBuilder elf;
  elf.segments = {{100, 1000, 12, 8}};
  const auto ranges = parse_firmware(as_bytes(elf.bytes()));
  ASSERT_TRUE(ranges) << ranges.error().message();
  EXPECT_EQ(text_of(*ranges), "segment 0 100-112\nsegment 0 load 1000-1008\n");
}

TEST(Firmware, AMapGivesTheSameWithLines) {
  const auto ranges =
      parse_firmware(as_bytes("Linker script and memory map\n.data 0x64 0x8 load address 0x3e8\n"
                              ".bss 0x6c 0x4 load address 0x3f0\n"));
  ASSERT_TRUE(ranges) << ranges.error().message();
  EXPECT_EQ(text_of(*ranges), ".data 100-108\n.data load 1000-1008\n.bss 108-112\n");
  EXPECT_EQ(ranges->at(2).line, 3);
}

TEST(Firmware, AFileThatOccupiesNothingIsNoFirmware) {
  test::ElfBuilder elf;
  elf.sections = {{".debug", 0, 50, false, true}};
  const auto ranges = parse_firmware(as_bytes(elf.bytes()));
  ASSERT_FALSE(ranges);
  EXPECT_THAT(ranges.error().hint(), HasSubstr("object file"));
}

TEST(Firmware, ErrorsNameTheFile) {
  const test::ScratchFolder folder;
  const auto ranges = read_firmware(folder.path() / "missing.elf");
  ASSERT_FALSE(ranges);
  EXPECT_THAT(ranges.error().message(), HasSubstr("missing.elf"));
}

}  // namespace
}  // namespace npuscope
