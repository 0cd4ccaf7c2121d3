// SPDX-License-Identifier: Apache-2.0
#include "build/memory_recording.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

/// An int8 activation of 1x4x1x2, channels first, in RAM at 0x34200000.
BuildBuffer activation(const std::string& name, int64_t offset, int64_t first, int64_t last) {
  BuildBuffer buffer;
  StBuffer& b = buffer.buffer;
  b.name = name;
  b.base = {StAddress::Base::kAbsolute, 0x34200000, ""};
  b.offset_start = offset;
  b.offset_end = offset + 8;
  b.epoch = first;
  b.last_epoch = last;
  b.batch = 1;
  b.channels = StChannelPosition::kFirst;
  b.shape = {1, 1, 2, 4};  // N, H, W, C
  b.memory_shape = {1, 4, 1, 2};
  b.element = ElementType::kInt8;
  b.bits = 8;
  b.scale = {0.5};
  b.zero_point = {-3};
  return buffer;
}

BuildEpoch epoch(int64_t number, Engine engine = Engine::kHardware, int64_t last = 0) {
  BuildEpoch one;
  one.number = number;
  one.last = last == 0 ? number : last;
  one.engine = engine;
  return one;
}

/// Three tensors in a row: the third takes the first one's memory.
Build small_build() {
  Build build;
  build.epochs = {epoch(1), epoch(2), epoch(3)};
  build.buffers = {activation("a", 0, 1, 2), activation("b", 8, 2, 3), activation("c", 0, 3, 3)};
  build.buffers[0].source_name = "conv1";
  build.buffers[0].oe_tensor = "Conv2D_1_out_0";
  return build;
}

MemoryImage sixteen_bytes() {
  MemoryImage image;
  image.absolute = true;
  std::vector<std::byte> bytes;
  for (int i = 0; i < 16; ++i) bytes.push_back(static_cast<std::byte>(i));
  image.segments.push_back({0x34200000, bytes});
  return image;
}

std::vector<std::string> names_of(const Result<MemoryRecording>& recording) {
  std::vector<std::string> names;
  if (recording)
    for (const TensorEntry& entry : recording->manifest.tensors) names.push_back(entry.name);
  return names;
}

TEST(MemoryRecording, HoldsTheTensorsThatAreAliveAtThatMoment) {
  const Build build = small_build();
  EXPECT_EQ(names_of(record_memory(build, nullptr, sixteen_bytes(), 1, "x")),
            (std::vector<std::string>{"conv1"}));
  EXPECT_EQ(names_of(record_memory(build, nullptr, sixteen_bytes(), 2, "x")),
            (std::vector<std::string>{"conv1", "b"}));
  // c has taken the memory of a, which is not recorded any more.
  EXPECT_EQ(names_of(record_memory(build, nullptr, sixteen_bytes(), 3, "x")),
            (std::vector<std::string>{"b", "c"}));
}

TEST(MemoryRecording, NamesQuantizationAndPlaceComeFromTheBuild) {
  const auto recording = record_memory(small_build(), nullptr, sixteen_bytes(), 1, "face.png");
  ASSERT_TRUE(recording) << recording.error().what();
  const TensorEntry& entry = recording->manifest.tensors.at(0);
  EXPECT_EQ(entry.aliases, (std::vector<std::string>{"a", "Conv2D_1_out_0"}));
  ASSERT_TRUE(entry.quantization);
  EXPECT_EQ(entry.quantization->scale, std::vector<float>{0.5F});
  EXPECT_EQ(entry.quantization->zero_point, std::vector<int32_t>{-3});
  EXPECT_EQ(entry.note, "epoch 1, 0x34200000");
  EXPECT_EQ(recording->manifest.rung, "board");
  EXPECT_EQ(recording->manifest.samples.at(0).name, "face.png");
  const auto codes = recording->tensors.at(0).values<int8_t>();
  EXPECT_EQ(std::vector<int8_t>(codes.begin(), codes.end()),
            (std::vector<int8_t>{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(MemoryRecording, LeavesOutWhatIsNeverWholeAndSaysSo) {
  Build build = small_build();
  build.buffers[0].partial = true;
  const auto recording = record_memory(build, nullptr, sixteen_bytes(), 2, "x");
  ASSERT_TRUE(recording) << recording.error().what();
  EXPECT_EQ(names_of(recording), (std::vector<std::string>{"b"}));
  ASSERT_EQ(recording->notes.size(), 1U);
  EXPECT_NE(recording->notes[0].find("partial"), std::string::npos);
}

TEST(MemoryRecording, ADumpOfOtherMemoryIsAnErrorThatNamesTheRanges) {
  MemoryImage elsewhere = sixteen_bytes();
  elsewhere.segments[0].address = 0x90000000;
  const auto recording = record_memory(small_build(), nullptr, elsewhere, 1, "x");
  ASSERT_FALSE(recording);
  EXPECT_NE(recording.error().expected().find("0x34200000-0x34200008 (a)"), std::string::npos)
      << recording.error().what();
}

TEST(MemoryRecording, RefusesEpochsAtWhichNobodyCanStop) {
  Build build = small_build();
  EXPECT_FALSE(record_memory(build, nullptr, sixteen_bytes(), 7, "x"));
  build.epochs = {epoch(1, Engine::kController, 3)};
  const auto inside = record_memory(build, nullptr, sixteen_bytes(), 2, "x");
  ASSERT_FALSE(inside);
  EXPECT_NE(inside.error().hint().find("--ec-single-epoch"), std::string::npos);
  EXPECT_TRUE(record_memory(build, nullptr, sixteen_bytes(), 3, "x"));
}

TEST(MemoryDump, TheAddressStandsBehindTheFile) {
  const auto dump = parse_memory_dump("a b@c.bin@0x34200000");
  ASSERT_TRUE(dump);
  EXPECT_EQ(to_utf8(dump->path), "a b@c.bin");
  EXPECT_EQ(dump->address, 0x34200000U);
  EXPECT_FALSE(parse_memory_dump("dump.bin@there"));
  EXPECT_FALSE(parse_memory_dump("dump.bin"));
  EXPECT_TRUE(parse_memory_dump("flash.HEX"));
}

}  // namespace
}  // namespace npuscope
