// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace npuscope {

/// What one element of a tensor is. Numbers are those of ONNX's TensorProto.DataType.
enum class ElementType : uint8_t {
  kUndefined = 0,
  kFloat32 = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kString = 8,
  kBool = 9,
  kFloat16 = 10,
  kFloat64 = 11,
  kUint32 = 12,
  kUint64 = 13,
  kBfloat16 = 16,
  kUint4 = 21,
  kInt4 = 22,
};

/// Bytes that one element takes in a Tensor. 4-bit types take one byte each (the code as int8 or
/// uint8): files pack two to a byte, memory here never does. 0 for kUndefined and kString.
int element_size(ElementType type);

/// The ONNX spelling: "float32", "int8", "uint4" …
std::string_view element_type_name(ElementType type);
/// The type that element_type_name() spells so; nothing for other texts.
std::optional<ElementType> element_type_from_name(std::string_view name);

bool is_float(ElementType type);

/// Whether codes of this type can stand for real numbers through scale and zero point:
/// (u)int4, (u)int8, (u)int16, int32.
bool is_code(ElementType type);

struct IntegerRange {
  int64_t low;
  int64_t high;
};
/// The values that an integer type can hold (for uint64 as far as int64 reaches); nothing for
/// floats, strings and kUndefined.
std::optional<IntegerRange> integer_range(ElementType type);

template <class T>
constexpr ElementType element_type_of();
template <>
constexpr ElementType element_type_of<float>() {
  return ElementType::kFloat32;
}
template <>
constexpr ElementType element_type_of<double>() {
  return ElementType::kFloat64;
}
template <>
constexpr ElementType element_type_of<int8_t>() {
  return ElementType::kInt8;
}
template <>
constexpr ElementType element_type_of<uint8_t>() {
  return ElementType::kUint8;
}
template <>
constexpr ElementType element_type_of<int16_t>() {
  return ElementType::kInt16;
}
template <>
constexpr ElementType element_type_of<uint16_t>() {
  return ElementType::kUint16;
}
template <>
constexpr ElementType element_type_of<int32_t>() {
  return ElementType::kInt32;
}
template <>
constexpr ElementType element_type_of<uint32_t>() {
  return ElementType::kUint32;
}
template <>
constexpr ElementType element_type_of<int64_t>() {
  return ElementType::kInt64;
}
template <>
constexpr ElementType element_type_of<uint64_t>() {
  return ElementType::kUint64;
}
template <>
constexpr ElementType element_type_of<bool>() {
  return ElementType::kBool;
}

}  // namespace npuscope
