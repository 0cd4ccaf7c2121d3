// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "numeric/minifloat.h"

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
  kFloat8E4m3fn = 17,
  kFloat8E4m3fnuz = 18,
  kFloat8E5m2 = 19,
  kFloat8E5m2fnuz = 20,
  kUint4 = 21,
  kInt4 = 22,
  kFloat4E2m1 = 23,
  kFloat8E8m0 = 24,
  kUint2 = 25,
  kInt2 = 26,
  kFloat6E2m3 = 27,
  kFloat6E3m2 = 28,
};

/// Bytes that one element takes in a Tensor. Types of fewer than 8 bits take one byte each (a code
/// as int8 or uint8, a float's pattern as uint8): files pack several to a byte, memory here never
/// does. 0 for kUndefined and kString.
int element_size(ElementType type);
/// Bits that one element takes in a file: less than 8 per byte of element_size() where files pack.
int element_bits(ElementType type);

/// The ONNX spelling: "float32", "int8", "uint4", "float8e4m3fn" …
std::string_view element_type_name(ElementType type);
/// The type that element_type_name() spells so; nothing for other texts.
std::optional<ElementType> element_type_from_name(std::string_view name);

/// The type that TensorProto.DataType numbers so; kUndefined for other numbers.
ElementType element_type_from_number(int64_t number);

bool is_float(ElementType type);

/// The format of a float of at most 8 bits; null for other types.
const Minifloat* minifloat_format(ElementType type);

/// Whether codes of this type can stand for real numbers through scale and zero point:
/// (u)int2, (u)int4, (u)int8, (u)int16, int32.
bool is_code(ElementType type);

/// Whether elements are integers of exactly 8 bits.
constexpr bool is_byte_code(ElementType type) {
  return type == ElementType::kInt8 || type == ElementType::kUint8;
}

/// The type of the same elements in a file format without types of fewer than 8 bits: int8 for int4
/// and int2, uint8 for uint4 and uint2; other types as they are.
ElementType unpacked_type(ElementType type);

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
