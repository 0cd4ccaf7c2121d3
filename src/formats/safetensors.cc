// SPDX-License-Identifier: Apache-2.0
#include "formats/safetensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>

#include "base/checked.h"
#include "base/utf8.h"
#include "formats/json.h"

namespace npuscope {
namespace {

constexpr std::string_view kMetadataKey = "__metadata__";
constexpr uint64_t kLongestHeader = 100'000'000;  // the reference implementation's limit
constexpr size_t kAlignment = 8;                  // of the data; no element type needs more

struct Dtype {
  std::string_view name;
  ElementType type;
};

constexpr std::array kDtypes = {
    Dtype{"BOOL", ElementType::kBool},     Dtype{"U8", ElementType::kUint8},
    Dtype{"I8", ElementType::kInt8},       Dtype{"U16", ElementType::kUint16},
    Dtype{"I16", ElementType::kInt16},     Dtype{"F16", ElementType::kFloat16},
    Dtype{"BF16", ElementType::kBfloat16}, Dtype{"U32", ElementType::kUint32},
    Dtype{"I32", ElementType::kInt32},     Dtype{"F32", ElementType::kFloat32},
    Dtype{"U64", ElementType::kUint64},    Dtype{"I64", ElementType::kInt64},
    Dtype{"F64", ElementType::kFloat64},
};

/// A tensor as the header describes it.
struct Entry {
  std::string name;
  ElementType type = ElementType::kUndefined;
  Shape shape;
  uint64_t begin = 0;
  uint64_t end = 0;
};

Result<Entry> read_entry(const std::string& name, const Json& json) {
  const auto dtype = find_string(json, "dtype");
  const auto known = std::ranges::find_if(kDtypes, [&](const Dtype& d) { return d.name == dtype; });
  if (known == kDtypes.end())
    return fail(bad_input("element type not supported")
                    .expected("BOOL, U8 to U64, I8 to I64, F16, BF16, F32 or F64")
                    .found(dtype.value_or("none"))
                    .in(name));
  const auto shape = find_shape(json, "shape");
  const auto offsets = find_integers(json, "data_offsets");
  const auto negative = [](int64_t offset) { return offset < 0; };
  if (!shape || !offsets || offsets->size() != 2 || std::ranges::any_of(*offsets, negative))
    return fail(bad_input("shape or data_offsets is missing or makes no sense").in(name));
  return Entry{name, known->type, *shape, static_cast<uint64_t>(offsets->at(0)),
               static_cast<uint64_t>(offsets->at(1))};
}

Status read_metadata(const Json& json, Safetensors& file) {
  if (!json.is_object()) return fail(bad_input("__metadata__ is not an object"));
  for (const auto& [key, value] : json.items()) {
    if (!value.is_string()) return fail(bad_input("not a text").in(key).in(kMetadataKey));
    file.metadata[key] = value.get<std::string>();
  }
  return {};
}

/// The format allows neither holes nor overlaps: sorted by offset, the tensors tile the data.
Status check_tiling(std::vector<Entry>& entries, uint64_t data_size) {
  std::ranges::sort(entries, {}, [](const Entry& e) { return std::tuple(e.begin, e.end); });
  uint64_t position = 0;
  for (const Entry& entry : entries) {
    const auto size = checked_mul(*checked_element_count(entry.shape), element_size(entry.type));
    if (entry.begin != position || entry.end < entry.begin || !size ||
        entry.end - entry.begin != static_cast<uint64_t>(*size))
      return fail(bad_input("data_offsets do not fit")
                      .expected(fmt::format("{} bytes from offset {}",
                                            size ? std::to_string(*size) : "too many", position))
                      .found(fmt::format("{} to {}", entry.begin, entry.end))
                      .in(entry.name));
    position = entry.end;
  }
  if (position != data_size)
    return fail(bad_input("the file's length does not fit its header")
                    .expected(fmt::format("{} bytes of data", position))
                    .found(fmt::format("{} bytes", data_size))
                    .hint("copy or write the file again"));
  return {};
}

Tensor tensor_at(const Entry& entry, Bytes data, const std::shared_ptr<const void>& owner) {
  const Bytes bytes =
      data.subspan(static_cast<size_t>(entry.begin), static_cast<size_t>(entry.end - entry.begin));
  const auto alignment = static_cast<size_t>(element_size(entry.type));
  if (reinterpret_cast<uintptr_t>(bytes.data()) % alignment == 0)
    return Tensor::view(entry.type, entry.shape, bytes, owner);
  Tensor copy = Tensor::zeros(entry.type, entry.shape);
  std::memcpy(copy.mutable_values<uint8_t>().data(), bytes.data(), bytes.size());
  return copy;
}

/// Names and texts of others may be anything, but JSON must be UTF-8.
Result<std::string> header_text(const Json& header) {
  try {
    return header.dump();
  } catch (const Json::type_error& error) {
    return fail(bad_input("a name or text for a .safetensors file is not UTF-8")
                    .found(error.what())
                    .hint("rename it"));
  }
}

const Dtype* dtype_of(ElementType type) {
  return std::ranges::find(kDtypes, unpacked_type(type), &Dtype::type);
}

}  // namespace

const Tensor* Safetensors::find(std::string_view name) const {
  const auto place = std::ranges::lower_bound(tensors, name, {}, &NamedTensor::name);
  return place != tensors.end() && place->name == name ? &place->tensor : nullptr;
}

Result<Safetensors> parse_safetensors(Bytes bytes, const std::shared_ptr<const void>& owner) {
  ByteReader reader(bytes);
  const auto header_size = reader.read<uint64_t>();
  if (!header_size || *header_size > std::min<uint64_t>(kLongestHeader, reader.remaining()))
    return fail(bad_input("not a .safetensors file, or cut off")
                    .expected("a header's length in the first 8 bytes")
                    .found(header_size ? fmt::format("{} for a file of {} bytes", *header_size,
                                                     bytes.size())
                                       : fmt::format("{} bytes", bytes.size())));
  NPUSCOPE_TRY_ASSIGN(const Json header,
                      parse_json(*reader.take(static_cast<size_t>(*header_size))));
  if (!header.is_object()) return fail(bad_input("the header is not a JSON object"));
  const Bytes data = bytes.subspan(reader.position());

  Safetensors file;
  std::vector<Entry> entries;
  for (const auto& [name, json] : header.items()) {
    if (name == kMetadataKey) {
      NPUSCOPE_TRY(read_metadata(json, file));
      continue;
    }
    NPUSCOPE_TRY_ASSIGN(Entry entry, read_entry(name, json));
    entries.push_back(std::move(entry));
  }
  NPUSCOPE_TRY(check_tiling(entries, data.size()));
  std::ranges::sort(entries, {}, &Entry::name);
  for (const Entry& entry : entries)
    file.tensors.push_back({entry.name, tensor_at(entry, data, owner)});
  return file;
}

Result<Safetensors> read_safetensors(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(auto mapped, MappedFile::open(path));
  auto file = parse_safetensors(mapped->bytes(), mapped);
  if (!file) return fail(std::move(file).error().in(to_utf8(path)));
  file->file = std::move(mapped);
  return file;
}

Status check_safetensor(const std::string& name, ElementType type) {
  if (dtype_of(type) == kDtypes.end())
    return fail(bad_input("the tensor's element type cannot be recorded")
                    .in("tensor '" + name + "'")
                    .expected("float of 16 bits or more, integer or bool")
                    .found(std::string(element_type_name(type))));
  if (name == kMetadataKey)
    return fail(bad_input("a tensor's name is one that the file format keeps for itself")
                    .expected("any other name")
                    .found("'" + name + "'"));
  if (const auto place = first_not_utf8(name))
    return fail(bad_input("a tensor's name is not UTF-8")
                    .expected("UTF-8, in which recordings keep names")
                    .found(fmt::format("another byte at {}, behind '{}'", *place,
                                       std::string_view(name).substr(0, *place))));
  return {};
}

Result<std::string> format_safetensors(const std::vector<NamedTensor>& tensors,
                                       const std::map<std::string, std::string>& metadata) {
  // Larger elements first, so that each is aligned without the holes that the format forbids.
  std::vector<const NamedTensor*> sorted;
  sorted.reserve(tensors.size());
  for (const NamedTensor& tensor : tensors) sorted.push_back(&tensor);
  std::ranges::sort(sorted, {}, [](const NamedTensor* t) {
    return std::tuple(-element_size(t->tensor.type()), std::string_view(t->name));
  });

  Json header = Json::object();
  if (!metadata.empty()) header[std::string(kMetadataKey)] = metadata;
  size_t position = 0;
  for (const NamedTensor* named : sorted) {
    NPUSCOPE_TRY(check_safetensor(named->name, named->tensor.type()));
    if (header.contains(named->name))
      return fail(internal_error(fmt::format("cannot write the tensor '{}'", named->name)));
    const size_t end = position + named->tensor.bytes().size();
    header[named->name] = {{"dtype", dtype_of(named->tensor.type())->name},
                           {"shape", named->tensor.shape()},
                           {"data_offsets", {position, end}}};
    position = end;
  }

  NPUSCOPE_TRY_ASSIGN(std::string text, header_text(header));
  text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');
  const uint64_t size = text.size();
  std::string bytes(reinterpret_cast<const char*>(&size), sizeof(size));
  bytes.reserve(sizeof(size) + text.size() + position);
  bytes += text;
  for (const NamedTensor* named : sorted) bytes += as_text(named->tensor.bytes());
  return bytes;
}

}  // namespace npuscope
