// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/tensor_proto.h"

#include <fmt/format.h>

#include <cstring>
#include <map>

#include "formats/onnx/external_data.h"
#include "formats/onnx/packed_elements.h"
#include "formats/onnx/wire.h"

namespace npuscope {
namespace {

/// What the message says, before it is known to make sense.
struct RawTensor {
  std::string name;
  Shape dims;
  int32_t data_type = 0;
  std::optional<Bytes> raw;
  std::vector<float> floats;
  std::vector<double> doubles;
  std::vector<int64_t> integers;  // int32_data, int64_data or uint64_data
  bool external = false;
  std::vector<std::string> strings;
  bool has_segment = false;
  std::map<std::string, std::string> external_entries;
};

void read_external_entry(WireReader message, std::map<std::string, std::string>& out) {
  std::string key;
  std::string value;
  while (message.next()) {
    if (message.tag_and_type() == bytes_field(1))
      key = message.get_string();
    else if (message.tag_and_type() == bytes_field(2))
      value = message.get_string();
    else
      message.skip();
  }
  out[key] = value;
}

/// Numbers are appended in the order of the fields, of which a file has one.
bool read_numbers(WireReader& message, RawTensor& t) {
  using Reader = WireReader;
  switch (message.tag_and_type()) {
    case varint_field(1):  // dims
    case bytes_field(1):
      append_numbers(message, t.dims, &Reader::get_packed_int64, &Reader::get_int64);
      return true;
    case fixed32_field(4):  // float_data
    case bytes_field(4):
      append_numbers(message, t.floats, &Reader::get_packed_float, &Reader::get_float);
      return true;
    case varint_field(5):  // int32_data
    case bytes_field(5):
      append_numbers(message, t.integers, &Reader::get_packed_int32, &Reader::get_int32);
      return true;
    case varint_field(7):  // int64_data
    case bytes_field(7):
      append_numbers(message, t.integers, &Reader::get_packed_int64, &Reader::get_int64);
      return true;
    case fixed64_field(10):  // double_data
    case bytes_field(10):
      append_numbers(message, t.doubles, &Reader::get_packed_double, &Reader::get_double);
      return true;
    case varint_field(11):  // uint64_data
    case bytes_field(11):
      append_numbers(message, t.integers, &Reader::get_packed_uint64, &Reader::get_uint64);
      return true;
    default: return false;
  }
}

RawTensor read_message(Bytes bytes) {  // TensorProto
  WireReader message(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  RawTensor t;
  while (message.next()) {
    if (read_numbers(message, t)) continue;
    switch (message.tag_and_type()) {
      case varint_field(2): t.data_type = message.get_int32(); break;
      case bytes_field(3):  // segment
        t.has_segment = true;
        message.skip();
        break;
      case bytes_field(6): t.strings.push_back(message.get_string()); break;
      case bytes_field(8): t.name = message.get_string(); break;
      case bytes_field(9): {  // raw_data
        const auto view = message.get_view();
        t.raw = Bytes(reinterpret_cast<const std::byte*>(view.data()), view.size());
        break;
      }
      case bytes_field(13): read_external_entry(message.get_message(), t.external_entries); break;
      case varint_field(14): t.external = message.get_enum() == 1; break;  // data_location
      default: message.skip();
    }
  }
  return t;
}

/// Elements that stand in `bytes` as they do in memory: shared when aligned and worth it.
Result<Tensor> from_bytes(ElementType type, const Shape& shape, Bytes bytes,
                          std::shared_ptr<const void> owner) {
  if (is_packed(type)) return unpacked(type, shape, bytes);
  constexpr size_t kWorthSharing = 4096;
  const auto address = reinterpret_cast<uintptr_t>(bytes.data());
  const bool aligned = address % static_cast<uintptr_t>(element_size(type)) == 0;
  if (owner && aligned && bytes.size() >= kWorthSharing && type != ElementType::kBool)
    return Tensor::view(type, shape, bytes, std::move(owner));
  NPUSCOPE_TRY_ASSIGN(Tensor tensor, Tensor::create(type, shape));
  if (!bytes.empty())
    std::memcpy(tensor.mutable_values<std::byte>().data(), bytes.data(), bytes.size());
  return tensor;
}

Error wrong_count(int64_t expected, size_t found) {
  return bad_input("the number of elements does not fit the shape")
      .expected(std::to_string(expected))
      .found(std::to_string(found));
}

/// The numbers that an entry of int32_data and relatives may be: values of the type or, for floats,
/// its bit patterns.
IntegerRange entry_range(ElementType type) {
  if (const auto range = integer_range(type)) return *range;
  return {0, (int64_t{1} << element_bits(type)) - 1};
}

Status check_entries(IntegerRange range, const std::vector<int64_t>& entries) {
  for (int64_t v : entries)
    if (v < range.low || v > range.high)
      return fail(bad_input("an element is out of range")
                      .expected(fmt::format("{} to {}", range.low, range.high))
                      .found(std::to_string(v)));
  return {};
}

/// Elements from int32_data and relatives: one per entry, but for types of 4 and 2 bits one packed
/// byte.
Result<Tensor> from_integers(ElementType type, const Shape& shape, int64_t count,
                             const std::vector<int64_t>& integers) {
  if (element_bits(type) <= 4) {
    if (integers.size() != *packed_size(type, count))
      return fail(
          wrong_count(count, integers.size() * 8 / static_cast<size_t>(element_bits(type))));
    std::vector<std::byte> bytes;
    bytes.reserve(integers.size());
    for (int64_t v : integers) bytes.push_back(static_cast<std::byte>(v));
    return unpacked(type, shape, bytes);
  }
  if (integers.size() != static_cast<size_t>(count))
    return fail(wrong_count(count, integers.size()));
  // The upper half of uint64 arrives as negative int64.
  if (type != ElementType::kUint64) NPUSCOPE_TRY(check_entries(entry_range(type), integers));
  NPUSCOPE_TRY_ASSIGN(Tensor tensor, Tensor::create(type, shape));
  const ElementType pattern = element_size(type) == 1 ? ElementType::kUint8 : ElementType::kUint16;
  visit_element_type(is_float(type) ? pattern : type, [&]<class T>(T) {
    const auto out = tensor.mutable_values<T>();
    for (size_t i = 0; i < out.size(); ++i) out[i] = static_cast<T>(integers[i]);
  });
  return tensor;
}

Result<Tensor> build(const RawTensor& t, ElementType type, int64_t count,
                     const TensorSource& source) {
  const auto bytes = packed_size(type, count);
  if (!bytes)
    return fail(bad_input("the tensor is too large")
                    .expected("a size in bits below 2^63")
                    .found(shape_text(t.dims)));
  if (t.external) {
    if (source.folder.empty())
      return fail(bad_input("external data is not possible here")
                      .expected("the elements in the message itself")
                      .found("external data"));
    NPUSCOPE_TRY_ASSIGN(auto mapped, map_external_data(t.external_entries, source.folder, *bytes));
    if (source.external_files != nullptr) source.external_files->insert(mapped.path);
    return from_bytes(type, t.dims, mapped.bytes, mapped.file);
  }
  if (t.raw) {
    if (t.raw->size() != *bytes)
      return fail(bad_input("the raw data does not fit the shape")
                      .expected(fmt::format("{} bytes", *bytes))
                      .found(fmt::format("{} bytes", t.raw->size())));
    return from_bytes(type, t.dims, *t.raw, source.owner);
  }
  if (type == ElementType::kFloat32 || type == ElementType::kFloat64) {
    const bool single = type == ElementType::kFloat32;
    const size_t found = single ? t.floats.size() : t.doubles.size();
    if (found != static_cast<size_t>(count)) return fail(wrong_count(count, found));
    return single ? Tensor::of<float>(t.dims, t.floats) : Tensor::of<double>(t.dims, t.doubles);
  }
  return from_integers(type, t.dims, count, t.integers);
}

Result<Tensor> check_and_build(RawTensor& t, const TensorSource& source) {
  const ElementType type = element_type_from_number(t.data_type);
  const bool text = type == ElementType::kString;
  if (!text && element_size(type) == 0)
    return fail(bad_input("the element type is not supported")
                    .expected("float, integer, bool or string")
                    .found(fmt::format("ONNX data type {}", t.data_type)));
  if (t.has_segment)
    return fail(bad_input("segmented tensors are not supported")
                    .expected("all elements in one message")
                    .found("a segment"));
  const auto count = checked_element_count(t.dims);
  if (!count)
    return fail(bad_input("the shape makes no sense")
                    .expected("sizes of 0 or more with a product below 2^63")
                    .found(shape_text(t.dims)));
  if (!text) return build(t, type, *count, source);
  if (t.strings.size() != static_cast<size_t>(*count))
    return fail(wrong_count(*count, t.strings.size()));
  return Tensor::of_strings(t.dims, std::move(t.strings));
}

}  // namespace

Result<NamedTensor> parse_tensor_proto(Bytes bytes, const TensorSource& source) {
  RawTensor raw;
  try {
    raw = read_message(bytes);
  } catch (const protozero::exception& e) {
    return fail(
        bad_input("the tensor message is damaged").expected("an ONNX TensorProto").found(e.what()));
  }
  auto tensor = check_and_build(raw, source);
  if (!tensor) return fail(std::move(tensor).error().in("tensor '" + raw.name + "'"));
  return NamedTensor{std::move(raw.name), *std::move(tensor)};
}

Result<NamedTensor> read_tensor_file(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(auto file, MappedFile::open(path));
  auto tensor = parse_tensor_proto(file->bytes(), {file, {}});
  if (!tensor) return fail(std::move(tensor).error().in(to_utf8(path)));
  return tensor;
}

}  // namespace npuscope
