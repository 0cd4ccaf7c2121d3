// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/outside_weights.h"

#include <protozero/pbf_writer.hpp>

#include "backend_ort/footprint.h"
#include "formats/onnx/wire_fields.h"
#include "tensor/element_type.h"

namespace npuscope {
namespace {

// Fields of onnx.proto.
constexpr uint32_t kModelGraph = bytes_field(7);
constexpr uint32_t kGraphInitializer = bytes_field(5);
constexpr uint32_t kTensorType = varint_field(2), kTensorRaw = bytes_field(9);
constexpr protozero::pbf_tag_type kTensorExternal = 13, kTensorLocation = 14;
constexpr int32_t kOutside = 1;  // TensorProto.DataLocation.EXTERNAL

/// A message with those of its fields that have this key made anew.
template <class F>
std::string with_fields(std::string_view message, uint32_t key, F&& made) {
  std::string out;
  for (const WireField& field : fields_of(message)) {
    if (field.key == key)
      protozero::pbf_writer(out).add_message(key >> 3, made(field.content));
    else
      out += field.whole;
  }
  return out;
}

/// Whether elements that begin so far behind a page lie as their type needs it.
bool lies_aligned(size_t offset, int64_t type) {
  const int size = element_size(element_type_from_number(type));
  return size > 0 && offset % static_cast<size_t>(size) == 0;
}

void add_entry(protozero::pbf_writer& tensor, const std::string& key, const std::string& value) {
  protozero::pbf_writer entry(tensor, kTensorExternal);
  entry.add_string(1, key);
  entry.add_string(2, value);
}

/// The TensorProto, which is a part of the model's bytes.
std::string outside(std::string_view tensor, std::string_view model, const std::string& file) {
  int64_t type = 0;
  std::string_view raw;
  std::string out;
  for (const WireField& field : fields_of(tensor)) {
    if (field.key == kTensorType) type = varint_of(field);
    if (field.key == kTensorRaw)
      raw = field.content;
    else
      out += field.whole;
  }
  if (raw.size() < kLeastOutside) return std::string(tensor);
  const auto offset = static_cast<size_t>(raw.data() - model.data());
  if (!lies_aligned(offset, type)) return std::string(tensor);
  protozero::pbf_writer writer(out);
  add_entry(writer, "location", file);
  add_entry(writer, "offset", std::to_string(offset));
  add_entry(writer, "length", std::to_string(raw.size()));
  writer.add_enum(kTensorLocation, kOutside);
  return out;
}

}  // namespace

Result<std::string> with_outside_weights(std::string_view model, const std::string& file) {
  const auto of_tensor = [&](std::string_view tensor) { return outside(tensor, model, file); };
  const auto of_graph = [&](std::string_view graph) {
    return with_fields(graph, kGraphInitializer, of_tensor);
  };
  try {
    return with_fields(model, kModelGraph, of_graph);
  } catch (const protozero::exception& e) {
    return fail(damaged_onnx_file(e));
  }
}

Result<std::string> read_without_weights(const fs::path& path) {
  std::error_code code;
  if (fs::is_symlink(path, code)) return read_file(path);
  NPUSCOPE_TRY_ASSIGN(const auto file, MappedFile::open(path));
  auto bytes = with_outside_weights(as_text(file->bytes()), to_utf8(path.filename()));
  if (!bytes) return fail(std::move(bytes).error().in(to_utf8(path)));
  return bytes;
}

}  // namespace npuscope
