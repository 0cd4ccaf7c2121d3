// SPDX-License-Identifier: Apache-2.0
// Outputs that are no regular files. POSIX only: Windows has neither pipes nor free links in
// folders.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#ifndef _WIN32
#include <sys/stat.h>

#include <future>

#include "base/files.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

TEST(SpecialFiles, PipesAreWrittenAndStay) {
  const test::ScratchFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  auto received = std::async(std::launch::async, [&] { return read_file(pipe); });
  ASSERT_TRUE(write_file_atomically(pipe, std::string_view("through")));
  EXPECT_EQ(received.get().value(), "through");
  EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST(SpecialFiles, APipeIsNotMappedNorWaitedFor) {
  const test::ScratchFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto mapped = MappedFile::open(pipe);
  ASSERT_FALSE(mapped);
  EXPECT_THAT(mapped.error().message(), testing::HasSubstr("not a regular file"));
}

TEST(SpecialFiles, PathsStayAsTheyAreWhereTheWorkingDirectoryIsGone) {
  const fs::path before = fs::current_path();
  {
    const test::ScratchFolder folder;
    fs::current_path(folder.path());
    EXPECT_EQ(absolute_path("a"), fs::current_path() / "a");
  }
  EXPECT_EQ(absolute_path("a"), "a");
  EXPECT_EQ(absolute_path("/a"), "/a");
  fs::current_path(before);
}

TEST(SpecialFiles, LinksStayAndTheirTargetsAreReplaced) {
  const test::ScratchFolder folder;
  fs::create_directory(folder.path() / "there");
  const fs::path link = folder.path() / "link";
  fs::create_symlink("second", link);
  fs::create_symlink("there/target", folder.path() / "second");
  for (const std::string_view text : {"new", "replaced"}) {
    ASSERT_TRUE(write_file_atomically(link, text));
    EXPECT_TRUE(fs::is_symlink(link));
    EXPECT_EQ(read_file(folder.path() / "there" / "target").value(), text);
  }
}

TEST(SpecialFiles, LinksInACircleAreAnError) {
  const test::ScratchFolder folder;
  const fs::path link = folder.path() / "link";
  fs::create_symlink("link", link);
  EXPECT_FALSE(write_file_atomically(link, std::string_view("x")));
  EXPECT_TRUE(fs::is_symlink(link));
}

}  // namespace
}  // namespace npuscope
#endif
