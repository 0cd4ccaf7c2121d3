// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "build/build.h"
#include "build/file_kind.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using test::ScratchFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const fs::path kFoundBuilds = fs::path(NPUSCOPE_TEST_DATA) / "builds";

std::string text_of(const fs::path& path) { return *read_file(path); }

template <class T>
std::vector<std::string> labels(const std::vector<Artefact<T>>& files) {
  std::vector<std::string> list;
  for (const auto& file : files) list.push_back(file.label);
  return list;
}

/// A network.c whose functions bear another network's name.
std::string renamed(std::string text, const std::string& from, const std::string& to) {
  for (const std::string end : {"(", ")", ";", " ", "_"})
    for (size_t at = text.find("_" + from + end); at != std::string::npos;
         at = text.find("_" + from + end, at + 1))
      text.replace(at + 1, from.size(), to);
  return text;
}

BuildFileKind kind_of(const std::string& name, std::string_view text) {
  return build_file_kind(name, as_bytes(text));
}

TEST(BuildFileKinds, ContentTellsTheKindUnderAnyName) {
  const fs::path folder = kFoundBuilds / "core-2.1-ec";
  const std::vector<std::pair<const char*, BuildFileKind>> files = {
      {"st_ai_output/network.c", BuildFileKind::kNetwork},
      {"st_ai_ws/neural_art__network/network_blob_trace.c", BuildFileKind::kBlobTrace},
      {"st_ai_output/network_ecblobs.h", BuildFileKind::kBlobs},
      {"st_ai_output/network.h", BuildFileKind::kHeader},
      {"st_ai_output/network_c_info.json", BuildFileKind::kCInfo},
      {"st_ai_output/fingers_OE_3_2_0_Q.json", BuildFileKind::kQuantJson},
      {"my.mpool", BuildFileKind::kPools},
      {"my.mdesc", BuildFileKind::kMachine},
      {"user_neuralart.json", BuildFileKind::kProfiles},
      {"generate.log", BuildFileKind::kLog},
      {"st_ai_output/network_data.hex", BuildFileKind::kImage}};
  for (const auto& [name, kind] : files)
    EXPECT_EQ(kind_of("sent by mail.txt", text_of(folder / name)), kind) << name;
}

TEST(BuildFileKinds, ByteOrderMarksAndBlanksInFrontDoNotHideIt) {
  const std::string pools = text_of(kFoundBuilds / "core-2.1-ec/my.mpool");
  EXPECT_EQ(kind_of("x.json", "\xef\xbb\xbf\r\n " + pools), BuildFileKind::kPools);
}

TEST(BuildFileKinds, ProseAndApplicationCodeAreNoFilesOfABuild) {
  EXPECT_EQ(kind_of("README.md", "Run ST Edge AI as its manual says."), BuildFileKind::kNone);
  EXPECT_EQ(kind_of("main.c", "#include \"ll_aton_NN_interface.h\"\nint main(void) {}"),
            BuildFileKind::kNone);
  EXPECT_EQ(kind_of("stai_network.c", "#include \"stai_network.h\"\nint n = STAI_NETWORK_IN_NUM;"),
            BuildFileKind::kNone);
  EXPECT_EQ(kind_of("x.json", "{\"a\": 1}"), BuildFileKind::kNone);
}

TEST(BuildFileKinds, ANameThatStsToolsGivePromisesAKind) {
  EXPECT_EQ(kind_of("network_c_info.json", "{"), BuildFileKind::kCInfo);
  EXPECT_EQ(kind_of("network.c", ""), BuildFileKind::kNetwork);
  EXPECT_EQ(kind_of("network_atonbuf.xSPI2.raw", "anything"), BuildFileKind::kImage);
}

TEST(FindBuildFiles, ReadsEveryFileOfEveryGeneration) {
  for (const char* name : {"core-2.0", "core-2.1-ec", "core-2.2", "core-3.0", "core-4.0-ec"}) {
    const auto files = find_build_files(kFoundBuilds / name);
    ASSERT_TRUE(files) << files.error().message();
    EXPECT_THAT(files->damaged, IsEmpty()) << name;
    EXPECT_THAT(files->networks, SizeIs(1)) << name;
    EXPECT_THAT(files->quant_jsons, SizeIs(1)) << name;
    EXPECT_THAT(files->oe_models, SizeIs(1)) << name;
    EXPECT_THAT(files->logs, SizeIs(2)) << name;
  }
}

TEST(FindBuildFiles, EqualFilesCountOnce) {
  ScratchFolder folder;
  const std::string code = text_of(kFoundBuilds / "core-2.2/st_ai_output/network.c");
  for (const char* name : {"st_ai_output", "Model", "st_ai_ws/neural_art__network"}) {
    ASSERT_TRUE(make_folder(folder.path() / name));
    ASSERT_TRUE(write_file_atomically(folder.path() / name / "network.c", code));
  }
  const auto files = find_build_files(folder.path());
  ASSERT_TRUE(files);
  EXPECT_THAT(labels(files->networks), ElementsAre("Model/network.c"));
}

