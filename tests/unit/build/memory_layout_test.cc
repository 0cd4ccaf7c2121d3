// SPDX-License-Identifier: Apache-2.0
#include "build/memory_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// An int8 activation {N, C, H, W} as generated code lists it.
StBuffer activation(const Shape& nchw, StChannelPosition channels, int64_t batch) {
  StBuffer buffer;
  buffer.name = "Conv2D_1_out_0";
  buffer.channels = channels;
  buffer.batch = batch;
  buffer.shape = {nchw[0], nchw[2], nchw[3], nchw[1]};
  buffer.memory_shape = {nchw[0], nchw[2], nchw[3], nchw[1]};
  buffer.element = ElementType::kInt8;
  buffer.type = "DataType_INT8";
  buffer.bits = 8;
  buffer.offset_start = 64;
  buffer.offset_end = 64 + element_count(nchw);
  return buffer;
}

/// Codes that differ from each other as far as their type allows, in all their bytes.
Tensor counting(const StBuffer& buffer) {
  const auto layout = memory_layout(buffer);
  Tensor tensor = Tensor::zeros(*buffer_element(buffer), {layout->elements()});
  const auto bytes = tensor.mutable_values<std::byte>();
  std::mt19937 random(7);
  for (size_t i = 0; i < tensor.bytes().size(); ++i)
    bytes.data()[i] = static_cast<std::byte>(random() & 0xffU);
  if (buffer.bits == 24)
    for (int32_t& code : tensor.mutable_values<int32_t>())
      code = buffer.is_unsigned ? code & 0xffffff : code >> 8;
  return tensor;
}

template <class T>
std::vector<T> values_of(const Tensor& tensor) {
  return {tensor.values<T>().begin(), tensor.values<T>().end()};
}

