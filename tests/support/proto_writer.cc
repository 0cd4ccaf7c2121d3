// SPDX-License-Identifier: Apache-2.0
#include "support/proto_writer.h"

#include "formats/onnx/packed_elements.h"

namespace npuscope::test {
namespace {

using Writer = protozero::pbf_writer;

/// Writes an attribute's value and its AttributeType.
struct AttributeWriter {
  Writer& message;

  void type(int32_t attribute_type) { message.add_enum(20, attribute_type); }
  void operator()(float v) { message.add_float(2, v), type(1); }
  void operator()(int64_t v) { message.add_int64(3, v), type(2); }
  void operator()(const std::string& v) { message.add_bytes(4, v), type(3); }
  void operator()(const Tensor& v) { write_tensor_proto(message, 5, {}, v), type(4); }
  void operator()(const std::vector<float>& v) {
    for (const float x : v) message.add_float(7, x);
    type(6);
  }
  void operator()(const std::vector<int64_t>& v) {
    for (const int64_t x : v) message.add_int64(8, x);
    type(7);
  }
  void operator()(const std::vector<std::string>& v) {
    for (const std::string& x : v) message.add_bytes(9, x);
    type(8);
  }
};

}  // namespace

void write_tensor_proto(Writer& parent, protozero::pbf_tag_type field, const std::string& name,
                        const Tensor& tensor) {
  Writer message(parent, field);
  for (const int64_t d : tensor.shape()) message.add_int64(1, d);
  message.add_int32(2, static_cast<int32_t>(tensor.type()));
  if (!name.empty()) message.add_string(8, name);
  if (tensor.type() == ElementType::kString) {
    for (const std::string& element : tensor.strings()) message.add_bytes(6, element);
  } else if (is_packed(tensor.type())) {
    message.add_bytes(9, packed(tensor));
  } else {
    const std::string_view raw = as_text(tensor.bytes());
    message.add_bytes(9, raw.data(), raw.size());
  }
}

void write_value_info(Writer& parent, protozero::pbf_tag_type field, const std::string& name,
                      ElementType type, const std::optional<Shape>& shape) {
  Writer message(parent, field);
  message.add_string(1, name);
  if (type == ElementType::kUndefined) return;
  Writer type_message(message, 2);      // TypeProto
  Writer tensor_type(type_message, 1);  // TypeProto.Tensor
  tensor_type.add_int32(1, static_cast<int32_t>(type));
  if (!shape) return;
  std::string dimensions;  // TensorShapeProto; a nested writer would drop that of a scalar
  Writer shape_message(dimensions);
  for (const int64_t d : *shape) {
    Writer dimension(shape_message, 1);
    dimension.add_int64(1, d);
  }
  tensor_type.add_message(2, dimensions);
}

void write_attribute(Writer& parent, protozero::pbf_tag_type field, const std::string& name,
                     const AttributeValue& value) {
  Writer message(parent, field);
  message.add_string(1, name);
  std::visit(AttributeWriter{message}, value);
}

}  // namespace npuscope::test
