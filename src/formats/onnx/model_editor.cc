// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/model_editor.h"

#include <fmt/format.h>

#include <algorithm>
#include <protozero/pbf_writer.hpp>

#include "formats/onnx/packed_elements.h"
#include "formats/onnx/tensor_proto.h"

namespace npuscope {
namespace {

// Fields of onnx.proto.
constexpr uint32_t kModelGraph = bytes_field(7);
constexpr uint32_t kGraphNode = bytes_field(1), kGraphInitializer = bytes_field(5);
constexpr uint32_t kTensorName = bytes_field(8), kTensorExternal = bytes_field(13),
                   kTensorLocation = varint_field(14);

bool is_external(std::string_view tensor) {
  bool external = false;
  for (const WireField& field : fields_of(tensor))
    if (field.key == kTensorLocation) external = field.whole.back() == 1;
  return external;
}

/// The elements as TensorProto.raw_data has them.
std::string raw_data(const Tensor& tensor) {
  return is_packed(tensor.type()) ? packed(tensor) : std::string(as_text(tensor.bytes()));
}

std::string tensor_message(const std::string& name, const Tensor& tensor) {
  std::string out;
  protozero::pbf_writer message(out);
  for (const int64_t size : tensor.shape()) message.add_int64(1, size);
  message.add_int32(2, static_cast<int32_t>(tensor.type()));
  message.add_string(8, name);
  message.add_bytes(9, raw_data(tensor));
  return out;
}

std::string attribute_fields(const std::map<std::string, int64_t>& attributes) {
  constexpr int32_t kIntAttribute = 2;
  std::string out;
  protozero::pbf_writer node(out);
  for (const auto& [name, value] : attributes) {
    protozero::pbf_writer attribute(node, 5);
    attribute.add_string(1, name);
    attribute.add_int64(3, value);
    attribute.add_enum(20, kIntAttribute);
  }
  return out;
}

}  // namespace

Error ModelEditor::too_large() {
  return bad_input("the rewritten model is too large for one file")
      .expected("less than 2 GB, with what lies in other files")
      .hint("external data moves into the rewritten file, which no ONNX file of 2 GB can hold");
}

Result<ModelEditor> ModelEditor::parse(std::string_view bytes, const fs::path& folder) {
  ModelEditor editor;
  editor.bytes_ = bytes;
  NPUSCOPE_TRY_SET(editor.model_, decode_onnx_messages(as_bytes(bytes)));
  try {
    NPUSCOPE_TRY(editor.read(folder));
  } catch (const protozero::exception& e) {
    return fail(damaged_onnx_file(e));
  }
  editor.note_readers();
  return editor;
}

Status ModelEditor::read(const fs::path& folder) {
  for (const WireField& field : fields_of(bytes_)) {
    if (field.key != kModelGraph) continue;
    const auto fields = fields_of(field.content);
    graph_fields_.insert(graph_fields_.end(), fields.begin(), fields.end());
  }
  for (const WireField& field : graph_fields_) {
    if (field.key == kGraphInitializer) NPUSCOPE_TRY(read_initializer(field, folder));
    if (field.key != kGraphNode) continue;
    EditedNode node;
    node.described = model_.nodes[nodes_.size()];
    node.original = field.content;
    for (const OnnxAttribute& a : node.described.attributes) {
      if (a.has_graph)
        return fail(bad_input("a file with control flow is not edited")
                        .expected("nodes without graphs of their own")
                        .found(node.described.op_type));
      if (a.tensor && is_external(as_text(*a.tensor)))
        return fail(bad_input("an attribute whose elements lie in another file is not edited")
                        .expected("external data of initializers")
                        .found("attribute '" + a.name + "' of " + node.described.op_type));
    }
    order_.push_back(nodes_.size());
    nodes_.push_back(std::move(node));
  }
  return {};
}

/// Elements that lie in another file move into the message.
Status ModelEditor::read_initializer(const WireField& field, const fs::path& folder) {
  Initializer initializer;
  initializer.name = text_field(field.content, kTensorName);
  initializer.original = field.content;
  if (is_external(field.content)) {
    NPUSCOPE_TRY_ASSIGN(const NamedTensor named,
                        parse_tensor_proto(as_bytes(field.content), {nullptr, folder}));
    embedded_bytes_ += named.tensor.bytes().size();
    if (embedded_bytes_ > kLargestFile) return fail(too_large());
    for (const WireField& part : fields_of(field.content))
      if (part.key != kTensorExternal && part.key != kTensorLocation) initializer.own += part.whole;
    protozero::pbf_writer(initializer.own).add_bytes(9, raw_data(named.tensor));
  }
  initializer_names_.insert(initializer.name);
  initializers_.push_back(std::move(initializer));
  return {};
}

void ModelEditor::note_readers() {
  for (const OnnxValueInfo& output : model_.outputs) outputs_.insert(output.name);
  for (const OnnxValueInfo& input : model_.inputs) names_.insert(input.name);
  names_.insert(initializer_names_.begin(), initializer_names_.end());
  for (const EditedNode& node : nodes_) {
    names_.insert(node.described.name);
    read_before_.insert(node.described.inputs.begin(), node.described.inputs.end());
    computed_before_.insert(node.described.outputs.begin(), node.described.outputs.end());
  }
  names_.insert(computed_before_.begin(), computed_before_.end());
}

std::optional<ModelEditor::NodeId> ModelEditor::producer(const std::string& tensor) const {
  for (const NodeId id : order_)
    if (!nodes_[id].removed &&
        std::ranges::find(node(id).outputs, tensor) != node(id).outputs.end())
      return id;
  return std::nullopt;
}

std::vector<ModelEditor::NodeId> ModelEditor::readers(const std::string& tensor) const {
  std::vector<NodeId> ids;
  for (const NodeId id : order_)
    if (!nodes_[id].removed && std::ranges::find(node(id).inputs, tensor) != node(id).inputs.end())
      ids.push_back(id);
  return ids;
}

/// The TensorProto; empty where there is none.
std::string_view ModelEditor::constant_message(const std::string& tensor) const {
  const auto found = std::ranges::find(initializers_, tensor, &Initializer::name);
  if (found != initializers_.end())
    return found->own.empty() ? found->original : std::string_view(found->own);
  const auto made_by = producer(tensor);
  if (!made_by || node(*made_by).op_type != "Constant") return {};
  for (const OnnxAttribute& attribute : node(*made_by).attributes)
    if (attribute.name == "value" && attribute.tensor) return as_text(*attribute.tensor);
  return {};
}

Result<Tensor> ModelEditor::constant(const std::string& tensor) const {
  const std::string_view message = constant_message(tensor);
  if (message.empty()) return fail(bad_input("'" + tensor + "' is not a constant of the file"));
  NPUSCOPE_TRY_ASSIGN(NamedTensor named, parse_tensor_proto(as_bytes(message)));
  return std::move(named.tensor);
}

int64_t ModelEditor::opset(std::string_view domain) const {
  for (const auto& [imported, version] : model_.opsets)
    if (imported == domain) return version;
  return 0;
}

std::string ModelEditor::unique_name(const std::string& wanted) {
  std::string name = wanted;
  for (int i = 1; !names_.insert(name).second; ++i) name = fmt::format("{}_{}", wanted, i);
  return name;
}

void ModelEditor::set_inputs(NodeId id, std::vector<std::string> inputs) {
  nodes_[id].described.inputs = std::move(inputs);
  nodes_[id].rewired = true;
}

void ModelEditor::set_outputs(NodeId id, std::vector<std::string> outputs) {
  nodes_[id].described.outputs = std::move(outputs);
  nodes_[id].rewired = true;
}

ModelEditor::NodeId ModelEditor::insert(const NewNode& node, NodeId before) {
  EditedNode added;
  added.described.op_type = node.op_type;
  added.described.domain = node.domain;
  added.described.inputs = node.inputs;
  added.described.outputs = node.outputs;
  added.attributes = attribute_fields(node.attributes);
  return place(std::move(added), before);
}

ModelEditor::NodeId ModelEditor::insert_copy(NodeId of, std::vector<std::string> inputs,
                                             std::vector<std::string> outputs, NodeId before) {
  EditedNode added = nodes_[of];
  added.described.inputs = std::move(inputs);
  added.described.outputs = std::move(outputs);
  return place(std::move(added), before);
}

ModelEditor::NodeId ModelEditor::place(EditedNode node, NodeId before) {
  const OnnxNode& described = node.described;
  const std::string result = described.outputs.empty() ? std::string() : described.outputs[0];
  node.described.name = unique_name(result + "_" + described.op_type);
  node.rewired = node.added = true;
  order_.insert(std::ranges::find(order_, before), nodes_.size());
  nodes_.push_back(std::move(node));
  return nodes_.size() - 1;
}

std::string ModelEditor::add_initializer(const std::string& wanted, const Tensor& tensor) {
  std::string name = unique_name(wanted);
  initializers_.push_back({name, {}, tensor_message(name, tensor), true});
  initializer_names_.insert(name);
  return name;
}

}  // namespace npuscope
