// SPDX-License-Identifier: Apache-2.0
#include "build/build_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "build/assemble_parts.h"
#include "build/oe_tensors.h"
#include "build/source_values.h"

namespace npuscope {
namespace {

/// "Dequantize_11_out_0" of the edge "Dequantize_11_out_0_FLOAT__1_8_128_128__".
std::string_view tensor_of_edge(std::string_view edge) {
  constexpr std::array<std::string_view, 7> kTypes = {
      "_FLOAT__", "_INT8__", "_UINT8__", "_INT16__", "_INT32__", "_INT64__", "_BOOL__"};
  for (const std::string_view type : kTypes)
    if (const size_t at = edge.rfind(type); at != std::string_view::npos) return edge.substr(0, at);
  return edge;
}

/// What a c_info.json says of each buffer: names of the tensors that flow through it, and into the
/// node that writes it.
class Edges {
 public:
  explicit Edges(const Artefact<CInfo>* file) {
    if (file == nullptr) return;
    const CInfo& info = file->content;
    for (size_t i = 0; i < info.buffers.size() && i < info.buffer_ids.size(); ++i)
      ids_.emplace(info.buffers[i].name, info.buffer_ids[i]);
    for (const CInfoNode& node : info.nodes) add_node(node);
    for (const CInfoEdge& edge : info.edges) {
      if (edge.buffer && *edge.buffer != 0) of_buffer_.emplace(*edge.buffer, &edge);
      into_node_.emplace(edge.to_node, &edge);
      if (const auto node = nodes_.find(edge.from_node); node != nodes_.end())
        makers_.emplace(tensor_of_edge(edge.name), node->second);
    }
  }

  /// Of the buffer itself.
  [[nodiscard]] std::vector<std::string_view> through(const std::string& buffer) const {
    std::vector<std::string_view> names;
    for_each(buffer, [&](const CInfoEdge& edge) { names.push_back(tensor_of_edge(edge.name)); });
    return names;
  }

  /// Into the node that writes it.
  [[nodiscard]] std::vector<std::string_view> before(const std::string& buffer) const {
    std::vector<std::string_view> names;
    for_each(buffer, [&](const CInfoEdge& edge) {
      const auto [first, last] = into_node_.equal_range(edge.from_node);
      for (auto it = first; it != last; ++it) names.push_back(tensor_of_edge(it->second->name));
    });
    return names;
  }

  /// The node of the compiled graph that makes a tensor: "Conv2D_9_off_bias_6", which writes what
  /// the OE graph calls "Dequantize_11_out_0". Empty where no edge carries the tensor.
  [[nodiscard]] std::string_view maker_of(const std::string& tensor) const {
    const auto maker = makers_.find(tensor);
    return maker == makers_.end() ? std::string_view() : maker->second;
  }

 private:
  void add_node(const CInfoNode& node) {
    nodes_.emplace(node.id, node.name);
    for (const CInfoNode& inner : node.inner) add_node(inner);
  }

  template <class F>
  void for_each(const std::string& buffer, F&& f) const {
    const auto id = ids_.find(buffer);
    if (id == ids_.end()) return;
    const auto [first, last] = of_buffer_.equal_range(id->second);
    for (auto it = first; it != last; ++it) f(*it->second);
  }

  std::map<std::string, int64_t> ids_;
  std::multimap<int64_t, const CInfoEdge*> of_buffer_, into_node_;
  std::map<int64_t, std::string_view> nodes_;
  std::map<std::string_view, std::string_view, std::less<>> makers_;
};

/// The tensor that a buffer holds, of those that `names` may mean: the first that agrees with it.
std::string agreeing(const BuildBuffer& buffer, const OeTensors& tensors,
                     const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    std::string tensor = tensors.tensor_of(oe_stem(name));
    if (!tensor.empty() && tensors.agrees(buffer, tensor)) return tensor;
  }
  return "";
}

/// A re-coded copy is named after the node that reads it, and holds what that node's input is.
std::string held_tensor(const BuildBuffer& buffer, const OeTensors& tensors, const Edges& edges) {
  const std::string& name = buffer.buffer.name;
  if (buffer.recoded) return agreeing(buffer, tensors, edges.before(name));
  std::string tensor = agreeing(buffer, tensors, edges.through(name));
  return tensor.empty() ? agreeing(buffer, tensors, {name}) : tensor;
}

class SourceResolver {
 public:
  SourceResolver(const OeTensors& tensors, const Edges& edges, const SourceValues& source)
      : tensors_(tensors), edges_(edges), source_(source), file_(tensors.quantization()) {}

