// SPDX-License-Identifier: Apache-2.0
#include "formats/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string file_of(const std::string& header, const std::string& data) {
  const uint64_t size = header.size();
  return std::string(reinterpret_cast<const char*>(&size), 8) + header + data;
}

std::string safetensors_error(const std::string& bytes) {
  const auto file = parse_safetensors(as_bytes(bytes), nullptr);
  return file ? "no error" : file.error().message();
}

TEST(Safetensors, TensorsAndMetadataSurviveARoundTrip) {
  const auto bytes =
      format_safetensors({{"odd", Tensor::of<int8_t>({3}, std::array<int8_t, 3>{1, 2, 3})},
                          {"a", Tensor::scalar(0.5)},
                          {"empty", Tensor::zeros(ElementType::kFloat16, {0, 2})}},
                         {{"key", "v\"ä"}});
  const auto file = parse_safetensors(as_bytes(*bytes), nullptr).value();
  EXPECT_THAT(file.metadata, ElementsAre(testing::Pair("key", "v\"ä")));
  ASSERT_EQ(file.tensors.size(), 3u);
  EXPECT_THAT(file.find("odd")->values<int8_t>(), ElementsAre(1, 2, 3));
  EXPECT_THAT(file.find("a")->values<double>(), ElementsAre(0.5));
  EXPECT_EQ(file.find("empty")->shape(), (Shape{0, 2}));
  EXPECT_EQ(file.find("b"), nullptr);
}

TEST(Safetensors, BytesDoNotDependOnTheOrderOfTheTensors) {
  const NamedTensor a{"a", Tensor::scalar<uint8_t>(1)};
  const NamedTensor b{"b", Tensor::scalar<uint8_t>(2)};
  EXPECT_EQ(format_safetensors({a, b}).value(), format_safetensors({b, a}).value());
}

TEST(Safetensors, EveryTensorIsAlignedAndNotCopied) {
  const auto bytes = format_safetensors(
      {{"a", Tensor::scalar<uint8_t>(1)}, {"b", Tensor::scalar(2.0)}, {"c", Tensor::scalar(3.0f)}});
  std::vector<uint64_t> aligned(bytes->size() / 8 + 1);
  std::memcpy(aligned.data(), bytes->data(), bytes->size());
  const Bytes view(reinterpret_cast<const std::byte*>(aligned.data()), bytes->size());
  const auto file = parse_safetensors(view, nullptr).value();
  for (const NamedTensor& named : file.tensors) {
    const std::byte* data = named.tensor.bytes().data();
    EXPECT_TRUE(data > view.data() && data < view.data() + view.size()) << named.name;
  }
}

TEST(Safetensors, UnalignedForeignTensorsAreCopied) {
  const std::string header = R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                             R"("b":{"dtype":"U16","shape":[1],"data_offsets":[1,3]}})";
  const auto file = parse_safetensors(as_bytes(file_of(header, "xAB")), nullptr).value();
  EXPECT_THAT(file.find("b")->values<uint16_t>(), ElementsAre(0x4241));
}

TEST(Safetensors, FourBitCodesTakeAByteEach) {
  const auto bytes = format_safetensors({{"a", Tensor::zeros(ElementType::kInt4, {3})}});
  EXPECT_EQ(parse_safetensors(as_bytes(*bytes), nullptr)->find("a")->type(), ElementType::kInt8);
}

TEST(Safetensors, WhatIsWrongIsSaid) {
  EXPECT_THAT(safetensors_error("short"), HasSubstr("cut off"));
  EXPECT_THAT(safetensors_error(std::string(8, '\xff')), HasSubstr("cut off"));
  EXPECT_THAT(safetensors_error(file_of("{", "")), HasSubstr("not valid JSON"));
  EXPECT_THAT(safetensors_error(file_of("[]", "")), HasSubstr("not a JSON object"));
  EXPECT_THAT(safetensors_error(
                  file_of(R"({"a":{"dtype":"F8_E4M3","shape":[],"data_offsets":[0,1]}})", "x")),
              HasSubstr("F8_E4M3"));
  EXPECT_THAT(
      safetensors_error(file_of(R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", "x")),
      HasSubstr("makes no sense"));
  EXPECT_THAT(
      safetensors_error(file_of(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", "xy")),
      HasSubstr("expected: 1 bytes of data"));
  EXPECT_THAT(safetensors_error(file_of(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                                        R"("b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
                                        "xyz")),
              HasSubstr("data_offsets do not fit"));
  EXPECT_THAT(safetensors_error(file_of(R"({"__metadata__":{"a":1}})", "")),
              HasSubstr("not a text"));
}

// The offsets are no shape: their product means nothing.
TEST(Safetensors, FilesOfManyGigabytesHaveOffsetsThatFit) {
  EXPECT_THAT(safetensors_error(file_of(
                  R"({"a":{"dtype":"U8","shape":[4000000000],"data_offsets":[0,4000000000]},)"
                  R"("b":{"dtype":"U8","shape":[4000000000],)"
                  R"("data_offsets":[4000000000,8000000000]}})",
                  "")),
              HasSubstr("expected: 8000000000 bytes of data"));
}

TEST(Safetensors, HostileSizesAreRefused) {
  EXPECT_THAT(
      safetensors_error(file_of(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[-1,0]}})", "x")),
      HasSubstr("makes no sense"));
  EXPECT_THAT(safetensors_error(file_of(R"({"a":{"dtype":"F64","shape":[2305843009213693952],)"
                                        R"("data_offsets":[0,0]}})",
                                        "")),
              HasSubstr("too many bytes"));
  EXPECT_THAT(
      safetensors_error(file_of(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", "")),
      HasSubstr("found:    0 bytes"));
  EXPECT_THAT(safetensors_error(file_of(std::string(1000, '['), "")), HasSubstr("too deeply"));
}

TEST(Safetensors, RepeatedNamesAreNotWritten) {
  const NamedTensor a{"a", Tensor::scalar<uint8_t>(1)};
  EXPECT_FALSE(format_safetensors({a, a}));
}

TEST(Safetensors, TheNameOfTheMetadataIsRefusedForATensor) {
  const auto file = format_safetensors({{"__metadata__", Tensor::scalar<uint8_t>(1)}});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(file.error().message(), HasSubstr("'__metadata__'"));
}

TEST(Safetensors, TextsThatAreNotUtf8AreNotWritten) {
  const auto file = format_safetensors({}, {{"key", "\xff"}});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind(), ErrorKind::kBadInput);
}

}  // namespace
}  // namespace npuscope
