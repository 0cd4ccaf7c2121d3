// SPDX-License-Identifier: Apache-2.0
#include "tensor/element_type.h"

#include <array>
#include <limits>

namespace npuscope {
namespace {

struct TypeFacts {
  ElementType type;
  std::string_view name;
  int bits;  // per element in a file
  bool real = false;
  const Minifloat* minifloat = nullptr;
};

constexpr std::array kTypes = {
    TypeFacts{ElementType::kUndefined, "undefined", 0},
    TypeFacts{ElementType::kFloat32, "float32", 32, true},
    TypeFacts{ElementType::kUint8, "uint8", 8},
    TypeFacts{ElementType::kInt8, "int8", 8},
    TypeFacts{ElementType::kUint16, "uint16", 16},
    TypeFacts{ElementType::kInt16, "int16", 16},
    TypeFacts{ElementType::kInt32, "int32", 32},
    TypeFacts{ElementType::kInt64, "int64", 64},
    TypeFacts{ElementType::kString, "string", 0},
    TypeFacts{ElementType::kBool, "bool", 8},
    TypeFacts{ElementType::kFloat16, "float16", 16, true},
    TypeFacts{ElementType::kFloat64, "float64", 64, true},
    TypeFacts{ElementType::kUint32, "uint32", 32},
    TypeFacts{ElementType::kUint64, "uint64", 64},
    TypeFacts{ElementType::kBfloat16, "bfloat16", 16, true},
    TypeFacts{ElementType::kFloat8E4m3fn, "float8e4m3fn", 8, true, &kE4m3fn},
    TypeFacts{ElementType::kFloat8E4m3fnuz, "float8e4m3fnuz", 8, true, &kE4m3fnuz},
    TypeFacts{ElementType::kFloat8E5m2, "float8e5m2", 8, true, &kE5m2},
    TypeFacts{ElementType::kFloat8E5m2fnuz, "float8e5m2fnuz", 8, true, &kE5m2fnuz},
    TypeFacts{ElementType::kUint4, "uint4", 4},
    TypeFacts{ElementType::kInt4, "int4", 4},
    TypeFacts{ElementType::kFloat4E2m1, "float4e2m1", 4, true, &kE2m1},
    TypeFacts{ElementType::kFloat8E8m0, "float8e8m0", 8, true, &kE8m0},
    TypeFacts{ElementType::kUint2, "uint2", 2},
    TypeFacts{ElementType::kInt2, "int2", 2},
    TypeFacts{ElementType::kFloat6E2m3, "float6e2m3", 6, true, &kE2m3},
    TypeFacts{ElementType::kFloat6E3m2, "float6e3m2", 6, true, &kE3m2},
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

int element_size(ElementType type) { return (facts(type).bits + 7) / 8; }

int element_bits(ElementType type) { return facts(type).bits; }

std::string_view element_type_name(ElementType type) { return facts(type).name; }

std::optional<ElementType> element_type_from_name(std::string_view name) {
  for (const TypeFacts& row : kTypes)
    if (row.name == name) return row.type;
  return std::nullopt;
}

ElementType element_type_from_number(int64_t number) {
  for (const TypeFacts& row : kTypes)
    if (static_cast<int64_t>(row.type) == number) return row.type;
  return ElementType::kUndefined;
}

bool is_float(ElementType type) { return facts(type).real; }

const Minifloat* minifloat_format(ElementType type) { return facts(type).minifloat; }

bool is_code(ElementType type) {
  switch (type) {
    case ElementType::kInt2:
    case ElementType::kUint2:
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

ElementType unpacked_type(ElementType type) {
  switch (type) {
    case ElementType::kInt2:
    case ElementType::kInt4: return ElementType::kInt8;
    case ElementType::kUint2:
    case ElementType::kUint4: return ElementType::kUint8;
    default: return type;
  }
}

std::optional<IntegerRange> integer_range(ElementType type) {
  switch (type) {
    case ElementType::kBool: return IntegerRange{0, 1};
    case ElementType::kInt2: return IntegerRange{-2, 1};
    case ElementType::kUint2: return IntegerRange{0, 3};
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
