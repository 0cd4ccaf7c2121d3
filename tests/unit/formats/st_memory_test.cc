// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/st/machine_description.h"
#include "formats/st/memory_image.h"
#include "formats/st/memory_pools.h"
#include "formats/st/profile.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

template <class T>
std::string message(const Result<T>& result) {
  return result ? "no error" : result.error().message();
}

// --- .mpool ------------------------------------------------------------------------------------

const std::string kUserPools = R"({
 "params": {"param": [{"paramname": "max_onchip_sram_size", "value": "1024", "magnitude": "KBYTES"}]},
 "memory": {
  "cacheinfo": [{"nlines": 512, "linesize": 64, "associativity": 8, "bypass_enable": 1, "prop": {}}],
  "mem_file_prefix": "atonbuf",
  "mempools": [
   {"fname": "AXISRAM5", "name": "npuRAM5", "fformat": "FORMAT_RAW",
    "prop": {"rights": "ACC_WRITE", "throughput": "HIGH", "latency": "LOW", "byteWidth": 8,
             "freqRatio": 1.25, "read_power": 18.5, "write_power": 16.2},
    "offset": {"value": "0x342e0000", "magnitude": "BYTES"},
    "size": {"value": "448", "magnitude": "KBYTES"}},
   {"fname": "xSPI2", "name": "octoFlash", "fformat": "FORMAT_RAW",
    "prop": {"rights": "ACC_READ", "cacheable": "CACHEABLE_ON", "constants_preferred": "true"},
    "offset": {"value": "1896349696", "magnitude": "BYTES"},
    "size": {"value": "61", "magnitude": "MBYTES"}}]}})";

const std::string kSavedPools = R"({"memory": {"memFilePrefix": "atonbuf", "mempools": [
  {"busNode": 0, "mode": "USEMODE_RELATIVE", "fname": "params", "name": "ec params pool",
   "fformat": "FORMAT_C", "offset": {"value": "0", "magnitude": "BYTES"},
   "size": {"value": "9223372036854775776", "magnitude": "BYTES"}, "prop": {}},
  {"busNode": 0, "mode": "USEMODE_ABSOLUTE", "fname": "AXISRAM6", "name": "npuRAM6",
   "fformat": "FORMAT_RAW", "offset": {"value": "855360", "magnitude": "KBYTES"},
   "size": {"value": "448", "magnitude": "KBYTES"},
   "prop": {"rights": "ACC_WRITE", "cacheable": "CACHEABLE_OFF", "burstMaxLength": 4294967295,
            "constantsPreferred": false, "readPower": 19.0, "pipelined": "PIPELINED_ON"}}]}})";

TEST(MemoryPools, WhatAUserWritesIsRead) {
  const MemoryPools pools = parse_memory_pools(as_bytes(kUserPools)).value();
  EXPECT_EQ(pools.file_prefix, "atonbuf");
  ASSERT_THAT(pools.pools, SizeIs(2));
  EXPECT_EQ(pools.pools[0].name, "npuRAM5");
  EXPECT_EQ(pools.pools[0].postfix, "AXISRAM5");
  EXPECT_EQ(pools.pools[0].address, 0x342e0000u);
  EXPECT_EQ(pools.pools[0].size, 448 * 1024);
  EXPECT_EQ(pools.pools[0].writable, true);
  EXPECT_EQ(pools.pools[0].cacheable, std::nullopt);
  EXPECT_EQ(pools.pools[1].address, 0x71080000u) << "decimal";
  EXPECT_EQ(pools.pools[1].size, 61 * 1024 * 1024);
  EXPECT_EQ(pools.pools[1].writable, false);
  EXPECT_EQ(pools.pools[1].cacheable, true);
  EXPECT_THAT(pools.unknown_keys, IsEmpty());
}

TEST(MemoryPools, WhatTheCompilerSavesIsRead) {
  const MemoryPools pools = parse_memory_pools(as_bytes(kSavedPools)).value();
  EXPECT_EQ(pools.file_prefix, "atonbuf");
  ASSERT_THAT(pools.pools, SizeIs(1));
  EXPECT_EQ(pools.pools[0].address, 0x34350000u) << "855360 KBYTES";
  EXPECT_EQ(pools.pools[0].cacheable, false);
  ASSERT_THAT(pools.relative_pools, SizeIs(1)) << "of the epoch controller; has no address";
  EXPECT_EQ(pools.relative_pools[0].name, "ec params pool");
  EXPECT_THAT(pools.unknown_keys, IsEmpty());
}

