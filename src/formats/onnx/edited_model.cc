// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <protozero/pbf_writer.hpp>
#include <queue>

#include "formats/onnx/model_editor.h"

namespace npuscope {
namespace {

// Fields of onnx.proto.
constexpr uint32_t kModelGraph = bytes_field(7);
constexpr uint32_t kGraphNode = bytes_field(1), kGraphInitializer = bytes_field(5),
                   kGraphInput = bytes_field(11), kGraphValueInfo = bytes_field(13);
constexpr uint32_t kNodeInput = bytes_field(1), kNodeOutput = bytes_field(2),
                   kNodeName = bytes_field(3);
constexpr uint32_t kValueInfoName = bytes_field(1);

/// The first IR version whose initializers need not be inputs of the graph as well.
constexpr int64_t kFreeInitializers = 4;

protozero::data_view view_of(std::string_view text) { return {text.data(), text.size()}; }

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

}  // namespace

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

Result<ModelEditor::Survivors> ModelEditor::survivors() const {
  Survivors survivors;
  NPUSCOPE_TRY_SET(survivors.nodes, sorted(alive()));
  std::set<std::string> read = outputs_;
  for (const NodeId id : survivors.nodes) {
    read.insert(node(id).inputs.begin(), node(id).inputs.end());
    survivors.computed.insert(node(id).outputs.begin(), node(id).outputs.end());
  }
  for (const Initializer& i : initializers_)
    if ((i.added || read_before_.contains(i.name)) && !read.contains(i.name))
      survivors.lost.insert(i.name);
  return survivors;
}

/// Whether a field of the graph states something of a tensor that is gone or changed.
bool ModelEditor::goes(const WireField& field, const Survivors& survivors) const {
  if (field.key != kGraphInput && field.key != kGraphValueInfo) return false;
  const std::string name = text_field(field.content, kValueInfoName);
  if (field.key == kGraphInput) return survivors.lost.contains(name);
  return forgotten_.contains(name) || survivors.lost.contains(name) ||
         (computed_before_.contains(name) && !survivors.computed.contains(name));
}

Status ModelEditor::write_initializer(const Initializer& initializer, const Survivors& survivors,
                                      std::string& out) const {
  if (survivors.lost.contains(initializer.name)) return {};
  const std::string_view message =
      initializer.own.empty() ? initializer.original : std::string_view(initializer.own);
  if (out.size() + message.size() > kLargestFile) return fail(too_large());
  protozero::pbf_writer graph(out);
  graph.add_message(5, view_of(message));
  if (initializer.added && model_.ir_version < kFreeInitializers)
    graph.add_message(11, border_message(initializer.name, message));
  return {};
}

Result<std::string> ModelEditor::graph_message() const {
  NPUSCOPE_TRY_ASSIGN(const Survivors survivors, this->survivors());
  std::string out;
  protozero::pbf_writer graph(out);
  bool nodes_written = false;
  const auto write_nodes = [&] {
    if (nodes_written) return;
    for (const NodeId id : survivors.nodes) graph.add_message(1, message_of(nodes_[id]));
    nodes_written = true;
  };
  size_t initializer = 0;
  for (const WireField& field : graph_fields_) {
    if (field.key == kGraphNode)
      write_nodes();
    else if (field.key == kGraphInitializer)
      NPUSCOPE_TRY(write_initializer(initializers_[initializer++], survivors, out));
    else if (!goes(field, survivors))
      out += field.whole;
  }
  write_nodes();
  for (; initializer < initializers_.size(); ++initializer)
    NPUSCOPE_TRY(write_initializer(initializers_[initializer], survivors, out));
  return out;
}

Result<std::string> ModelEditor::serialize() const {
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
