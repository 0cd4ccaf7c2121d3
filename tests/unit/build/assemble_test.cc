// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "build/build.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const fs::path kBuilds = fs::path(NPUSCOPE_TEST_DATA) / "builds";

StEpochItem item(int64_t first, int64_t last, std::string_view blob) {
  StEpochItem made;
  made.epoch = first;
  made.last_epoch = last;
  made.blob = blob;
  made.hardware = true;
  made.line = 10 + first;
  return made;
}

StBuffer placed(const std::string& name, uint64_t address, int64_t bytes) {
  StBuffer buffer;
  buffer.name = name;
  buffer.base = {StAddress::Base::kAbsolute, address, ""};
  buffer.offset_end = bytes;
  buffer.shape = buffer.memory_shape = {bytes};
  buffer.bits = 8;
  buffer.element = ElementType::kInt8;
  return buffer;
}

StPool pool(int64_t size) {
  StPool made;
  made.name = "npuRAM3";
  made.address = 0x34200000;
  made.size = size;
  return made;
}

Artefact<NetworkC> network_file() {
  Artefact<NetworkC> file{{}, "network.c", {}};
  file.content.network = "Default";
  file.content.git_branch = "STAI-2.2";
  file.content.items = {item(1, 3, "_ec_blob_Default_1"), item(4, 4, "")};
  file.content.items[1].hardware = false;
  file.content.items[1].software = true;
  file.content.epochs.emplace_back().number = 4;
  file.content.epochs[0].software.push_back(
      {"ll_sw_forward_conv", "Conv2D_4", "Conv", "FLOAT", 20});
  file.content.inputs = {placed("Input_0_out_0", 0x34200000, 64)};
  file.content.outputs = {placed("Conv2D_4_out_0", 0x34200080, 16)};
  file.content.pools = {pool(1000)};
  return file;
}

CInfoNode node(const std::string& name, const std::string& mapping, const std::string& kind) {
  CInfoNode made;
  made.name = name;
  made.mapping = mapping;
  CInfoNode& inner = made.inner.emplace_back();
  inner.name = kind + "_0";
  inner.kind = kind;
  return made;
}

Artefact<CInfo> description() {
  Artefact<CInfo> file{{}, "c_info.json", {}};
  file.content.buffers = {placed("Input_0_out_0", 0x34200000, 64),
                          placed("Conv2D_4_out_0", 0x34200080, 16),
                          placed("Conv2D_2_out_0", 0x342000c0, 32)};
  for (StBuffer& buffer : file.content.buffers) buffer.last_epoch = 4;
  file.content.inputs = {{"Input_0_out_0", {}, {}, {}}};
  file.content.outputs = {{"Conv2D_4_out_0", {}, {}, {}}};
  file.content.pools = {pool(1008)};
  file.content.pools[0].used = 100;
  file.content.nodes = {node("epoch_0", "NODE_NO_X", "Param"), node("epoch_1", "NODE_EC", "Conv"),
                        node("epoch_2", "NODE_EC", "Add"), node("epoch_3", "NODE_EC", "Mul"),
                        node("epoch_4", "NODE_SW", "Conv")};
  return file;
}

TEST(AssembleBuild, ABlobIsOneEntryWithTheStepsThatTheDescriptionTells) {
  BuildFiles files;
  files.networks = {network_file()};
  files.c_infos = {description()};
  const auto build = assemble_build(std::move(files));
  ASSERT_TRUE(build);
  ASSERT_THAT(build->epochs, SizeIs(2));
  const BuildEpoch& blob = build->epochs[0];
  EXPECT_EQ(blob.engine, Engine::kController);
  EXPECT_EQ(blob.last, 3);
  EXPECT_THAT(blob.steps, SizeIs(3));
  EXPECT_THAT(blob.operations, ElementsAre("Conv", "Add", "Mul"));
  EXPECT_EQ(blob.source.text(), "network.c:11");
  EXPECT_EQ(build->epoch(2), &blob);
  EXPECT_TRUE(build->has_controller);
}

