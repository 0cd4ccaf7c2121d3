// SPDX-License-Identifier: Apache-2.0
#include "graph/graph.h"

#include <algorithm>

namespace npuscope {
namespace {

template <class T>
const T* attribute(const Node& node, std::string_view key) {
  const auto found = node.attributes.find(key);
  return found == node.attributes.end() ? nullptr : std::get_if<T>(&found->second);
}

}  // namespace

int64_t Node::int_attribute(std::string_view key, int64_t otherwise) const {
  const auto* value = attribute<int64_t>(*this, key);
  return value ? *value : otherwise;
}

float Node::float_attribute(std::string_view key, float otherwise) const {
  const auto* value = attribute<float>(*this, key);
  return value ? *value : otherwise;
}

std::string Node::string_attribute(std::string_view key, std::string_view otherwise) const {
  const auto* value = attribute<std::string>(*this, key);
  return value ? *value : std::string(otherwise);
}

std::vector<int64_t> Node::ints_attribute(std::string_view key) const {
  const auto* value = attribute<std::vector<int64_t>>(*this, key);
  return value ? *value : std::vector<int64_t>();
}

ValueId Graph::find_value(std::string_view name_or_alias) const {
  for (size_t i = 0; i < values.size(); ++i)
    if (values[i].name == name_or_alias) return static_cast<ValueId>(i);
  for (size_t i = 0; i < values.size(); ++i)
    if (std::ranges::find(values[i].aliases, name_or_alias) != values[i].aliases.end())
      return static_cast<ValueId>(i);
  return kNoValue;
}

ValueId Graph::add_value(Value value) {
  values.push_back(std::move(value));
  return static_cast<ValueId>(values.size() - 1);
}

std::vector<int> producers_of(const Graph& graph) {
  std::vector<int> producers(graph.values.size(), -1);
  for (size_t n = 0; n < graph.nodes.size(); ++n)
    for (ValueId id : graph.nodes[n].outputs)
      if (id != kNoValue) producers[static_cast<size_t>(id)] = static_cast<int>(n);
  return producers;
}

std::vector<std::vector<int>> consumers_of(const Graph& graph) {
  std::vector<std::vector<int>> consumers(graph.values.size());
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    for (ValueId id : graph.nodes[n].inputs) {
      if (id == kNoValue) continue;
      auto& readers = consumers[static_cast<size_t>(id)];
      if (readers.empty() || readers.back() != static_cast<int>(n))
        readers.push_back(static_cast<int>(n));
    }
  }
  return consumers;
}

bool is_known_domain(std::string_view domain) {
  return domain.empty() || domain == kMicrosoftDomain;
}

bool is_quantize(const Node& node) {
  return node.op_type == "QuantizeLinear" && is_known_domain(node.domain);
}
bool is_dequantize(const Node& node) {
  return node.op_type == "DequantizeLinear" && is_known_domain(node.domain);
}

std::optional<Quantization> input_quantization(const Graph& graph, ValueId input) {
  if (const auto& own = graph.value(input).quantization) return own;
  for (const Node& node : graph.nodes)
    if (is_quantize(node) && node.inputs[0] == input)
      if (const auto& made = graph.value(node.outputs[0]).quantization) return made;
  return std::nullopt;
}

ValueId codes_behind(const Graph& graph, ValueId id) {
  const int node = producers_of(graph)[static_cast<size_t>(id)];
  return codes_behind(id, node < 0 ? nullptr : &graph.nodes[static_cast<size_t>(node)]);
}

}  // namespace npuscope
