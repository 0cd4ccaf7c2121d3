// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/model_parts.h"

#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>
#include <set>

#include "formats/onnx/tensor_proto.h"

namespace npuscope {
namespace {

// Field numbers of onnx.proto.
constexpr protozero::pbf_tag_type kModelGraph = 7;
constexpr protozero::pbf_tag_type kGraphNode = 1;
constexpr protozero::pbf_tag_type kGraphName = 2;
constexpr protozero::pbf_tag_type kGraphInitializer = 5;
constexpr protozero::pbf_tag_type kGraphInput = 11;
constexpr protozero::pbf_tag_type kGraphOutput = 12;
constexpr protozero::pbf_tag_type kNodeName = 3;
constexpr protozero::pbf_tag_type kTensorName = 8;

/// ValueInfoProto: a tensor of any shape, and of any type where `element_type` is 0.
void write_value_info(protozero::pbf_writer& graph, protozero::pbf_tag_type field,
                      const std::string& name, int32_t element_type = 0) {
  protozero::pbf_writer message(graph, field);
  message.add_string(1, name);
  if (element_type == 0) return;
  protozero::pbf_writer type(message, 2);  // TypeProto
  protozero::pbf_writer tensor(type, 1);   // TypeProto.Tensor
  tensor.add_int32(1, element_type);
}

std::string_view view_of(const protozero::data_view& view) { return {view.data(), view.size()}; }

std::string tensor_name(std::string_view message) {
  protozero::pbf_reader reader(message.data(), message.size());
  return reader.next(kTensorName) ? reader.get_string() : std::string();
}

/// Copies the field that the reader stands at.
void copy_field(protozero::pbf_reader& reader, protozero::pbf_writer& writer) {
  const protozero::pbf_tag_type tag = reader.tag();
  switch (reader.wire_type()) {
    case protozero::pbf_wire_type::varint: writer.add_uint64(tag, reader.get_uint64()); break;
    case protozero::pbf_wire_type::fixed32: writer.add_fixed32(tag, reader.get_fixed32()); break;
    case protozero::pbf_wire_type::fixed64: writer.add_fixed64(tag, reader.get_fixed64()); break;
    default: writer.add_bytes(tag, reader.get_view());
  }
}

/// Copies a message's fields except one; the reader has not moved yet.
void copy_except(protozero::pbf_reader reader, protozero::pbf_writer& writer,
                 protozero::pbf_tag_type omitted) {
  while (reader.next()) {
    if (reader.tag() == omitted)
      reader.skip();
    else
      copy_field(reader, writer);
  }
}

std::string renamed(std::string_view node, const std::string& name) {
  std::string out;
  protozero::pbf_writer writer(out);
  copy_except({node.data(), node.size()}, writer, kNodeName);
  writer.add_string(kNodeName, name);
  return out;
}

}  // namespace

bool is_pair_half(const OnnxNode& node) {
  return node.op_type == "QuantizeLinear" || node.op_type == "DequantizeLinear";
}

Result<ModelParts> ModelParts::parse(std::string bytes) {
  ModelParts parts;
  parts.bytes_ = std::make_shared<const std::string>(std::move(bytes));
  NPUSCOPE_TRY_SET(parts.model_, decode_onnx_messages(as_bytes(*parts.bytes_)));
  // The messages are well-formed from here on.
  protozero::pbf_reader model(*parts.bytes_);
  while (model.next(kModelGraph)) {
    protozero::pbf_reader graph = model.get_message();
    while (graph.next(kGraphNode)) parts.nodes_.push_back(view_of(graph.get_view()));
  }
  for (const Bytes& initializer : parts.model_.initializers)
    parts.initializers_.emplace(tensor_name(as_text(initializer)), initializer);
  parts.state(parts.model_.inputs);
  parts.state(parts.model_.outputs);
  parts.state(parts.model_.value_infos);
  for (size_t n = 0; n < parts.model_.nodes.size(); ++n) {
    for (const std::string& name : parts.model_.nodes[n].outputs)
      parts.producers_.emplace(name, static_cast<int>(n));
    for (const std::string& name : parts.model_.nodes[n].inputs)
      parts.consumers_[name].push_back(static_cast<int>(n));
  }
  return parts;
}

void ModelParts::state(std::span<const OnnxValueInfo> infos) {
  for (const OnnxValueInfo& info : infos)
    if (info.element_type != 0) stated_.emplace(info.name, info);
}

const OnnxValueInfo* ModelParts::value_info(const std::string& tensor) const {
  const auto found = stated_.find(tensor);
  return found == stated_.end() ? nullptr : &found->second;
}

int ModelParts::producer(const std::string& tensor) const {
  const auto found = producers_.find(tensor);
  return found == producers_.end() ? -1 : found->second;
}

const std::vector<int>& ModelParts::consumers(const std::string& tensor) const {
  static const std::vector<int> kNobody;
  const auto found = consumers_.find(tensor);
  return found == consumers_.end() ? kNobody : found->second;
}

Result<Tensor> ModelParts::initializer(const std::string& tensor) const {
  const auto found = initializers_.find(tensor);
  if (found == initializers_.end())
    return fail(bad_input("'" + tensor + "' is not a constant of the model"));
  NPUSCOPE_TRY_ASSIGN(NamedTensor named, parse_tensor_proto(found->second, {bytes_, {}}));
  return std::move(named.tensor);
}

std::string ModelParts::with_traceable_names() const {
  std::string out;
  protozero::pbf_writer writer(out);
  protozero::pbf_reader model(*bytes_);
  size_t node = 0;
  while (model.next()) {
    if (model.tag() != kModelGraph) {
      copy_field(model, writer);
      continue;
    }
    protozero::pbf_writer graph_writer(writer, kModelGraph);
    protozero::pbf_reader graph = model.get_message();
    while (graph.next()) {
      if (graph.tag() != kGraphNode) {
        copy_field(graph, graph_writer);
        continue;
      }
      const OnnxNode& described = model_.nodes[node++];
      const std::string name = described.outputs.empty() ? described.name : described.outputs[0];
      graph_writer.add_message(kGraphNode, renamed(view_of(graph.get_view()), name));
    }
  }
  return out;
}

std::vector<std::string> ModelParts::computed_tensors() const {
  std::vector<std::string> tensors;
  for (const OnnxNode& node : model_.nodes)
    for (const std::string& output : node.outputs)
      if (!output.empty()) tensors.push_back(output);
  return tensors;
}

std::string ModelParts::with_outputs(std::span<const std::string> tensors) const {
  std::set<std::string> present;
  for (const OnnxValueInfo& output : model_.outputs) present.insert(output.name);
  // A parser merges a message that is given twice: appending a graph with outputs alone adds them.
  std::string out = bytes();
  protozero::pbf_writer writer(out);
  protozero::pbf_writer graph(writer, kModelGraph);
  for (const std::string& tensor : tensors)
    if (present.insert(tensor).second) write_value_info(graph, kGraphOutput, tensor);
  return out;
}

std::string ModelParts::slice(std::span<const int> nodes, std::span<const std::string> inputs,
                              std::span<const std::string> outputs) const {
  std::string out;
  protozero::pbf_writer writer(out);
  copy_except(protozero::pbf_reader(*bytes_), writer, kModelGraph);
  protozero::pbf_writer graph(writer, kModelGraph);
  graph.add_string(kGraphName, "slice");
  std::set<std::string> needed;
  for (const int index : nodes) {
    const auto n = static_cast<size_t>(index);
    graph.add_message(kGraphNode, protozero::data_view(nodes_[n].data(), nodes_[n].size()));
    needed.insert(model_.nodes[n].inputs.begin(), model_.nodes[n].inputs.end());
  }
  for (const std::string& name : needed)
    if (const auto found = initializers_.find(name); found != initializers_.end()) {
      const std::string_view text = as_text(found->second);
      graph.add_message(kGraphInitializer, protozero::data_view(text.data(), text.size()));
    }
  for (const std::string& name : inputs)
    if (const OnnxValueInfo* info = value_info(name))
      write_value_info(graph, kGraphInput, name, info->element_type);
  for (const std::string& name : outputs) write_value_info(graph, kGraphOutput, name);
  return out;
}

}  // namespace npuscope