TEST(FindBuildFiles, OfSeveralNetworksTheOneThatOtherFilesNameIsKept) {
  ScratchFolder folder;
  const fs::path build = kFoundBuilds / "core-3.0/st_ai_output";
  const std::string code = text_of(build / "network.c");
  auto write = [&](const char* name, const std::string& text) {
    ASSERT_TRUE(write_file_atomically(folder.path() / name, text));
  };
  write("od.c", renamed(code, "network", "od"));
  write("reid.c", renamed(code, "network", "reid"));
  write("reid_atonbuf.xSPI2.raw", text_of(build / "network_atonbuf.xSPI2.raw"));
  const auto files = find_build_files(folder.path());
  ASSERT_TRUE(files);
  EXPECT_THAT(labels(files->networks), ElementsAre("reid.c"));
  EXPECT_THAT(files->images, SizeIs(1));
  EXPECT_THAT(files->other_networks, ElementsAre("od.c (network 'od')"));
}

TEST(FindBuildFiles, OfSeveralNetworksWithNothingElseTheFirstIsKept) {
  ScratchFolder folder;
  const std::string code = text_of(kFoundBuilds / "core-3.0/st_ai_output/network.c");
  ASSERT_TRUE(write_file_atomically(folder.path() / "b.c", renamed(code, "network", "b")));
  ASSERT_TRUE(write_file_atomically(folder.path() / "a.c", renamed(code, "network", "a")));
  const auto files = find_build_files(folder.path());
  ASSERT_TRUE(files);
  EXPECT_THAT(labels(files->networks), ElementsAre("a.c"));
  EXPECT_THAT(files->other_networks, ElementsAre("b.c (network 'b')"));
}

TEST(FindBuildFiles, ADamagedFileIsKeptWithItsErrorAndHidesNoOther) {
  ScratchFolder folder;
  const fs::path build = kFoundBuilds / "core-2.2/st_ai_output";
  std::string code = text_of(build / "network.c");
  code.resize(code.size() / 2);
  ASSERT_TRUE(write_file_atomically(folder.path() / "network.c", code));
  ASSERT_TRUE(write_file_atomically(folder.path() / "network_c_info.json",
                                    text_of(build / "network_c_info.json")));
  const auto files = find_build_files(folder.path());
  ASSERT_TRUE(files);
  ASSERT_THAT(files->damaged, SizeIs(1));
  EXPECT_EQ(files->damaged[0].label, "network.c");
  EXPECT_THAT(files->c_infos, SizeIs(1));
}

TEST(FindBuildFiles, OneFileOfAnyKindIsABuild) {
  const fs::path folder = kFoundBuilds / "core-2.1-ec";
  for (const char* name : {"generate.log", "my.mpool", "my.mdesc", "user_neuralart.json",
                           "st_ai_output/network.c", "st_ai_output/network_c_info.json",
                           "st_ai_output/network_ecblobs.h", "st_ai_output/network_data.hex"})
    EXPECT_TRUE(load_build(folder / name)) << name;
}

TEST(FindBuildFiles, TheOneFileThatIsDamagedIsAnError) {
  ScratchFolder folder;
  ASSERT_TRUE(write_file_atomically(folder.path() / "x.mpool", std::string_view("{")));
  EXPECT_FALSE(find_build_files(folder.path() / "x.mpool"));
}

TEST(FindBuildFiles, AFolderWithoutABuildNamesThoseBelowIt) {
  const auto files = find_build_files(kFoundBuilds);
  ASSERT_FALSE(files);
  EXPECT_THAT(files.error().message(), HasSubstr("core-2.2/st_ai_output"));
}

TEST(FindBuildFiles, PoolsThatAProfileNamesAreFoundWhereverTheyLie) {
  ScratchFolder folder;
  const fs::path build = kFoundBuilds / "core-2.2";
  ASSERT_TRUE(make_folder(folder.path() / "pools"));
  ASSERT_TRUE(
      write_file_atomically(folder.path() / "pools/mine.mpool", text_of(build / "my.mpool")));
  ASSERT_TRUE(write_file_atomically(
      folder.path() / "user_neuralart.json",
      std::string_view(R"({"Profiles": {"default": {"memory_pool": "./pools/mine.mpool"}}})")));
  const auto files = find_build_files(folder.path());
  ASSERT_TRUE(files) << files.error().message();
  EXPECT_THAT(labels(files->pools), ElementsAre("mine.mpool"));
}

TEST(FindBuildFiles, TheWorkspaceBesideTheOutputFolderBelongsToIt) {
  for (const char* given : {"core-2.1-ec/st_ai_output", "core-2.1-ec/st_ai_output/"}) {
    const auto files = find_build_files(kFoundBuilds / given);
    ASSERT_TRUE(files) << given;
    ASSERT_EQ(files->traces.size(), 1U) << given;
    EXPECT_TRUE(files->traces[0].label.starts_with("../st_ai_ws/")) << files->traces[0].label;
  }
}

}  // namespace
}  // namespace npuscope
