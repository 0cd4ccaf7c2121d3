// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <queue>

#include "graph/graph.h"

namespace npuscope {
namespace {

/// The names of at most five nodes that were never ready: those on a cycle or behind one.
std::string stuck_nodes(const Graph& graph, const std::vector<int>& missing) {
  constexpr int kShown = 5;
  std::string names;
  int count = 0;
  for (size_t n = 0; n < missing.size(); ++n) {
    if (missing[n] == 0 || ++count > kShown) continue;
    names += (names.empty() ? "" : ", ") + graph.nodes[n].text();
  }
  return count > kShown ? names + " …" : names;
}

}  // namespace

Status sort_topologically(Graph& graph) {
  const auto producers = producers_of(graph);
  const auto consumers = consumers_of(graph);
  std::vector<int> missing(graph.nodes.size(), 0);  // inputs that are not computed yet
  for (size_t v = 0; v < consumers.size(); ++v)
    if (producers[v] >= 0)
      for (int reader : consumers[v]) ++missing[static_cast<size_t>(reader)];

  // The smallest index first keeps an order that is already right.
  std::priority_queue<int, std::vector<int>, std::greater<>> ready;
  for (size_t n = 0; n < missing.size(); ++n)
    if (missing[n] == 0) ready.push(static_cast<int>(n));
  std::vector<Node> sorted;
  while (!ready.empty()) {
    const auto n = static_cast<size_t>(ready.top());
    ready.pop();
    for (ValueId id : graph.nodes[n].outputs) {
      if (id == kNoValue) continue;
      for (int reader : consumers[static_cast<size_t>(id)])
        if (--missing[static_cast<size_t>(reader)] == 0) ready.push(reader);
    }
    sorted.push_back(graph.nodes[n]);
  }
  if (sorted.size() != graph.nodes.size())
    return fail(bad_input("the network contains a cycle")
                    .expected("an order in which each node follows what it reads")
                    .found(stuck_nodes(graph, missing)));
  graph.nodes = std::move(sorted);
  return {};
}

void remove_unused(Graph& graph) {
  const auto producers = producers_of(graph);
  std::vector<bool> value_used(graph.values.size(), false);
  std::vector<bool> node_used(graph.nodes.size(), false);
  std::vector<ValueId> pending = graph.outputs;
  while (!pending.empty()) {
    const ValueId id = pending.back();
    pending.pop_back();
    if (id == kNoValue || value_used[static_cast<size_t>(id)]) continue;
    value_used[static_cast<size_t>(id)] = true;
    const int producer = producers[static_cast<size_t>(id)];
    if (producer < 0 || node_used[static_cast<size_t>(producer)]) continue;
    node_used[static_cast<size_t>(producer)] = true;
    const Node& node = graph.nodes[static_cast<size_t>(producer)];
    pending.insert(pending.end(), node.inputs.begin(), node.inputs.end());
    for (ValueId output : node.outputs)  // outputs that nobody reads keep their names
      if (output != kNoValue) value_used[static_cast<size_t>(output)] = true;
  }
  for (ValueId id : graph.inputs) value_used[static_cast<size_t>(id)] = true;

  std::vector<ValueId> renumbered(graph.values.size(), kNoValue);
  std::vector<Value> values;
  for (size_t v = 0; v < graph.values.size(); ++v) {
    if (!value_used[v]) continue;
    renumbered[v] = static_cast<ValueId>(values.size());
    values.push_back(std::move(graph.values[v]));
  }
  graph.values = std::move(values);
  auto renumber = [&](std::vector<ValueId>& ids) {
    for (ValueId& id : ids)
      if (id != kNoValue) id = renumbered[static_cast<size_t>(id)];
  };
  std::vector<Node> nodes;
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    if (!node_used[n]) continue;
    renumber(graph.nodes[n].inputs);
    renumber(graph.nodes[n].outputs);
    nodes.push_back(std::move(graph.nodes[n]));
  }
  graph.nodes = std::move(nodes);
  renumber(graph.inputs);
  renumber(graph.outputs);
}

}  // namespace npuscope
