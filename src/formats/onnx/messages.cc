// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/messages.h"

#include "formats/onnx/wire.h"

namespace npuscope {
namespace {

// Field numbers are those of onnx.proto; each function names its message.
using Reader = WireReader;

Bytes view_bytes(Reader& message) {
  const auto view = message.get_view();
  return {reinterpret_cast<const std::byte*>(view.data()), view.size()};
}

OnnxDimension read_dimension(Reader message) {  // TensorShapeProto.Dimension
  OnnxDimension d;
  while (message.next()) {
    switch (message.tag_and_type()) {
      case varint_field(1): d.value = message.get_int64(); break;
      case bytes_field(2): d.name = message.get_string(); break;
      default: message.skip();
    }
  }
  return d;
}

std::vector<OnnxDimension> read_shape(Reader message) {  // TensorShapeProto
  std::vector<OnnxDimension> dims;
  while (message.next()) {
    if (message.tag_and_type() == bytes_field(1))
      dims.push_back(read_dimension(message.get_message()));
    else
      message.skip();
  }
  return dims;
}

void read_tensor_type(Reader message, OnnxValueInfo& info) {  // TypeProto.Tensor
  while (message.next()) {
    switch (message.tag_and_type()) {
      case varint_field(1): info.element_type = message.get_int32(); break;
      case bytes_field(2): info.shape = read_shape(message.get_message()); break;
      default: message.skip();
    }
  }
}

void read_type(Reader message, OnnxValueInfo& info) {  // TypeProto
  info.is_tensor = false;
  while (message.next()) {
    if (message.tag_and_type() == bytes_field(1)) {
      info.is_tensor = true;
      read_tensor_type(message.get_message(), info);
    } else {
      message.skip();
    }
  }
}

OnnxValueInfo read_value_info(Reader message) {  // ValueInfoProto
  OnnxValueInfo info;
  while (message.next()) {
    switch (message.tag_and_type()) {
      case bytes_field(1): info.name = message.get_string(); break;
      case bytes_field(2): read_type(message.get_message(), info); break;
      default: message.skip();
    }
  }
  return info;
}

OnnxAttribute read_attribute(Reader message) {  // AttributeProto
  OnnxAttribute a;
  while (message.next()) {
    switch (message.tag_and_type()) {
      case bytes_field(1): a.name = message.get_string(); break;
      case fixed32_field(2): a.f = message.get_float(), a.has_float = true; break;
      case varint_field(3): a.i = message.get_int64(), a.has_int = true; break;
      case bytes_field(4): a.s = message.get_string(), a.has_string = true; break;
      case bytes_field(5): a.tensor = view_bytes(message); break;
      case bytes_field(6):
      case bytes_field(11):
        a.has_graph = true;
        message.skip();
        break;
      case fixed32_field(7):
      case bytes_field(7):
        append_numbers(message, a.floats, &Reader::get_packed_float, &Reader::get_float);
        break;
      case varint_field(8):
      case bytes_field(8):
        append_numbers(message, a.ints, &Reader::get_packed_int64, &Reader::get_int64);
        break;
      case bytes_field(9): a.strings.push_back(message.get_string()); break;
      case varint_field(20): a.type = message.get_enum(); break;
      case bytes_field(10):  // tensors
      case bytes_field(14):  // type_proto
      case bytes_field(21):  // ref_attr_name
      case bytes_field(22):  // sparse_tensor
      case bytes_field(23):  // sparse_tensors
        a.unsupported = true;
        message.skip();
        break;
      default: message.skip();
    }
  }
  return a;
}

OnnxNode read_node(Reader message) {  // NodeProto
  OnnxNode node;
  while (message.next()) {
    switch (message.tag_and_type()) {
      case bytes_field(1): node.inputs.push_back(message.get_string()); break;
      case bytes_field(2): node.outputs.push_back(message.get_string()); break;
      case bytes_field(3): node.name = message.get_string(); break;
      case bytes_field(4): node.op_type = message.get_string(); break;
      case bytes_field(5): node.attributes.push_back(read_attribute(message.get_message())); break;
      case bytes_field(7): node.domain = message.get_string(); break;
      default: message.skip();
    }
  }
  if (node.domain == "ai.onnx") node.domain.clear();
  return node;
}

void read_graph(Reader message, OnnxModel& model) {  // GraphProto
  model.has_graph = true;
  while (message.next()) {
    switch (message.tag_and_type()) {
      case bytes_field(1): model.nodes.push_back(read_node(message.get_message())); break;
      case bytes_field(2): model.graph_name = message.get_string(); break;
      case bytes_field(5): model.initializers.push_back(view_bytes(message)); break;
      case bytes_field(11): model.inputs.push_back(read_value_info(message.get_message())); break;
      case bytes_field(12): model.outputs.push_back(read_value_info(message.get_message())); break;
      case bytes_field(13):
        model.value_infos.push_back(read_value_info(message.get_message()));
        break;
      case bytes_field(15):
        model.has_sparse_initializers = true;
        message.skip();
        break;
      default: message.skip();
    }
  }
}

std::pair<std::string, int64_t> read_opset(Reader message) {  // OperatorSetIdProto
  std::pair<std::string, int64_t> opset;
  while (message.next()) {
    switch (message.tag_and_type()) {
      case bytes_field(1): opset.first = message.get_string(); break;
      case varint_field(2): opset.second = message.get_int64(); break;
      default: message.skip();
    }
  }
  if (opset.first == "ai.onnx") opset.first.clear();
  return opset;
}

OnnxModel read_model(Reader message) {  // ModelProto
  OnnxModel model;
  while (message.next()) {
    switch (message.tag_and_type()) {
      case varint_field(1): model.ir_version = message.get_int64(); break;
      case bytes_field(2): model.producer_name = message.get_string(); break;
      case bytes_field(3): model.producer_version = message.get_string(); break;
      case bytes_field(7): read_graph(message.get_message(), model); break;
      case bytes_field(8): model.opsets.push_back(read_opset(message.get_message())); break;
      default: message.skip();
    }
  }
  return model;
}

}  // namespace

Result<OnnxModel> decode_onnx_messages(Bytes bytes) {
  try {
    return read_model(Reader(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  } catch (const protozero::exception& e) {
    return fail(damaged_onnx_file(e));
  }
}

}  // namespace npuscope