std::string pool_with(const std::string& more) {
  return R"({"memory": {"mempools": [{"name": "a", )" + more + "}]}}";
}
const std::string kSize = R"("size": {"value": "4", "magnitude": "KBYTES"})";

TEST(MemoryPools, MisspeltKeysAreNamed) {
  const auto pools = parse_memory_pools(as_bytes(pool_with(
      R"("offset": {"value": "0"}, "prop": {"cachable": "CACHEABLE_ON"}, "colour": 1, )" + kSize)));
  EXPECT_THAT(pools.value().unknown_keys, ElementsAre("cachable", "colour"));
}

TEST(MemoryPools, PoolsThatSayTooLittleOrTooMuchAreRefused) {
  const auto error = [](const std::string& text) {
    return message(parse_memory_pools(as_bytes(text)));
  };
  EXPECT_THAT(error("[1"), HasSubstr("not valid JSON"));
  EXPECT_THAT(error("{}"), HasSubstr("no description of memory pools"));
  EXPECT_THAT(error(R"({"memory": {"mempools": []}})"), HasSubstr("no description"));
  EXPECT_THAT(error(R"({"memory": {"mempools": [{}]}})"), HasSubstr("no 'name'"));
  EXPECT_THAT(error(pool_with(kSize)), HasSubstr("pool 'a': the pool has no 'offset'"));
  EXPECT_THAT(error(pool_with(R"("offset": {"value": "0x3420000O"}, )" + kSize)),
              HasSubstr("'0x3420000O'"));
  EXPECT_THAT(error(pool_with(R"("offset": {"value": "-4"}, )" + kSize)), HasSubstr("no number"));
  EXPECT_THAT(error(pool_with(R"("offset": {"value": "0", "magnitude": "kB"}, )" + kSize)),
              HasSubstr("unknown magnitude"));
  EXPECT_THAT(error(pool_with(R"("offset": {"value": "0xffffff00"}, )" + kSize)),
              HasSubstr("leaves the address space"));
  EXPECT_THAT(
      error(pool_with(R"("offset": {"value": "9223372036854775807", "magnitude": "MBYTES"}, )" +
                      kSize)),
      HasSubstr("too large"));
}

// --- .mdesc ------------------------------------------------------------------------------------

TEST(MachineDescription, UnitsAreCounted) {
  const auto machine = parse_machine_description(as_bytes(R"({
    "externals": {"mpool_name": "lab"},
    "machine": {"name": "lab_npu", "version": "0.0", "accelerators": [
      {"index": 0, "num": 4, "version": "0.1", "power": 30.1, "type": "CONVACC"},
      {"index": 5, "num": 5, "type": "STRENG", "params": [{"name": "MEM_PORT", "val": 1}]}]}})"));
  ASSERT_TRUE(machine) << message(machine);
  EXPECT_EQ(machine->name, "lab_npu");
  EXPECT_EQ(machine->pool_name, "lab");
  ASSERT_THAT(machine->units, SizeIs(2));
  EXPECT_EQ(machine->units[0].type, "CONVACC");
  EXPECT_EQ(machine->units[0].count, 4);
  EXPECT_EQ(machine->units[1].count, 5);
}

TEST(MachineDescription, OtherJsonIsRefused) {
  EXPECT_THAT(message(parse_machine_description(as_bytes("{}"))), HasSubstr("machine"));
  EXPECT_THAT(message(parse_machine_description(as_bytes(R"({"machine": {}})"))),
              HasSubstr("no units"));
  EXPECT_THAT(message(parse_machine_description(
                  as_bytes(R"({"machine": {"accelerators": [{"type": "ARITH", "num": -1}]}})"))),
              HasSubstr("accelerators[0]"));
}

// --- user_neuralart.json -------------------------------------------------------------------------

