// SPDX-License-Identifier: Apache-2.0
#include "inputs/labels.h"

#include <gtest/gtest.h>

#include "support/scratch_folder.h"

namespace npuscope {
namespace {

class LabelsTest : public testing::Test {
 protected:
  Result<Labels> read(std::string_view text) {
    folder_.write("faces/labels.csv", text);
    return Labels::read(folder_.path() / "faces" / "labels.csv", folder_.path());
  }
  fs::path file(const char* name) { return folder_.path() / name; }

  test::ScratchFolder folder_;
};

TEST_F(LabelsTest, NamesFilesRelativeToTheTableOrToTheCase) {
  const auto labels = read("file,class,species\nlive/a.png,0,\nfaces/spoof/b.png,1,print\n");
  ASSERT_TRUE(labels) << labels.error().message();
  EXPECT_EQ(labels->find(file("faces/live/a.png"), "faces/live/a.png"), (Label{"0", ""}));
  EXPECT_EQ(labels->find(file("faces/spoof/b.png"), "faces/spoof/b.png"), (Label{"1", "print"}));
  EXPECT_FALSE(labels->find(file("faces/other/a.png"), "faces/other/a.png"));
  EXPECT_EQ(labels->size(), 2u);
}

TEST_F(LabelsTest, AnUnnamedTableIsFileClassSpecies) {
  const auto labels = read("a.png,live\nb.png,spoof\n");
  ASSERT_TRUE(labels) << labels.error().message();
  EXPECT_EQ(labels->find(file("anywhere/b.png"), "b.png"), (Label{"spoof", ""}));
}

TEST_F(LabelsTest, AreFoundByFileNameBehindFoldersOfAnySystem) {
  const auto labels = read("a.png,live\nb.png,spoof\n");
  ASSERT_TRUE(labels) << labels.error().message();
  for (const char* name : {"C:\\faces\\b.png", "/data/b.png"})
    EXPECT_EQ(labels->find(from_utf8(name), name), (Label{"spoof", ""})) << name;
}

TEST_F(LabelsTest, ATableFromWindowsPartsFoldersByBackslashes) {
  const auto labels = read("file,class\r\nlive\\0.png,1\r\nmasks\\0.png,0\r\n");
  ASSERT_TRUE(labels) << labels.error().message();
  EXPECT_EQ(labels->find(file("live/0.png"), "live/0.png")->class_name, "1");
  EXPECT_EQ(labels->find(file("masks/0.png"), "masks/0.png")->class_name, "0");
}

TEST_F(LabelsTest, ColumnsMayStandInAnyOrder) {
  const auto labels = read("species,score,label,file\nmask,0.5,1,a.png\n");
  ASSERT_TRUE(labels) << labels.error().message();
  EXPECT_EQ(labels->find(file("a.png"), "a.png"), (Label{"1", "mask"}));
}

TEST_F(LabelsTest, ALabelStandsForOneSampleOfAFileOrForAll) {
  const auto labels = read("file,class\nx.npy[1],1\nx.npy,0\n");
  ASSERT_TRUE(labels) << labels.error().message();
  EXPECT_EQ(labels->find(file("faces/x.npy"), "faces/x.npy[0]")->class_name, "0");
  EXPECT_EQ(labels->find(file("faces/x.npy"), "faces/x.npy[1]")->class_name, "1");
}

TEST_F(LabelsTest, ContradictionsAndOtherTablesAreBadInputWithTheirPlace) {
  const auto twice = read("file,class\na.png,0\na.png,1\n");
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().message().find("line 3"), std::string::npos) << twice.error().message();
  for (const char* text : {"", "a,b,c,d\n1,2,3,4\n", "file,score\na.png,1\n", "file,class\n,1\n"}) {
    const auto labels = read(text);
    ASSERT_FALSE(labels) << text;
    EXPECT_NE(labels.error().message().find("labels.csv"), std::string::npos);
  }
}

}  // namespace
}  // namespace npuscope