  /// By the names of the node that makes the tensor, or of the node that it is a copy of.
  [[nodiscard]] std::string source_name(std::string tensor) const {
    constexpr int kLongestChain = 16;
    for (int i = 0; i < kLongestChain && !tensor.empty(); ++i) {
      std::string name = own_name(tensor);
      if (!name.empty()) return name;
      std::string origin = tensors_.copied_from(tensor);
      tensor = origin.empty() ? made_as(tensor) : std::move(origin);
    }
    return "";
  }

 private:
  /// Without the OE model: the output of the node that the compiled graph has in the place of the
  /// tensor's own, where it is of the same codes; another tensor than this one.
  [[nodiscard]] std::string made_as(const std::string& tensor) const {
    const std::string_view maker = edges_.maker_of(tensor);
    std::string other = tensors_.tensor_of(maker.substr(0, maker.find("_off_bias_")));
    return other != tensor && tensors_.same_codes(tensor, other) ? other : "";
  }

  [[nodiscard]] std::string own_name(const std::string& tensor) const {
    if (file_ == nullptr) return "";
    const QuantJson& json = file_->content;
    const auto inputs = json.input_tensors();
    const auto port = std::ranges::find(inputs, tensor);
    if (const auto i = static_cast<size_t>(port - inputs.begin()); i < json.original_inputs.size())
      return source_.find(json.original_inputs[i].name);
    // Files of 2.0 do not name the source model's inputs.
    if (port != inputs.end() && inputs.size() == source_.inputs().size())
      return source_.inputs()[static_cast<size_t>(port - inputs.begin())];
    return source_.of_node(json, oe_node_of(tensor));
  }

  const OeTensors& tensors_;
  const Edges& edges_;
  const SourceValues& source_;
  const Artefact<QuantJson>* file_;
};

NameResolution resolution(const Artefact<QuantJson>* file, const SourceValues& source) {
  NameResolution result;
  if (file == nullptr) return result;
  result.quant_json = file->label;
  std::set<std::string> names;
  for (const auto& [node, list] : file->content.nodes) names.insert(list.begin(), list.end());
  names.erase(std::string(kMadeUpByFrontEnd));
  result.named = static_cast<int64_t>(names.size());
  if (!source.known()) return result;
  for (const std::string& name : names)
    if (source.find(name).empty()) result.unresolved.push_back(name);
  result.resolved = result.named - static_cast<int64_t>(result.unresolved.size());
  return result;
}

}  // namespace

NameResolution resolve_names(Build& build, const Graph* source) {
  const OeTensors tensors(build);
  const Edges edges(described_buffers(build.files));
  const SourceValues names(source);
  const SourceResolver resolver(tensors, edges, names);
  for (BuildBuffer& buffer : build.buffers) {
    if (buffer.buffer.parameter) continue;
    buffer.oe_tensor = held_tensor(buffer, tensors, edges);
    buffer.source_name = resolver.source_name(buffer.oe_tensor);
    // The edge's name may be of a copy that the front end made up, the buffer's that of the node.
    if (buffer.source_name.empty() && !buffer.recoded && !buffer.oe_tensor.empty())
      buffer.source_name = resolver.source_name(agreeing(buffer, tensors, {buffer.buffer.name}));
  }
  return resolution(tensors.quantization(), names);
}

}  // namespace npuscope