std::vector<std::byte> numbered_bytes(size_t count) {
  std::vector<std::byte> bytes(count);
  for (size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::byte>(i);
  return bytes;
}

TEST(MemoryLayout, ChannelsFirstIsTheOrderOfOnnx) {
  const StBuffer buffer = activation({1, 2, 1, 3}, StChannelPosition::kFirst, 1);
  const auto tensor = decode_buffer(buffer, numbered_bytes(6));
  ASSERT_TRUE(tensor);
  EXPECT_THAT(values_of<int8_t>(*tensor), ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST(MemoryLayout, ChannelsLastInterleavesAllChannels) {
  const StBuffer buffer = activation({1, 2, 1, 3}, StChannelPosition::kLast, 2);
  const auto tensor = decode_buffer(buffer, numbered_bytes(6));
  ASSERT_TRUE(tensor);
  EXPECT_EQ(tensor->shape(), (Shape{1, 2, 1, 3}));
  EXPECT_THAT(values_of<int8_t>(*tensor), ElementsAre(0, 2, 4, 1, 3, 5));
}

TEST(MemoryLayout, MixedChannelsLieInBlocks) {
  const StBuffer buffer = activation({1, 4, 1, 2}, StChannelPosition::kMixed, 2);
  const auto tensor = decode_buffer(buffer, numbered_bytes(8));
  ASSERT_TRUE(tensor);
  EXPECT_THAT(values_of<int8_t>(*tensor), ElementsAre(0, 2, 1, 3, 4, 6, 5, 7));
}

TEST(MemoryLayout, ElementsStandWhereTheFormulaSays) {
  const int64_t C = 24, H = 3, W = 5;
  for (int64_t b : {1, 2, 8, 12, 24}) {
    const StBuffer buffer = activation({2, C, H, W}, StChannelPosition::kMixed, b);
    const Tensor codes = counting(buffer);
    const auto bytes = encode_buffer(buffer, codes);
    ASSERT_TRUE(bytes);
    for (int64_t i = 0; i < codes.size(); ++i) {
      const int64_t w = i % W, h = i / W % H, c = i / (W * H) % C, n = i / (W * H * C);
      const int64_t at = n * C * H * W + c / b * b * H * W + h * W * b + w * b + c % b;
      ASSERT_EQ((*bytes)[static_cast<size_t>(at)], codes.bytes()[static_cast<size_t>(i)])
          << "b=" << b << " element " << i;
    }
  }
}

struct Width {
  const char* name;
  std::optional<ElementType> element;
  int64_t bits;
  bool is_unsigned;
};
class EveryWidth : public testing::TestWithParam<Width> {};

TEST_P(EveryWidth, DecodingUndoesEncodingForEveryBlockAndRest) {
  for (int64_t channels : {1, 3, 8, 17})
    for (int64_t b = 1; b <= channels + 3; ++b)
      for (int64_t batches : {1, 2}) {
        StBuffer buffer = activation({batches, channels, 3, 4}, StChannelPosition::kMixed, b);
        buffer.element = GetParam().element;
        buffer.bits = GetParam().bits;
        buffer.fixed_point = !GetParam().element;
        buffer.is_unsigned = GetParam().is_unsigned;
        buffer.offset_end = buffer.offset_start + element_count(buffer.shape) * buffer.bits / 8;
        const Tensor codes = counting(buffer);
        const auto bytes = encode_buffer(buffer, codes);
        ASSERT_TRUE(bytes) << bytes.error().message();
        EXPECT_EQ(static_cast<int64_t>(bytes->size()), *memory_bytes(buffer));
        const auto back = decode_buffer(buffer, *bytes);
        ASSERT_TRUE(back) << back.error().message();
        EXPECT_EQ(back->shape(), (Shape{batches, channels, 3, 4}));
        ASSERT_TRUE(std::ranges::equal(back->bytes(), codes.bytes()))
            << channels << " channels in blocks of " << b;
      }
}

INSTANTIATE_TEST_SUITE_P(All, EveryWidth,
                         testing::Values(Width{"int8", ElementType::kInt8, 8, false},
                                         Width{"uint8", ElementType::kUint8, 8, true},
                                         Width{"int16", ElementType::kInt16, 16, false},
                                         Width{"int32", ElementType::kInt32, 32, false},
                                         Width{"float", ElementType::kFloat32, 32, false},
                                         Width{"int64", ElementType::kInt64, 64, false},
                                         Width{"bool", ElementType::kBool, 8, true},
                                         Width{"fixed8", std::nullopt, 8, true},
                                         Width{"fixed16", std::nullopt, 16, false},
                                         Width{"fixed24", std::nullopt, 24, false},
                                         Width{"unsigned24", std::nullopt, 24, true},
                                         Width{"fixed32", std::nullopt, 32, false}),
                         [](const auto& run) { return run.param.name; });

TEST(MemoryLayout, FixedPointOf24BitsKeepsItsSign) {
  StBuffer buffer = activation({1, 1, 1, 2}, StChannelPosition::kFirst, 1);
  buffer.element = std::nullopt;
  buffer.fixed_point = true;
  buffer.bits = 24;
  buffer.offset_end = buffer.offset_start + 6;
  const std::array bytes = {std::byte{0xff}, std::byte{0xff}, std::byte{0xff},
                            std::byte{0x01}, std::byte{0x02}, std::byte{0x03}};
  const auto tensor = decode_buffer(buffer, bytes);
  ASSERT_TRUE(tensor);
  EXPECT_THAT(values_of<int32_t>(*tensor), ElementsAre(-1, 0x030201));
}

TEST(MemoryLayout, BatchDecidesWhereTheMemoryShapeSaysAnotherBlock) {
  StBuffer shared = activation({1, 8, 2, 2}, StChannelPosition::kMixed, 2);
  shared.memory_shape = {1, 2, 2, 2, 4};  // of another tensor of that size, in blocks of 4
  const auto layout = memory_layout(shared);
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->block, 2);
  EXPECT_EQ(layout->channels, 8);
}

TEST(MemoryLayout, ThePartOfAConcatStandsAmongTheChannelsOfItsNeighbours) {
  // Two of five channels: three of others follow each pixel.
  StBuffer part = activation({1, 2, 1, 2}, StChannelPosition::kMixed, 5);
  ASSERT_TRUE(memory_bytes(part));
  EXPECT_EQ(*memory_bytes(part), 7);
  EXPECT_FALSE(is_partial(part));
  const auto tensor = decode_buffer(part, numbered_bytes(7));
  ASSERT_TRUE(tensor);
  EXPECT_THAT(values_of<int8_t>(*tensor), ElementsAre(0, 5, 1, 6));
}

TEST(MemoryLayout, ShapesOfCInfoAreInOnnxOrderAndMayBeShort) {
  StBuffer buffer = activation({1, 1, 1, 1}, StChannelPosition::kLast, 2);
  buffer.memory_shape.clear();
  buffer.shape = {2, 1, 3};
  buffer.offset_end = buffer.offset_start + 6;
  const auto layout = memory_layout(buffer);
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->channels, 2);
  EXPECT_EQ(layout->width, 3);
  const auto tensor = decode_buffer(buffer, numbered_bytes(6));
  ASSERT_TRUE(tensor);
  EXPECT_EQ(tensor->shape(), (Shape{2, 1, 3}));
  EXPECT_THAT(values_of<int8_t>(*tensor), ElementsAre(0, 2, 4, 1, 3, 5));
}

TEST(MemoryLayout, TheShapeInMemoryTellsTheRankOfChannelsFirst) {
  StBuffer buffer = activation({1, 1, 6, 4}, StChannelPosition::kFirst, 1);
  buffer.memory_shape = {1, 6, 4};
  EXPECT_EQ(decode_buffer(buffer, numbered_bytes(24))->shape(), (Shape{1, 6, 4}));
}

TEST(MemoryLayout, ParametersMayReserveMoreThanTheyHold) {
  StBuffer weights = activation({4, 2, 1, 1}, StChannelPosition::kLast, 2);
  weights.parameter = true;
  weights.offset_end += 1;
  EXPECT_EQ(*memory_bytes(weights), 8);
  EXPECT_FALSE(is_partial(weights));
}

TEST(MemoryLayout, APartialAccumulatorIsNoTensor) {
  StBuffer buffer = activation({1, 8, 4, 4}, StChannelPosition::kMixed, 4);
  buffer.offset_end = buffer.offset_start + 64;
  EXPECT_TRUE(is_partial(buffer));
  const auto tensor = decode_buffer(buffer, numbered_bytes(64));
  ASSERT_FALSE(tensor);
  EXPECT_THAT(tensor.error().message(), HasSubstr("partial accumulator"));
}

TEST(MemoryLayout, EveryByteMustBeThere) {
  const StBuffer buffer = activation({1, 2, 1, 3}, StChannelPosition::kFirst, 1);
  const auto tensor = decode_buffer(buffer, numbered_bytes(5));
  ASSERT_FALSE(tensor);
  EXPECT_THAT(tensor.error().message(), HasSubstr("6 bytes"));
}

TEST(MemoryLayout, DamagedBuffersAreErrors) {
  StBuffer no_block = activation({1, 4, 2, 2}, StChannelPosition::kMixed, 0);
  EXPECT_FALSE(memory_layout(no_block));
  StBuffer deep = activation({1, 4, 2, 2}, StChannelPosition::kFirst, 1);
  deep.shape = {1, 1, 4, 2, 2};
  EXPECT_FALSE(memory_layout(deep));
  StBuffer huge = activation({1, 1, 1, 1}, StChannelPosition::kFirst, 1);
  huge.shape = {int64_t{1} << 40, int64_t{1} << 40, 4, 4};
  EXPECT_FALSE(memory_layout(huge));
  EXPECT_TRUE(is_partial(huge));
  StBuffer sparse = activation({1, 1, 2, 2}, StChannelPosition::kMixed, int64_t{1} << 60);
  EXPECT_FALSE(memory_layout(sparse));
  StBuffer unknown = activation({1, 1, 1, 1}, StChannelPosition::kFirst, 1);
  unknown.element = std::nullopt;
  EXPECT_FALSE(buffer_element(unknown));
  StBuffer narrow = activation({1, 1, 1, 1}, StChannelPosition::kFirst, 1);
  narrow.bits = 4;
  EXPECT_FALSE(buffer_element(narrow));
}

TEST(MemoryLayout, ATensorOfAnotherTypeOrSizeDoesNotFit) {
  const StBuffer buffer = activation({1, 2, 1, 3}, StChannelPosition::kFirst, 1);
  EXPECT_FALSE(encode_buffer(buffer, Tensor::zeros(ElementType::kInt8, {5})));
  EXPECT_FALSE(encode_buffer(buffer, Tensor::zeros(ElementType::kUint8, {6})));
}

}  // namespace
}  // namespace npuscope
