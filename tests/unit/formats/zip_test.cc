// SPDX-License-Identifier: Apache-2.0
#include "formats/zip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "formats/zip_samples.h"
#include "support/zip_builder.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

std::string stored(const std::string& content) {
  test::ZipBuilder builder;
  EXPECT_TRUE(builder.add("a", as_bytes(content)));
  return builder.finish();
}

std::string error_of(const std::string& file, const ZipLimits& limits = {}) {
  const auto archive = ZipArchive::parse(as_bytes(file), limits);
  if (!archive) return archive.error().message();
  for (const ZipEntry& entry : archive->entries())
    if (const auto content = archive->read(entry); !content) return content.error().message();
  return "no error";
}

void expect_holds(const std::string& file, const std::string& content) {
  const auto archive = ZipArchive::parse(as_bytes(file));
  ASSERT_TRUE(archive) << archive.error().message();
  ASSERT_EQ(archive->entries().size(), 1u);
  const auto read = archive->read(archive->entries()[0]);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(as_text(*read), content);
}

TEST(Zip, StoredDeflatedAndZip64EntriesAreRead) {
  const std::string content = "one two one two one two one two";
  expect_holds(stored(content), content);
  expect_holds(zip_of_one({.content = content, .deflate = true}), content);
  expect_holds(zip_of_one({.content = content, .zip64 = true}), content);
  expect_holds(zip_of_one({.content = "", .deflate = true}), "");
  expect_holds(stored(""), "");
}

TEST(Zip, ACommentAtTheEndIsSkipped) {
  std::string file = stored("x");
  file[file.size() - 2] = 5;
  expect_holds(file + "hello", "x");
}

TEST(Zip, BuildingIsDeterministicAndKeepsTheOrder) {
  const auto build = [] {
    test::ZipBuilder builder;
    EXPECT_TRUE(builder.add("b", as_bytes("1")));
    EXPECT_TRUE(builder.add("a", as_bytes("2")));
    return builder.finish();
  };
  const std::string file = build();
  EXPECT_EQ(file, build());
  const auto archive = ZipArchive::parse(as_bytes(file));
  EXPECT_EQ(archive->entries()[0].name, "b");
  EXPECT_EQ(archive->entries()[1].name, "a");
}

TEST(Zip, EveryTruncationIsAnErrorAndNoCrash) {
  const std::string file = zip_of_one({.content = "abcabcabcabc", .deflate = true, .zip64 = true});
  for (size_t size = 0; size < file.size(); ++size)
    EXPECT_NE(error_of(file.substr(0, size)), "no error") << size;
}

TEST(Zip, EveryChangedByteIsAnErrorOrLeavesTheContentIntact) {
  const std::string content = "abcabcabcabc";
  const std::string file = zip_of_one({.content = content, .deflate = true});
  for (size_t i = 0; i < file.size(); ++i) {
    std::string damaged = file;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
    const auto archive = ZipArchive::parse(as_bytes(damaged));
    if (!archive || archive->entries().empty()) continue;
    const auto read = archive->read(archive->entries()[0]);
    if (read) {
      EXPECT_EQ(as_text(*read), content) << i;
    }
  }
}

TEST(Zip, DamagedContentFailsItsChecksum) {
  std::string file = stored("content");
  file[file.find("content")] = 'K';
  EXPECT_THAT(error_of(file), HasSubstr("CRC-32"));
}

TEST(Zip, ImpossibleSizesAreRefusedBeforeAnythingIsAllocated) {
  EXPECT_THAT(error_of(zip_of_one({.content = "x", .deflate = true, .claimed_size = 1 << 30})),
              HasSubstr("impossible"));
  EXPECT_THAT(error_of(zip_of_one({.content = "x", .claimed_size = 2})), HasSubstr("impossible"));
}

TEST(Zip, ArchivesThatUnpackToTooMuchAreRefused) {
  const std::string bomb = zip_of_one({.content = std::string(1 << 20, '\0'), .deflate = true});
  EXPECT_LT(bomb.size(), 2000u);
  EXPECT_EQ(error_of(bomb), "no error");
  EXPECT_THAT(error_of(bomb, {.total_bytes = 1000}), HasSubstr("too much"));
}

TEST(Zip, OverlappingAndRepeatedEntriesAreRefused) {
  test::ZipBuilder twice;
  EXPECT_TRUE(twice.add("a", as_bytes("1")));
  EXPECT_TRUE(twice.add("a", as_bytes("1")));
  EXPECT_THAT(error_of(twice.finish()), HasSubstr("twice"));

  test::ZipBuilder builder;
  EXPECT_TRUE(builder.add("a", as_bytes("same")));
  EXPECT_TRUE(builder.add("b", as_bytes("same")));
  std::string file = builder.finish();
  // Lets the second entry of the directory point to the first one's content.
  const size_t second = file.rfind("PK\x01\x02");
  for (size_t i = 0; i < 4; ++i) file[second + 42 + i] = 0;
  EXPECT_THAT(error_of(file), HasSubstr("overlap"));
}

TEST(Zip, EncryptedAndUnknownMethodsAreNamed) {
  std::string file = stored("x");
  const size_t directory = file.find("PK\x01\x02");
  file[directory + 8] = 1;
  EXPECT_THAT(error_of(file), HasSubstr("encrypted"));
  file[directory + 8] = 0;
  file[directory + 10] = 12;
  EXPECT_THAT(error_of(file), HasSubstr("found:    12"));
}

}  // namespace
}  // namespace npuscope
