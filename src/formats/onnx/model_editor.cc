// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/model_editor.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <protozero/pbf_writer.hpp>
#include <queue>

#include "formats/onnx/packed_elements.h"
#include "formats/onnx/tensor_proto.h"

namespace npuscope {
namespace {

// Fields of onnx.proto.
constexpr uint32_t kModelGraph = bytes_field(7);
constexpr uint32_t kGraphNode = bytes_field(1), kGraphInitializer = bytes_field(5),
                   kGraphInput = bytes_field(11), kGraphValueInfo = bytes_field(13);
constexpr uint32_t kNodeInput = bytes_field(1), kNodeOutput = bytes_field(2),
                   kNodeName = bytes_field(3);
constexpr uint32_t kTensorName = bytes_field(8), kTensorExternal = bytes_field(13),
                   kTensorLocation = varint_field(14);
constexpr uint32_t kValueInfoName = bytes_field(1);

/// The first IR version whose initializers need not be inputs of the graph as well.
constexpr int64_t kFreeInitializers = 4;
constexpr size_t kLargestFile = std::numeric_limits<int32_t>::max();

protozero::data_view view_of(std::string_view text) { return {text.data(), text.size()}; }

std::string text_field(std::string_view message, uint32_t key) {
  std::string text;
  for (const WireField& field : fields_of(message))
    if (field.key == key) text = field.content;
  return text;
}

bool is_external(std::string_view tensor) {
  bool external = false;
  for (const WireField& field : fields_of(tensor))
    if (field.key == kTensorLocation) external = field.whole.back() == 1;
  return external;
}

Error too_large() {
  return bad_input("the rewritten model is too large for one file")
      .expected("less than 2 GB, with what lies in other files")
      .hint("external data moves into the rewritten file, which no ONNX file of 2 GB can hold");
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

/// ValueInfoProto of a tensor whose message this is.
std::string border_message(const std::string& name, std::string_view tensor) {
  std::string out;
  protozero::pbf_writer message(out);
  message.add_string(1, name);
  protozero::pbf_writer type(message, 2);
  protozero::pbf_writer of_tensor(type, 1);
  protozero::pbf_reader reader(tensor.data(), tensor.size());
  std::vector<int64_t> sizes;
  while (reader.next()) {
    if (reader.tag_and_type() == varint_field(1))
      sizes.push_back(reader.get_int64());
    else if (reader.tag_and_type() == varint_field(2))
      of_tensor.add_int32(1, reader.get_int32());
    else
      reader.skip();
  }
  protozero::pbf_writer shape(of_tensor, 2);
  for (const int64_t size : sizes) {
    protozero::pbf_writer dimension(shape, 1);
    dimension.add_int64(1, size);
  }
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

Result<ModelEditor> ModelEditor::parse(std::string_view bytes, const fs::path& folder) {
  ModelEditor editor;
  editor.bytes_ = bytes;
  NPUSCOPE_TRY_SET(editor.model_, decode_onnx_messages(as_bytes(bytes)));
  try {
    NPUSCOPE_TRY(editor.read(folder));
  } catch (const protozero::exception& e) {
    return fail(bad_input("not a readable ONNX file")
                    .expected("an ONNX ModelProto")
                    .found(std::string("a damaged message (") + e.what() + ")"));
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

std::string ModelEditor::message_of(const EditedNode& node) const {
  if (!node.rewired) return std::string(node.original);
  std::string out;
  protozero::pbf_writer message(out);
  for (const std::string& input : node.described.inputs) message.add_string(1, input);
  for (const std::string& output : node.described.outputs) message.add_string(2, output);
  if (!node.described.name.empty()) message.add_string(3, node.described.name);
  for (const WireField& field : fields_of(node.original))
    if (field.key != kNodeInput && field.key != kNodeOutput && field.key != kNodeName)
      out += field.whole;
  if (!node.original.empty()) return out;
  message.add_string(4, node.described.op_type);
  out += node.attributes;
  if (!node.described.domain.empty()) message.add_string(7, node.described.domain);
  return out;
}

/// The nodes that stay: all but those that were removed, that are new and not read, or whose
/// results had readers and have none left.
std::vector<bool> ModelEditor::alive() const {
  std::map<std::string, int> readers;
  for (const EditedNode& node : nodes_)
    if (!node.removed)
      for (const std::string& input : node.described.inputs) ++readers[input];
  std::vector<bool> alive;
  alive.reserve(nodes_.size());
  for (const EditedNode& node : nodes_) alive.push_back(!node.removed);
  const auto lost = [&](const EditedNode& node) {
    const auto& results = node.described.outputs;
    const bool had = node.added || std::ranges::any_of(results, [&](const std::string& name) {
                       return !name.empty() && read_before_.contains(name);
                     });
    return had && std::ranges::none_of(results, [&](const std::string& name) {
             return !name.empty() && (outputs_.contains(name) || readers[name] > 0);
           });
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t n = 0; n < nodes_.size(); ++n) {
      if (!alive[n] || !lost(nodes_[n])) continue;
      alive[n] = false;
      changed = true;
      for (const std::string& input : nodes_[n].described.inputs) --readers[input];
    }
  }
  return alive;
}

/// As they stand wherever that is an order of execution.
Result<std::vector<ModelEditor::NodeId>> ModelEditor::sorted(const std::vector<bool>& alive) const {
  std::map<std::string, size_t> producers;  // positions in order_
  for (size_t i = 0; i < order_.size(); ++i)
    if (alive[order_[i]])
      for (const std::string& output : node(order_[i]).outputs) producers.emplace(output, i);
  std::vector<size_t> missing(order_.size(), 0);
  std::vector<std::vector<size_t>> waiting(order_.size());
  std::priority_queue<size_t, std::vector<size_t>, std::greater<>> ready;
  for (size_t i = 0; i < order_.size(); ++i) {
    if (!alive[order_[i]]) continue;
    for (const std::string& input : node(order_[i]).inputs) {
      const auto producer = producers.find(input);
      if (input.empty() || producer == producers.end()) continue;
      waiting[producer->second].push_back(i);
      ++missing[i];
    }
    if (missing[i] == 0) ready.push(i);
  }
  std::vector<NodeId> result;
  while (!ready.empty()) {
    const size_t i = ready.top();
    ready.pop();
    result.push_back(order_[i]);
    for (const size_t reader : waiting[i])
      if (--missing[reader] == 0) ready.push(reader);
  }
  if (result.size() != static_cast<size_t>(std::ranges::count(alive, true)))
    return fail(bad_input("the network contains a cycle")
                    .expected("an order in which each node follows what it reads"));
  return result;
}

Result<std::string> ModelEditor::graph_message() const {
  const std::vector<bool> kept = alive();
  NPUSCOPE_TRY_ASSIGN(const std::vector<NodeId> order, sorted(kept));
  std::set<std::string> read, computed;
  for (const NodeId id : order) {
    read.insert(node(id).inputs.begin(), node(id).inputs.end());
    computed.insert(node(id).outputs.begin(), node(id).outputs.end());
  }
  const auto unused = [&](const Initializer& i) {
    return (i.added || read_before_.contains(i.name)) && !read.contains(i.name) &&
           !outputs_.contains(i.name);
  };
  std::set<std::string> dropped;
  for (const Initializer& i : initializers_)
    if (unused(i)) dropped.insert(i.name);

  std::string out;
  protozero::pbf_writer graph(out);
  bool nodes_written = false;
  size_t initializer = 0;
  const auto write_nodes = [&] {
    for (const NodeId id : order) graph.add_message(1, message_of(nodes_[id]));
    nodes_written = true;
  };
  for (const WireField& field : graph_fields_) {
    if (field.key == kGraphNode) {
      if (!nodes_written) write_nodes();
      continue;
    }
    if (field.key == kGraphInitializer) {
      const Initializer& i = initializers_[initializer++];
      if (dropped.contains(i.name)) continue;
      if (!i.own.empty()) {
        graph.add_message(5, i.own);
        continue;
      }
    }
    if (field.key == kGraphInput && dropped.contains(text_field(field.content, kValueInfoName)))
      continue;
    if (field.key == kGraphValueInfo) {
      const std::string name = text_field(field.content, kValueInfoName);
      if (forgotten_.contains(name) ||
          (computed_before_.contains(name) && !computed.contains(name)))
        continue;
    }
    out += field.whole;
  }
  if (!nodes_written) write_nodes();
  for (; initializer < initializers_.size(); ++initializer) {
    const Initializer& i = initializers_[initializer];
    if (dropped.contains(i.name)) continue;
    graph.add_message(5, i.own);
    if (model_.ir_version < kFreeInitializers) graph.add_message(11, border_message(i.name, i.own));
  }
  return out;
}

Result<std::string> ModelEditor::serialize() const {
  size_t added = embedded_bytes_;
  for (const Initializer& i : initializers_)
    if (i.added) added += i.own.size();
  if (bytes_.size() + added > kLargestFile) return fail(too_large());
  NPUSCOPE_TRY_ASSIGN(const std::string graph, graph_message());
  std::string out;
  protozero::pbf_writer model(out);
  bool graph_written = false;
  for (const WireField& field : fields_of(bytes_)) {
    if (field.key != kModelGraph) {
      out += field.whole;
    } else if (!graph_written) {
      model.add_message(7, view_of(graph));
      graph_written = true;
    }
  }
  if (out.size() > kLargestFile) return fail(too_large());
  return out;
}

}  // namespace npuscope
