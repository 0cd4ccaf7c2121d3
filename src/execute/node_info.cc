// SPDX-License-Identifier: Apache-2.0
#include "execute/node_info.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace npuscope {

Status check_operators(const Graph& graph) {
  std::set<std::string> unknown;
  for (const Node& node : graph.nodes) {
    if (node.op_type.empty())
      return fail(bad_input("the node has no operator")
                      .expected("an op_type, such as Conv")
                      .in("node '" + node.name + "'"));
  }
  for (const Node& node : graph.nodes)
    if (find_operator(node.op_type, node.domain) == nullptr)
      unknown.insert(node.domain.empty() ? node.op_type : node.domain + "." + node.op_type);
  if (unknown.empty()) return {};
  return fail(bad_input(fmt::format("the network uses operators that npuscope does not execute: {}",
                                    fmt::join(unknown, ", "))));
}

TensorInfo stored_info(const Value& value) {
  return {value.type, value.shape.value_or(Shape{}), value.constant ? &*value.constant : nullptr};
}

TensorInfo real_info(const Value& value) {
  if (!value.quantization) return stored_info(value);
  return {value.real_type, value.shape.value_or(Shape{}), nullptr};
}

NodeInputs::NodeInputs(const Graph& graph, const Node& node, Describe describe) {
  storage_.reserve(node.inputs.size());
  for (ValueId id : node.inputs) {
    if (id == kNoValue) {
      pointers_.push_back(nullptr);
      continue;
    }
    storage_.push_back(describe(graph.value(id)));
    pointers_.push_back(&storage_.back());
  }
}

Result<SumGeometry> sum_geometry(const Graph& graph, const Node& node, const IntegerSum& sum) {
  const NodeInputs inputs(graph, node, real_info);
  return sum.geometry(node, inputs.infos(), real_info(graph.value(node.outputs[0])));
}

}  // namespace npuscope
