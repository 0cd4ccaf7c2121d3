// SPDX-License-Identifier: Apache-2.0
#include "formats/npy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/checked.h"
#include "formats/npy_header.h"

namespace npuscope {
namespace {

struct NpyType {
  std::string_view code;  // kind and size, as behind the byte order in "descr"
  ElementType type;
};

constexpr std::array kNpyTypes = {
    NpyType{"b1", ElementType::kBool},    NpyType{"i1", ElementType::kInt8},
    NpyType{"u1", ElementType::kUint8},   NpyType{"i2", ElementType::kInt16},
    NpyType{"u2", ElementType::kUint16},  NpyType{"i4", ElementType::kInt32},
    NpyType{"u4", ElementType::kUint32},  NpyType{"i8", ElementType::kInt64},
    NpyType{"u8", ElementType::kUint64},  NpyType{"f2", ElementType::kFloat16},
    NpyType{"f4", ElementType::kFloat32}, NpyType{"f8", ElementType::kFloat64},
};

struct StoredType {
  ElementType type;
  bool swapped;  // big-endian
};

Result<StoredType> stored_type(const std::string& descr) {
  if (!descr.empty() && std::string_view("<>|=").find(descr[0]) != std::string_view::npos) {
    const std::string_view code = std::string_view(descr).substr(1);
    for (const NpyType& known : kNpyTypes)
      if (known.code == code)
        return StoredType{known.type, descr[0] == '>' && element_size(known.type) > 1};
  }
  return fail(bad_input("element type not supported")
                  .expected("bool, (u)int8 to (u)int64, float16, float32 or float64")
                  .found(fmt::format("'{}'", descr))
                  .hint("convert the array, e.g. with astype(numpy.float32)"));
}

/// Copies `size`-byte elements, the bytes of each reversed when `swapped`.
void copy_element(std::byte* to, const std::byte* from, size_t size, bool swapped) {
  if (swapped)
    std::reverse_copy(from, from + size, to);
  else
    std::memcpy(to, from, size);
}

/// The elements in C order and native byte order.
Tensor converted(const NpyHeader& header, StoredType stored, Bytes data) {
  Tensor tensor = Tensor::zeros(stored.type, header.shape);
  if (tensor.size() == 0) return tensor;
  const auto size = static_cast<size_t>(element_size(stored.type));
  // Only the first byte's address is needed; any element type's span gives it.
  std::byte* to = reinterpret_cast<std::byte*>(tensor.mutable_values<uint8_t>().data());
  const size_t rank = header.shape.size();
  std::vector<int64_t> index(rank, 0);
  std::vector<int64_t> stride(rank, 1);
  for (size_t axis = 1; axis < rank; ++axis)
    stride[axis] = stride[axis - 1] * header.shape[axis - 1];
  if (!header.fortran_order) stride = strides_of(header.shape);
  int64_t from = 0;
  for (int64_t i = 0; i < tensor.size(); ++i) {
    copy_element(to + static_cast<size_t>(i) * size, data.data() + static_cast<size_t>(from) * size,
                 size, stored.swapped);
    for (size_t axis = rank; axis-- > 0;) {
      from += stride[axis];
      if (++index[axis] < header.shape[axis]) break;
      from -= stride[axis] * header.shape[axis];
      index[axis] = 0;
    }
  }
  return tensor;
}

}  // namespace

Result<Tensor> parse_npy(Bytes bytes, std::shared_ptr<const void> owner) {
  NPUSCOPE_TRY_ASSIGN(const NpyHeader header, parse_npy_header(bytes));
  NPUSCOPE_TRY_ASSIGN(const StoredType stored, stored_type(header.descr));
  const auto count = checked_element_count(header.shape);
  const auto needed = count ? checked_mul(*count, element_size(stored.type)) : std::nullopt;
  const Bytes data = bytes.subspan(header.data_offset);
  if (!needed || static_cast<uint64_t>(*needed) != data.size())
    return fail(bad_input("the file's length does not fit its shape")
                    .expected(fmt::format("{} bytes of data for {} of {}",
                                          needed ? std::to_string(*needed) : "too many",
                                          shape_text(header.shape), element_type_name(stored.type)))
                    .found(fmt::format("{} bytes", data.size())));
  const auto alignment = static_cast<size_t>(element_size(stored.type));
  const bool aligned = reinterpret_cast<uintptr_t>(data.data()) % alignment == 0;
  const bool c_order = !header.fortran_order || header.shape.size() < 2;
  if (c_order && aligned && !stored.swapped)
    return Tensor::view(stored.type, header.shape, data, std::move(owner));
  return converted(header, stored, data);
}

Result<Tensor> read_npy(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(auto file, MappedFile::open(path));
  auto tensor = parse_npy(file->bytes(), file);
  if (!tensor) return fail(std::move(tensor).error().in(to_utf8(path)));
  return tensor;
}

Result<std::string> format_npy(const Tensor& tensor) {
  const ElementType type = unpacked_type(tensor.type());
  const auto* known = std::ranges::find(kNpyTypes, type, &NpyType::type);
  if (known == kNpyTypes.end())
    return fail(bad_input(fmt::format(".npy cannot hold {}", element_type_name(tensor.type())))
                    .hint("write .safetensors"));
  const char order = element_size(type) == 1 ? '|' : '<';
  return format_npy_header(fmt::format("{}{}", order, known->code), tensor.shape()) +
         std::string(as_text(tensor.bytes()));
}

}  // namespace npuscope
