// SPDX-License-Identifier: Apache-2.0
#include "formats/st/c_info_parts.h"

namespace npuscope {
namespace {

/// "Conv" of `type: "Conv"` (3.0) or `description: "Node kind=Conv"` (2.x).
std::string kind_of(const Json& node) {
  constexpr std::string_view kKind = "Node kind=";
  if (const auto type = find_string(node, "type")) return *type;
  std::string description = find_string(node, "description").value_or("");
  if (description.starts_with(kKind)) description.erase(0, kKind.size());
  return description;
}

/// Nesting is bounded by parse_json().
CInfoNode read_node(const Json& json) {
  CInfoNode node;
  node.id = find_integer(json, "id").value_or(0);
  node.name = find_string(json, "name").value_or("");
  node.mapping = find_string(json, "mapping").value_or("");
  node.kind = kind_of(json);
  if (const Json* attributes = find(json, "attributes"))
    node.hw_unit = find_string(*attributes, "HWUnit").value_or("");
  node.inputs = find_integers(json, "inputs").value_or(std::vector<int64_t>{});
  node.outputs = find_integers(json, "outputs").value_or(std::vector<int64_t>{});
  for (const Json& inner : find_array(json, "subgraph_nodes"))
    node.inner.push_back(read_node(inner));
  return node;
}

CInfoEdge read_edge(const Json& json) {
  const auto node_at = [&](const char* key) {
    const Json* end = find(json, key);
    return end ? find_integer(*end, "node_id").value_or(0) : 0;
  };
  CInfoEdge edge;
  edge.name = find_string(json, "name").value_or("");
  edge.kind = find_string(json, "edge_kind").value_or("");
  if (const auto buffer = find_integer(json, "buffer"); buffer && *buffer != 0)
    edge.buffer = buffer;
  edge.from_node = node_at("start");
  edge.to_node = node_at("end");
  return edge;
}

}  // namespace

void read_c_info_graph(const Json& graph, CInfo& info) {
  for (const Json& node : find_array(graph, "nodes")) info.nodes.push_back(read_node(node));
  for (const Json& edge : find_array(graph, "edges")) info.edges.push_back(read_edge(edge));
}

void read_c_info_blobs(const Json& file, CInfo& info) {
  for (const Json& json : find_array(file, "ec_blobs_info"))
    info.blobs.push_back({.name = find_string(json, "name").value_or(""),
                          .nodes = find_integers(json, "nodes_id").value_or(std::vector<int64_t>{}),
                          .encrypted = find_bool(json, "encrypted").value_or(false)});
}

}  // namespace npuscope
