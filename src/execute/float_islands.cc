// SPDX-License-Identifier: Apache-2.0
#include "execute/float_islands.h"

#include <algorithm>

namespace npuscope {
namespace {

/// Why the tensors around the node leave it no codes to compute on; empty when they do not.
std::string reason_in_tensors(const Graph& graph, const Node& node, const Operator& op) {
  const Value& output = graph.value(node.outputs[0]);
  const auto is_float_number = [&](ValueId id) {
    return id != kNoValue && !graph.value(id).quantization && is_float(graph.value(id).type);
  };
  for (const ValueId id : node.inputs)
    if (is_float_number(id) && !graph.value(id).constant)
      return "its input '" + graph.value(id).name + "' is float";
  if (!output.quantization) return "its output '" + output.name + "' is not quantized";
  if (is_float_only(op, node)) return "the operator has no integer form";
  if (computes_on_codes(graph, node, op)) return {};
  const auto constant = std::ranges::find_if(node.inputs, is_float_number);
  if (constant == node.inputs.end()) return "none of its inputs is quantized";
  return "its constant '" + graph.value(*constant).name + "' is float";
}

Result<std::string> reason_for_float(const Graph& graph, const Node& node,
                                     const Arithmetic& arithmetic) {
  const Operator* op = find_operator(node.op_type, node.domain);
  if (op == nullptr || is_quantize(node) || is_dequantize(node) ||
      std::holds_alternative<StoredCodes>(op->quantized))
    return std::string();
  const Value& output = graph.value(node.outputs[0]);
  if (!is_float(output.type) && !output.quantization) return std::string();  // shapes and indices
  if (std::string reason = reason_in_tensors(graph, node, *op); !reason.empty()) return reason;
  auto lowering = arithmetic.lower(graph, node, *op);
  if (!lowering) return fail(std::move(lowering).error().in(node.text()));
  const auto* in_float = std::get_if<FloatLowering>(&lowering->lowering);
  return in_float != nullptr ? std::string(in_float->reason) : std::string();
}

}  // namespace

Result<std::vector<FloatIsland>> find_float_islands(const Graph& graph,
                                                    const Arithmetic& arithmetic) {
  std::vector<FloatIsland> islands;
  const bool quantized = std::ranges::any_of(
      graph.values, [](const Value& v) { return v.quantization && !v.constant; });
  if (!quantized) return islands;
  for (const Node& node : graph.nodes) {
    NPUSCOPE_TRY_ASSIGN(std::string reason, reason_for_float(graph, node, arithmetic));
    if (!reason.empty()) islands.push_back({node.text(), std::move(reason)});
  }
  return islands;
}

}  // namespace npuscope
