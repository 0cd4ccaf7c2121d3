// SPDX-License-Identifier: Apache-2.0
#include "base/files.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

fs::path scratch(const std::string& name) {
  const fs::path folder = fs::path(testing::TempDir()) / "npuscope files test";
  fs::create_directories(folder);
  return folder / from_utf8(name);
}

TEST(Files, WhatIsWrittenIsRead) {
  const fs::path path = scratch("ä b.bin");
  const std::string content("a\0b\r\n", 5);
  ASSERT_TRUE(write_file_atomically(path, content));
  EXPECT_EQ(read_file(path).value(), content);
  EXPECT_EQ(as_text((*MappedFile::open(path))->bytes()), content);
}

TEST(Files, WritingReplacesAndLeavesNoTemporary) {
  const fs::path path = scratch("replaced");
  ASSERT_TRUE(write_file_atomically(path, std::string_view("first")));
  ASSERT_TRUE(write_file_atomically(path, std::string_view("second")));
  EXPECT_EQ(read_file(path).value(), "second");
  for (const auto& entry : fs::directory_iterator(path.parent_path()))
    EXPECT_NE(entry.path().extension(), ".tmp") << entry.path();
}

TEST(Files, AnEmptyFileMapsToNoBytes) {
  const fs::path path = scratch("empty");
  ASSERT_TRUE(write_file_atomically(path, std::string_view()));
  EXPECT_TRUE((*MappedFile::open(path))->bytes().empty());
}

TEST(Files, MissingFilesAndFoldersAreBadInputThatNamesThem) {
  const auto missing = read_file(scratch("no such file"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind(), ErrorKind::kBadInput);
  EXPECT_NE(missing.error().message().find("no such file"), std::string::npos);
  EXPECT_FALSE(MappedFile::open(scratch("no such file")));
  EXPECT_FALSE(read_file(scratch("").parent_path()));
  EXPECT_FALSE(MappedFile::open(scratch("").parent_path()));
}

TEST(Files, WritingIntoAMissingFolderIsAnEnvironmentError) {
  const auto status = write_file_atomically(scratch("missing folder") / "x", std::string_view("x"));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind(), ErrorKind::kEnvironment);
}

}  // namespace
}  // namespace npuscope
