// SPDX-License-Identifier: Apache-2.0
#include "formats/npy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/npy_header.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A version 1 file with the given dictionary and data.
std::string npy(const std::string& dictionary, std::string_view data) {
  std::string file("\x93NUMPY\x01\x00", 8);
  file += static_cast<char>(dictionary.size());
  file += '\0';
  return file + dictionary + std::string(data);
}

Result<Tensor> parse(const std::string& file) { return parse_npy(as_bytes(file), nullptr); }

std::string npy_error(const std::string& file) {
  const auto tensor = parse(file);
  return tensor ? "no error" : tensor.error().message();
}

TEST(Npy, EveryTypeSurvivesARoundTrip) {
  for (const ElementType type :
       {ElementType::kBool, ElementType::kInt8, ElementType::kUint8, ElementType::kInt16,
        ElementType::kUint16, ElementType::kInt32, ElementType::kUint32, ElementType::kInt64,
        ElementType::kUint64, ElementType::kFloat16, ElementType::kFloat32,
        ElementType::kFloat64}) {
    Tensor tensor = Tensor::zeros(type, {2, 3});
    const auto bytes = tensor.mutable_values<uint8_t>();
    bytes[1] = 1;
    const std::string file = format_npy(tensor).value();
    EXPECT_EQ((file.size() - tensor.bytes().size()) % 64, 0u);
    const Tensor read = parse(file).value();
    EXPECT_EQ(read.type(), type);
    EXPECT_EQ(read.shape(), tensor.shape());
    EXPECT_EQ(as_text(read.bytes()), as_text(tensor.bytes())) << element_type_name(type);
  }
}

TEST(Npy, ShapesOfEveryRankAreWrittenAsPythonTuples) {
  for (const Shape& shape : {Shape{}, Shape{3}, Shape{0, 4}, Shape{1, 2, 3, 4}}) {
    const Tensor tensor = Tensor::zeros(ElementType::kFloat32, shape);
    EXPECT_EQ(parse(format_npy(tensor).value())->shape(), shape);
  }
  EXPECT_THAT(format_npy_header("<f4", {3}), HasSubstr("'shape': (3,)"));
  EXPECT_THAT(format_npy_header("<f4", {}), HasSubstr("'shape': ()"));
}

TEST(Npy, FortranOrderIsTransposed) {
  const auto tensor = parse(npy("{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3)}",
                                std::string_view("\1\4\2\5\3\6", 6)));
  EXPECT_THAT(tensor->values<int8_t>(), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(Npy, BigEndianElementsAreSwapped) {
  const auto tensor = parse(npy("{'descr': '>i2', 'fortran_order': False, 'shape': (2,)}",
                                std::string_view("\x01\x02\xff\xfe", 4)));
  EXPECT_THAT(tensor->values<int16_t>(), ElementsAre(0x0102, -2));
}

TEST(Npy, WideHeadersAndOldPythonsAreRead) {
  std::string file("\x93NUMPY\x02\x00", 8);
  const std::string dictionary = "{\"shape\":(2L,), 'fortran_order':False,'descr':'<u1',}\n";
  file += static_cast<char>(dictionary.size());
  file += std::string(3, '\0') + dictionary + "ab";
  EXPECT_THAT(parse(file)->values<uint8_t>(), ElementsAre('a', 'b'));
}

TEST(Npy, ElementsStayWhereTheyAreAndKeepTheirOwner) {
  const auto file = std::make_shared<std::string>(format_npy(Tensor::scalar<int32_t>(7)).value());
  file->reserve(256);
  const std::weak_ptr<std::string> watch = file;
  Tensor tensor = parse_npy(as_bytes(*file), file).value();
  EXPECT_EQ(as_text(tensor.bytes()).data(), file->data() + file->size() - 4);
  EXPECT_EQ(watch.use_count(), 2);
}

TEST(Npy, WhatIsWrongIsSaid) {
  EXPECT_THAT(npy_error("PK"), HasSubstr("not an .npy file"));
  EXPECT_THAT(npy_error(std::string("\x93NUMPY\x04\x00\x00\x00", 10)), HasSubstr("version"));
  EXPECT_THAT(npy_error(std::string("\x93NUMPY\x01\x00\xff\x00", 10)), HasSubstr("cut off"));
  EXPECT_THAT(npy_error(npy("{'descr': '<f4'}", "")), HasSubstr("not understood"));
  EXPECT_THAT(npy_error(npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}", "")),
              HasSubstr("no fields"));
  EXPECT_THAT(npy_error(npy("{'descr': '|O', 'fortran_order': False, 'shape': ()}", "")),
              HasSubstr("'|O'"));
  EXPECT_THAT(npy_error(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "1234567")),
              HasSubstr("expected: 8 bytes"));
}

TEST(Npy, HostileShapesAreRefusedBeforeAnythingIsAllocated) {
  EXPECT_THAT(npy_error(npy("{'descr': '<f8', 'fortran_order': True, 'shape': "
                            "(4611686018427387904, 4611686018427387904)}",
                            "")),
              HasSubstr("too many bytes"));
  EXPECT_THAT(npy_error(npy("{'descr': '<f8', 'fortran_order': True, 'shape': (-1,)}", "")),
              HasSubstr("not understood"));
  EXPECT_THAT(
      npy_error(npy("{'descr': '<f8', 'fortran_order': True, 'shape': (1000000000000,)}", "")),
      HasSubstr("found:    0 bytes"));
}

TEST(Npy, TypesWithoutACodeAreNotWritten) {
  EXPECT_FALSE(format_npy(Tensor::zeros(ElementType::kBfloat16, {1})));
  EXPECT_EQ(parse(format_npy(Tensor::zeros(ElementType::kInt4, {1})).value())->type(),
            ElementType::kInt8);
}

}  // namespace
}  // namespace npuscope