TEST(Profiles, CommentsAndBrokenStringsAreRead) {
  const auto file =
      parse_profiles(as_bytes("// of the lab\n"
                              "{\n"
                              "  \"Globals\": {\"a\": [1, {\"b\": null}]}, /* two\n"
                              "  lines */\n"
                              "  \"Profiles\": {\n"
                              "    \"lab\": {  // mine\n"
                              "      \"memory_pool\": \"./my pools//lab.mpool\",\n"
                              "      \"options\": \"--native-float \\\n"
                              "                  --Os\\\r\n"
                              "  --all-buffers-info\",\n"
                              "      \"memory_desc\": \"C:\\\\st\\\\lab.mdesc\",\n"
                              "      \"level\": 3\n"
                              "    },\n"
                              "    \"empty\": {}\n"
                              "  }\n"
                              "}\n"));
  ASSERT_TRUE(file) << message(file);
  ASSERT_THAT(file->profiles, SizeIs(2));
  const auto& lab = file->profiles[0];
  EXPECT_EQ(lab.name, "lab");
  EXPECT_EQ(lab.line, 6);
  EXPECT_EQ(lab.entry("memory_pool")->value, "./my pools//lab.mpool") << "no comment";
  EXPECT_EQ(lab.entry("options")->value, "--native-float --Os --all-buffers-info");
  EXPECT_EQ(lab.entry("options")->line, 8);
  EXPECT_EQ(lab.entry("memory_desc")->value, "C:\\st\\lab.mdesc");
  EXPECT_EQ(lab.entry("memory_desc")->line, 11);
  EXPECT_EQ(lab.entry("level")->value, "3");
  EXPECT_EQ(lab.entry("machine_desc"), nullptr);
  EXPECT_EQ(file->profiles[1].line, 14);
}

TEST(Profiles, OtherFilesAreRefusedWithTheLine) {
  const auto error = [](const std::string& text) {
    return message(parse_profiles(as_bytes(text)));
  };
  EXPECT_THAT(error("{\"Globals\": {}}"), HasSubstr("no profiles"));
  EXPECT_THAT(error("{\n\"Profiles\": {\"a\" {}}}"), HasSubstr("line 2: not JSON"));
  EXPECT_THAT(error("{\"Profiles\": {\"a\": {\"options\": \"-O3\n\"}}}"),
              HasSubstr("does not end in its line"));
  EXPECT_THAT(error("{\"Profiles\": {\"a\": {}}} x"), HasSubstr("found:    'x'"));
  EXPECT_THAT(error("{\"Profiles\": {\"a\": {\"b\": tru}}}"), HasSubstr("a value"));
  EXPECT_THAT(error("{\"Globals\": " + std::string(500, '[') + std::string(500, ']') + "}"),
              HasSubstr("nested too deep"));
  EXPECT_THAT(error("/* {"), HasSubstr("a comment does not end"));
}

