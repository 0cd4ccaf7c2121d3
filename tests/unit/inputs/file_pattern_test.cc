// SPDX-License-Identifier: Apache-2.0
#include "inputs/file_pattern.h"

#include <gtest/gtest.h>

#include "support/scratch_folder.h"
#include "support/unlistable_folder.h"

namespace npuscope {
namespace {

std::vector<std::string> names(const fs::path& folder, const std::string& pattern) {
  const auto files = expand_pattern(folder, pattern);
  std::vector<std::string> result;
  if (!files) return result;
  for (const MatchedFile& file : *files) result.push_back(file.name);
  return result;
}

TEST(MatchesPattern, StarStandsForAnyCharactersAndQuestionMarkForOne) {
  EXPECT_TRUE(matches_file_pattern("face.png", "*.png"));
  EXPECT_TRUE(matches_file_pattern("face.png", "f*e.*"));
  EXPECT_TRUE(matches_file_pattern("aXbXc", "*X*c"));
  EXPECT_TRUE(matches_file_pattern("face1.png", "face?.png"));
  EXPECT_TRUE(matches_file_pattern("ä.png", "?.png"));
  EXPECT_TRUE(matches_file_pattern("a[1].png", "a[1].png"));
  EXPECT_FALSE(matches_file_pattern("face.png", "face?.png"));
  EXPECT_FALSE(matches_file_pattern("face.png", "*.PNG"));
  EXPECT_FALSE(matches_file_pattern(".hidden.png", "*.png"));
  EXPECT_TRUE(matches_file_pattern("", "*"));
}

TEST(MatchesPattern, ManyStarsDoNotTakeForever) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(matches_file_pattern(std::string(5000, 'a') + "b", pattern + "c"));
}

TEST(ExpandPattern, SortsByBytesWhateverTheFileSystemSays) {
  const test::ScratchFolder folder;
  for (const char* name : {"b.png", "C.png", "a.png", "ä.png", "a.txt"}) folder.write(name, "x");
  EXPECT_EQ(names(folder.path(), "*.png"),
            (std::vector<std::string>{"C.png", "a.png", "b.png", "ä.png"}));
}

TEST(ExpandPattern, TwoStarsStandForAnyFoldersAlsoNone) {
  const test::ScratchFolder folder;
  for (const char* name : {"a/1.png", "a/b/c/2.png", "3.png", "a/.git/4.png", "z/5.png"})
    folder.write(name, "x");
  EXPECT_EQ(names(folder.path(), "**/*.png"),
            (std::vector<std::string>{"3.png", "a/1.png", "a/b/c/2.png", "z/5.png"}));
  EXPECT_EQ(names(folder.path(), "a/**/*.png"),
            (std::vector<std::string>{"a/1.png", "a/b/c/2.png"}));
  EXPECT_EQ(names(folder.path(), "**/**/2.png"), (std::vector<std::string>{"a/b/c/2.png"}));
  EXPECT_EQ(names(folder.path(), "?/1.png"), (std::vector<std::string>{"a/1.png"}));
}

TEST(ExpandPattern, TakesPlainAndAbsolutePaths) {
  const test::ScratchFolder folder;
  folder.write("a/1.png", "x");
  EXPECT_EQ(names(folder.path(), "a/1.png"), (std::vector<std::string>{"a/1.png"}));
  EXPECT_EQ(names(folder.path() / "a", "../a/*.png"), (std::vector<std::string>{"../a/1.png"}));
  EXPECT_EQ(names("elsewhere", to_utf8(folder.path()) + "/a/*"),
            (std::vector<std::string>{to_utf8(folder.path()) + "/a/1.png"}));
}

TEST(ExpandPattern, FilesWhereThePatternAsksForFoldersDoNotMatch) {
  const test::ScratchFolder folder;
  for (const char* name : {"a/1.png", "b", "c.png"}) folder.write(name, "x");
  EXPECT_EQ(names(folder.path(), "*/*.png"), (std::vector<std::string>{"a/1.png"}));
}

#ifndef _WIN32
TEST(ExpandPattern, AFolderThatCannotBeListedIsNotTakenForEmpty) {
  const test::ScratchFolder folder;
  for (const char* name : {"a/1.png", "b/2.png"}) folder.write(name, "x");
  const test::UnlistableFolder b(folder.path() / "b");
  for (const char* pattern : {"b/*.png", "*/*.png", "**/*.png"}) {
    const auto files = expand_pattern(folder.path(), pattern);
    ASSERT_FALSE(files) << pattern;
    EXPECT_EQ(files.error().kind(), ErrorKind::kBadInput);
    EXPECT_EQ(files.error().what(), "cannot list the folder");
    EXPECT_TRUE(files.error().where().ends_with("/b")) << files.error().where();
  }
}
#endif

TEST(ExpandPattern, NothingFoundIsBadInputThatSaysWhere) {
  const test::ScratchFolder folder;
  for (const char* pattern : {"*.png", "missing/x.png", "", "**"}) {
    const auto files = expand_pattern(folder.path(), pattern);
    ASSERT_FALSE(files) << pattern;
    EXPECT_EQ(files.error().kind(), ErrorKind::kBadInput);
    EXPECT_NE(files.error().message().find(to_utf8(folder.path().filename())), std::string::npos);
    EXPECT_NE(files.error().hint().find("relative to the case file"), std::string::npos);
  }
  const auto files = expand_pattern({}, "missing/*.png");
  ASSERT_FALSE(files);
  EXPECT_NE(files.error().hint().find("relative to the working directory"), std::string::npos);
}

}  // namespace
}  // namespace npuscope