TEST(AssembleBuild, SoftwareInFloatIsTold) {
  BuildFiles files;
  files.networks = {network_file()};
  const auto build = assemble_build(std::move(files));
  ASSERT_THAT(build->epochs, SizeIs(2));
  EXPECT_EQ(build->epochs[1].engine, Engine::kSoftware);
  EXPECT_TRUE(build->epochs[1].floating);
  EXPECT_THAT(build->epochs[1].nodes, ElementsAre("Conv2D_4"));
}

TEST(AssembleBuild, TheDescriptionAddsLifetimesAndWhatStandsBetween) {
  BuildFiles files;
  files.networks = {network_file()};
  files.c_infos = {description()};
  const auto build = assemble_build(std::move(files));
  ASSERT_TRUE(build);
  EXPECT_EQ(build->buffer("Input_0_out_0")->buffer.last_epoch, 4);
  EXPECT_EQ(build->buffer("Input_0_out_0")->source.file, "network.c");
  ASSERT_NE(build->buffer("Conv2D_2_out_0"), nullptr);
  EXPECT_EQ(build->buffer("Conv2D_2_out_0")->source.file, "c_info.json");
  EXPECT_TRUE(build->all_buffers);
}

TEST(AssembleBuild, ADescriptionOfAnotherBuildIsNotMixedIn) {
  BuildFiles files;
  files.networks = {network_file()};
  files.c_infos = {description()};
  files.c_infos[0].content.buffers[0].base.address = 0x34300000;
  const auto build = assemble_build(std::move(files));
  ASSERT_TRUE(build);
  EXPECT_FALSE(build->buffer("Input_0_out_0")->buffer.last_epoch);
  EXPECT_EQ(build->buffer("Conv2D_2_out_0"), nullptr);
  EXPECT_THAT(build->notes, ElementsAre(HasSubstr("c_info.json")));
  EXPECT_FALSE(build->all_buffers);
}

TEST(AssembleBuild, PoolsTakeTheLargerSizeAndTheUseThatAnyFileTells) {
  BuildFiles files;
  files.networks = {network_file()};
  files.c_infos = {description()};
  const auto build = assemble_build(std::move(files));
  ASSERT_THAT(build->pools, SizeIs(1));
  EXPECT_EQ(build->pools[0].pool.size, 1008);
  EXPECT_EQ(build->pools[0].pool.used, 100);
  EXPECT_EQ(build->pools[0].used_begin, 0x34200000);
  EXPECT_EQ(build->pools[0].used_end, 0x342000e0);
  EXPECT_EQ(build->buffers[0].pool, "npuRAM3");
}

TEST(AssembleBuild, ALogAloneGivesEpochsAndPools) {
  const auto build = load_build(kBuilds / "core-2.2/generate.log");
  ASSERT_TRUE(build);
  EXPECT_EQ(build->core_version, "2.2");
  EXPECT_FALSE(build->epochs.empty());
  EXPECT_FALSE(build->pools.empty());
  EXPECT_THAT(build->buffers, IsEmpty());
}

TEST(AssembleBuild, TheUnitsBehindAControllerAreThoseOfTheTrace) {
  const auto with = load_build(kBuilds / "core-2.1-ec");
  ASSERT_TRUE(with);
  ASSERT_NE(with->units(), nullptr);
  EXPECT_EQ(with->units(), &with->files.traces[0].content);
  const auto without = load_build(kBuilds / "core-2.1-ec/st_ai_output/network.c");
  ASSERT_TRUE(without);
  EXPECT_EQ(without->units(), nullptr);
}

TEST(AssembleBuild, ParametersAreReadFromTheImageOfTheirPool) {
  const auto build = load_build(kBuilds / "core-2.2");
  ASSERT_TRUE(build);
  const auto found = std::ranges::find_if(build->buffers, [](const BuildBuffer& b) {
    return b.buffer.parameter && b.begin().has_value() && b.buffer.bytes() > 0;
  });
  ASSERT_NE(found, build->buffers.end());
  const StAddress address{StAddress::Base::kAbsolute, *found->begin(), ""};
  const auto bytes = build->parameter_bytes(address, found->buffer.bytes());
  ASSERT_TRUE(bytes);
  EXPECT_EQ(static_cast<int64_t>(bytes->size()), found->buffer.bytes());
  EXPECT_FALSE(build->parameter_bytes({StAddress::Base::kAbsolute, 0x10, ""}, 4));
}

}  // namespace
}  // namespace npuscope