TEST(Profiles, NoPartOfAFileIsTakenForTheWhole) {
  const std::string text = "{\"Profiles\": {\"a\": {\"options\": \"-O3 \\\n --Os\"}}, \"G\": [1]}";
  for (size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(parse_profiles(as_bytes(text).first(size))) << size;
  EXPECT_TRUE(parse_profiles(as_bytes(text)));
}

// --- memory images -------------------------------------------------------------------------------

/// A record of Intel HEX with its checksum.
std::string record(int type, int address, const std::vector<int>& data) {
  std::vector<int> bytes = {static_cast<int>(data.size()), address >> 8, address & 0xFF, type};
  bytes.insert(bytes.end(), data.begin(), data.end());
  int sum = 0;
  std::string text = ":";
  for (const int byte : bytes) {
    text += fmt::format("{:02X}", byte);
    sum += byte;
  }
  return text + fmt::format("{:02X}\r\n", -sum & 0xFF);
}
const std::string kEnd = ":00000001FF\r\n";

std::vector<int> numbers(Bytes bytes) {
  std::vector<int> values;
  for (const std::byte byte : bytes) values.push_back(std::to_integer<int>(byte));
  return values;
}

TEST(MemoryImage, RecordsOfAnyOrderAreJoined) {
  const auto image = parse_intel_hex(as_bytes(
      record(4, 0, {0x72, 0x88}) + record(0, 0xFFFE, {3, 4}) + record(0, 0, {1, 2}) +
      record(4, 0, {0x72, 0x89}) + record(0, 0, {5, 6, 7}) + record(5, 0, {0, 0, 0, 0}) + kEnd));
  ASSERT_TRUE(image) << message(image);
  EXPECT_TRUE(image->absolute);
  ASSERT_THAT(image->segments, SizeIs(2));
  EXPECT_EQ(image->segments[1].address, 0x7288FFFEu);
  EXPECT_THAT(numbers(image->segments[1].bytes), ElementsAre(3, 4, 5, 6, 7))
      << "over the border of two blocks";
  EXPECT_THAT(numbers(*image->at(0x7288FFFF, 3)), ElementsAre(4, 5, 6));
  EXPECT_FALSE(image->at(0x72880001, 2)) << "a byte is missing";
  EXPECT_FALSE(image->at(0, 1));
  EXPECT_FALSE(image->at(0x72880000, -1));
  EXPECT_TRUE(image->at(0x72880000, 0));
}

TEST(MemoryImage, ParagraphsOfSixteenBytesCountToo) {
  const auto image =
      parse_intel_hex(as_bytes(record(2, 0, {0x10, 0x00}) + record(0, 4, {9}) + kEnd));
  EXPECT_EQ(image.value().segments[0].address, 0x10004u);
}

TEST(MemoryImage, DamagedRecordsAreRefusedWithTheirLine) {
  const auto error = [](const std::string& text) {
    return message(parse_intel_hex(as_bytes(text)));
  };
  const std::string data = record(0, 0, {1, 2});
  EXPECT_THAT(error(data), HasSubstr("ends without a record that ends it"));
  EXPECT_THAT(error(data + ":0000000100\n"), HasSubstr("line 2: the record's checksum is wrong"));
  EXPECT_THAT(error(data + ":0000000100\n"), HasSubstr("0xFF"));
  EXPECT_THAT(error(data + data + kEnd), HasSubstr("two records give the same byte"));
  EXPECT_THAT(error(data + kEnd + data), HasSubstr("after the record that ends the file"));
  EXPECT_THAT(error(":0200000001FD\n"), HasSubstr("another length"));
  EXPECT_THAT(error("01\n"), HasSubstr("no record"));
  EXPECT_THAT(error(":000####0\n"), HasSubstr("column 5 is no hexadecimal digit"));
  EXPECT_THAT(error(":000\n"), HasSubstr("the record is cut"));
  EXPECT_THAT(error(record(9, 0, {})), HasSubstr("a type that Intel HEX does not have"));
  EXPECT_THAT(error(record(4, 0, {1})), HasSubstr("two bytes"));
  EXPECT_THAT(error(record(0, 0xFFFF, {1, 2})), HasSubstr("leaves its block"));
}

TEST(MemoryImage, EveryFlippedBitAndEveryCutIsNoticed) {
  const std::string text =
      record(4, 0, {0x70, 0x38}) + record(0, 0, {1, 2, 3}) + record(0, 3, {4}) + kEnd;
  const auto whole = parse_intel_hex(as_bytes(text)).value();
  // Without its last line end the file is whole still.
  for (size_t size = 0; size + 2 < text.size(); ++size)
    EXPECT_FALSE(parse_intel_hex(as_bytes(text).first(size))) << size;
  for (size_t at = 0; at < text.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      const auto image = parse_intel_hex(as_bytes(damaged));
      // 'A' and 'a' are the same digit; blanks at the end of a line do not matter.
      if (!image) continue;
      ASSERT_THAT(image->segments, SizeIs(1)) << at;
      EXPECT_EQ(image->segments[0].bytes, whole.segments[0].bytes) << at;
    }
  }
}

TEST(MemoryImage, AFileIsReadByItsContent) {
  const test::ScratchFolder folder;
  test::write_text(folder.path() / "a.raw", record(4, 0, {0x70, 0x38}) + record(0, 0, {7}) + kEnd);
  const auto hex = read_memory_image(folder.path() / "a.raw");
  EXPECT_TRUE(hex.value().absolute);
  test::write_text(folder.path() / "a.hex", std::string(":raw\0bytes", 10));
  const auto raw = read_memory_image(folder.path() / "a.hex");
  EXPECT_FALSE(raw.value().absolute);
  EXPECT_TRUE(raw->at(0, 10));
  EXPECT_FALSE(raw->at(1, 10));
}

}  // namespace
}  // namespace npuscope
