// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/messages.h"

#include <protozero/pbf_reader.hpp>

namespace npuscope {
namespace {

// Field numbers are those of onnx.proto; each function names its message.
using Reader = protozero::pbf_reader;

Bytes view_bytes(Reader& message) {
  const auto view = message.get_view();
  return {reinterpret_cast<const std::byte*>(view.data()), view.size()};
}

template <class T, class Packed, class Single>
void append(Reader& message, std::vector<T>& out, Packed packed, Single single) {
  if (message.wire_type() == protozero::pbf_wire_type::length_delimited) {
    const auto range = (message.*packed)();
    out.insert(out.end(), range.begin(), range.end());
  } else {
    out.push_back((message.*single)());
  }
}

OnnxDimension read_dimension(Reader message) {  // TensorShapeProto.Dimension
  OnnxDimension d;
  while (message.next()) {
    switch (message.tag()) {
      case 1: d.value = message.get_int64(); break;
      case 2: d.name = message.get_string(); break;
      default: message.skip();
    }
  }
  return d;
}

std::vector<OnnxDimension> read_shape(Reader message) {  // TensorShapeProto
  std::vector<OnnxDimension> dims;
  while (message.next()) {
    if (message.tag() == 1)
      dims.push_back(read_dimension(message.get_message()));
    else
      message.skip();
  }
  return dims;
}

void read_tensor_type(Reader message, OnnxValueInfo& info) {  // TypeProto.Tensor
  while (message.next()) {
    switch (message.tag()) {
      case 1: info.element_type = message.get_int32(); break;
      case 2: info.shape = read_shape(message.get_message()); break;
      default: message.skip();
    }
  }
}

void read_type(Reader message, OnnxValueInfo& info) {  // TypeProto
  info.is_tensor = false;
  while (message.next()) {
    if (message.tag() == 1) {
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
    switch (message.tag()) {
      case 1: info.name = message.get_string(); break;
      case 2: read_type(message.get_message(), info); break;
      default: message.skip();
    }
  }
  return info;
}

OnnxAttribute read_attribute(Reader message) {  // AttributeProto
  OnnxAttribute a;
  while (message.next()) {
    switch (message.tag()) {
      case 1: a.name = message.get_string(); break;
      case 2: a.f = message.get_float(), a.has_float = true; break;
      case 3: a.i = message.get_int64(), a.has_int = true; break;
      case 4: a.s = message.get_string(), a.has_string = true; break;
      case 5: a.tensor = view_bytes(message); break;
      case 6:
      case 11:
        a.has_graph = true;
        message.skip();
        break;
      case 7: append(message, a.floats, &Reader::get_packed_float, &Reader::get_float); break;
      case 8: append(message, a.ints, &Reader::get_packed_int64, &Reader::get_int64); break;
      case 9: a.strings.push_back(message.get_string()); break;
      case 20: a.type = message.get_enum(); break;
      case 10:  // tensors
      case 14:  // type_proto
      case 21:  // ref_attr_name
      case 22:  // sparse_tensor
      case 23:  // sparse_tensors
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
    switch (message.tag()) {
      case 1: node.inputs.push_back(message.get_string()); break;
      case 2: node.outputs.push_back(message.get_string()); break;
      case 3: node.name = message.get_string(); break;
      case 4: node.op_type = message.get_string(); break;
      case 5: node.attributes.push_back(read_attribute(message.get_message())); break;
      case 7: node.domain = message.get_string(); break;
      default: message.skip();
    }
  }
  if (node.domain == "ai.onnx") node.domain.clear();
  return node;
}

void read_graph(Reader message, OnnxModel& model) {  // GraphProto
  model.has_graph = true;
  while (message.next()) {
    switch (message.tag()) {
      case 1: model.nodes.push_back(read_node(message.get_message())); break;
      case 2: model.graph_name = message.get_string(); break;
      case 5: model.initializers.push_back(view_bytes(message)); break;
      case 11: model.inputs.push_back(read_value_info(message.get_message())); break;
      case 12: model.outputs.push_back(read_value_info(message.get_message())); break;
      case 13: model.value_infos.push_back(read_value_info(message.get_message())); break;
      case 15:
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
    switch (message.tag()) {
      case 1: opset.first = message.get_string(); break;
      case 2: opset.second = message.get_int64(); break;
      default: message.skip();
    }
  }
  if (opset.first == "ai.onnx") opset.first.clear();
  return opset;
}

OnnxModel read_model(Reader message) {  // ModelProto
  OnnxModel model;
  while (message.next()) {
    switch (message.tag()) {
      case 1: model.ir_version = message.get_int64(); break;
      case 2: model.producer_name = message.get_string(); break;
      case 3: model.producer_version = message.get_string(); break;
      case 7: read_graph(message.get_message(), model); break;
      case 8: model.opsets.push_back(read_opset(message.get_message())); break;
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
    return fail(bad_input("not a readable ONNX file")
                    .expected("an ONNX ModelProto")
                    .found(std::string("damaged or truncated protobuf (") + e.what() + ")")
                    .hint("export or copy the file again"));
  }
}

}  // namespace npuscope
