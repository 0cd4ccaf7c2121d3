// SPDX-License-Identifier: Apache-2.0
#include "tensor/element_type.h"

#include <array>
#include <limits>

namespace npuscope {
namespace {

struct TypeFacts {
  ElementType type;
  std::string_view name;
  int size;  // bytes per element in a Tensor
};

constexpr std::array kTypes = {
    TypeFacts{ElementType::kUndefined, "undefined", 0},
    TypeFacts{ElementType::kFloat32, "float32", 4},
    TypeFacts{ElementType::kUint8, "uint8", 1},
    TypeFacts{ElementType::kInt8, "int8", 1},
    TypeFacts{ElementType::kUint16, "uint16", 2},
    TypeFacts{ElementType::kInt16, "int16", 2},
    TypeFacts{ElementType::kInt32, "int32", 4},
    TypeFacts{ElementType::kInt64, "int64", 8},
    TypeFacts{ElementType::kString, "string", 0},
    TypeFacts{ElementType::kBool, "bool", 1},
    TypeFacts{ElementType::kFloat16, "float16", 2},
    TypeFacts{ElementType::kFloat64, "float64", 8},
    TypeFacts{ElementType::kUint32, "uint32", 4},
    TypeFacts{ElementType::kUint64, "uint64", 8},
    TypeFacts{ElementType::kBfloat16, "bfloat16", 2},
    TypeFacts{ElementType::kUint4, "uint4", 1},
    TypeFacts{ElementType::kInt4, "int4", 1},
};

const TypeFacts& facts(ElementType type) {
  for (const TypeFacts& row : kTypes)
    if (row.type == type) return row;
  return kTypes[0];
}

template <class T>
IntegerRange range_of() {
  return {static_cast<int64_t>(std::numeric_limits<T>::min()),
          static_cast<int64_t>(std::numeric_limits<T>::max())};
}

}  // namespace

int element_size(ElementType type) { return facts(type).size; }

std::string_view element_type_name(ElementType type) { return facts(type).name; }

std::optional<ElementType> element_type_from_name(std::string_view name) {
  for (const TypeFacts& row : kTypes)
    if (row.name == name) return row.type;
  return std::nullopt;
}

bool is_float(ElementType type) {
  return type == ElementType::kFloat32 || type == ElementType::kFloat64 ||
         type == ElementType::kFloat16 || type == ElementType::kBfloat16;
}

bool is_code(ElementType type) {
  switch (type) {
    case ElementType::kInt4:
    case ElementType::kUint4:
    case ElementType::kInt8:
    case ElementType::kUint8:
    case ElementType::kInt16:
    case ElementType::kUint16:
    case ElementType::kInt32: return true;
    default: return false;
  }
}

std::optional<IntegerRange> integer_range(ElementType type) {
  switch (type) {
    case ElementType::kBool: return IntegerRange{0, 1};
    case ElementType::kInt4: return IntegerRange{-8, 7};
    case ElementType::kUint4: return IntegerRange{0, 15};
    case ElementType::kInt8: return range_of<int8_t>();
    case ElementType::kUint8: return range_of<uint8_t>();
    case ElementType::kInt16: return range_of<int16_t>();
    case ElementType::kUint16: return range_of<uint16_t>();
    case ElementType::kInt32: return range_of<int32_t>();
    case ElementType::kUint32: return range_of<uint32_t>();
    case ElementType::kInt64: return range_of<int64_t>();
    case ElementType::kUint64: return IntegerRange{0, std::numeric_limits<int64_t>::max()};
    default: return std::nullopt;
  }
}

}  // namespace npuscope
