// SPDX-License-Identifier: Apache-2.0
#include "base/files.h"

#include <gtest/gtest.h>

#include "support/scratch_folder.h"

namespace npuscope {
namespace {

TEST(Files, WhatIsWrittenIsRead) {
  const test::ScratchFolder folder;
  const fs::path path = folder.path() / from_utf8("ä b.bin");
  const std::string content("a\0b\r\n", 5);
  ASSERT_TRUE(write_file_atomically(path, content));
  EXPECT_EQ(read_file(path).value(), content);
  EXPECT_EQ(as_text((*MappedFile::open(path))->bytes()), content);
}

TEST(Files, WritingReplacesAndLeavesNoTemporary) {
  const test::ScratchFolder folder;
  const fs::path path = folder.path() / from_utf8("replaced");
  ASSERT_TRUE(write_file_atomically(path, std::string_view("first")));
  ASSERT_TRUE(write_file_atomically(path, std::string_view("second")));
  EXPECT_EQ(read_file(path).value(), "second");
  for (const auto& entry : fs::directory_iterator(path.parent_path()))
    EXPECT_NE(entry.path().extension(), ".tmp") << entry.path();
}

TEST(Files, AnEmptyFileMapsToNoBytes) {
  const test::ScratchFolder folder;
  const fs::path path = folder.path() / from_utf8("empty");
  ASSERT_TRUE(write_file_atomically(path, std::string_view()));
  EXPECT_TRUE((*MappedFile::open(path))->bytes().empty());
}

TEST(Files, MissingFilesAndFoldersAreBadInputThatNamesThem) {
  const test::ScratchFolder folder;
  const auto missing = read_file(folder.path() / from_utf8("no such file"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind(), ErrorKind::kBadInput);
  EXPECT_NE(missing.error().message().find("no such file"), std::string::npos);
  EXPECT_FALSE(MappedFile::open(folder.path() / from_utf8("no such file")));
  EXPECT_FALSE(read_file(folder.path()));
  EXPECT_FALSE(MappedFile::open(folder.path()));
}

TEST(Files, WhatTheSystemSaysIsTheSameTextOnEverySystem) {
  const test::ScratchFolder folder;
  const fs::path missing = folder.path() / "missing" / "file";
  for (const Error& error :
       {read_file(missing).error(), MappedFile::open(missing).error(), list_folder(missing).error(),
        write_file_atomically(missing, std::string_view("x")).error()})
    EXPECT_NE(error.message().find("\n  found:    No such file or directory"), std::string::npos)
        << error.message();
}

TEST(Files, WritingIntoAMissingFolderIsAnEnvironmentError) {
  const test::ScratchFolder folder;
  const auto status = write_file_atomically(folder.path() / from_utf8("missing folder") / "x",
                                            std::string_view("x"));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind(), ErrorKind::kEnvironment);
}

}  // namespace
}  // namespace npuscope
