// SPDX-License-Identifier: Apache-2.0
#include "execute/runtime_fusion.h"

#include <algorithm>

#include "execute/arithmetic.h"
#include "execute/node_quantization.h"
#include "execute/runtime_nodes.h"

namespace npuscope {
namespace {

constexpr int32_t kShift = 128;

bool is_product(const Node& node) {
  return node.op_type == "Conv" || node.op_type == "Gemm" || node.op_type == "MatMul";
}

size_t reader_count(const Graph& graph, ValueId id) {
  size_t count = 0;
  for (const Node& node : graph.nodes)
    count += static_cast<size_t>(std::ranges::count(node.inputs, id));
  return count;
}

bool contains(const std::vector<ValueId>& values, ValueId id) {
  return std::ranges::find(values, id) != values.end();
}

/// Whether the codes leave the network: themselves, or under the name that an Identity gives them.
bool is_output(const Graph& graph, ValueId id) {
  return contains(graph.outputs, id) || std::ranges::any_of(graph.nodes, [&](const Node& node) {
           return node.op_type == "Identity" && node.inputs[0] == id &&
                  contains(graph.outputs, node.outputs[0]) &&
                  graph.value(node.outputs[0]).quantization == graph.value(id).quantization;
         });
}

const Node* maker_of(const Graph& graph, ValueId id) {
  const auto made = std::ranges::find_if(
      graph.nodes, [id](const Node& node) { return contains(node.outputs, id); });
  return made != graph.nodes.end() ? &*made : nullptr;
}

/// Whether the file dequantizes the codes for their readers. It does not in the QOperator format,
/// whose operators read codes: then the value has no name but that of its codes. Codes that are
/// moved as they are come as those that they are made of.
bool is_dequantized(const Graph& graph, ValueId id) {
  const Value& value = graph.value(id);
  if (!value.aliases.empty()) return true;
  const Node* maker = maker_of(graph, id);
  const Operator* op = maker != nullptr ? find_operator(maker->op_type, maker->domain) : nullptr;
  const bool moved = op != nullptr && !maker->inputs.empty() && maker->inputs[0] != kNoValue &&
                     graph.value(maker->inputs[0]).quantization &&
                     moves_unchanged(graph, *maker, *op);
  return moved && is_dequantized(graph, maker->inputs[0]);
}

/// Whether a QuantizeLinear makes the codes and a single DequantizeLinear reads them: the library
/// gives each reader its own.
bool has_one_reader(const Graph& graph, ValueId id) {
  return !graph.value(id).constant && !contains(graph.inputs, id) && !is_output(graph, id) &&
         reader_count(graph, id) == 1;
}

/// What the library holds codes as.
ElementType computed_type(const RuntimeRules& rules, const Graph& graph, ValueId id) {
  const ElementType type = graph.value(id).type;
  const bool becomes_unsigned = rules.prefers_unsigned() && type == ElementType::kInt8 &&
                                is_dequantized(graph, id) && has_one_reader(graph, id);
  return becomes_unsigned ? ElementType::kUint8 : type;
}

/// The values whose types must agree: those of a product are its input and its result.
std::vector<ValueId> activations_of(const Node& node) {
  std::vector<ValueId> values = {node.outputs[0]};
  for (size_t i = 0; i < (is_product(node) ? 1 : node.inputs.size()); ++i)
    if (node.inputs[i] != kNoValue) values.push_back(node.inputs[i]);
  return values;
}

/// Products of int8 are fused where the library leaves int8 as it is, and with weights of int8; a
/// Gemm everywhere.
bool fuses_type(const RuntimeRules& rules, const Graph& graph, const Node& node, ElementType type) {
  if (type != ElementType::kInt8 || !is_product(node)) return true;
  return graph.value(node.inputs[1]).type == ElementType::kInt8 &&
         (node.op_type == "Gemm" || !rules.prefers_unsigned());
}

bool has_all_codes(const Graph& graph, const Node& node) {
  const Quantization& to = quantization_of(graph, node.outputs[0]);
  const IntegerRange all = *integer_range(to.type), left = output_range(node, to);
  return left.low == all.low && left.high == all.high;
}

}  // namespace

bool has_byte_codes(const Graph& graph, const Node& node) {
  const auto fits = [&](ValueId id, bool bias) {
    if (id == kNoValue || !graph.value(id).quantization) return true;
    const Value& value = graph.value(id);
    if (bias) return element_size(value.type) <= 4;
    return is_byte_code(value.type) && (value.constant || !value.quantization->per_channel());
  };
  for (size_t i = 0; i < node.inputs.size(); ++i)
    if (!fits(node.inputs[i], i == 2)) return false;
  return std::ranges::all_of(node.outputs, [&](ValueId id) { return fits(id, false); });
}

Fusion fusion_of(const RuntimeRules& rules, const Graph& graph, const Node& node) {
  const auto quantized = [&](ValueId id) {
    return id == kNoValue || graph.value(id).quantization.has_value();
  };
  if (!std::ranges::all_of(node.inputs, quantized) || !quantized(node.outputs[0]) ||
      !has_byte_codes(graph, node) || !has_all_codes(graph, node))
    return {.fused = false};
  if (!is_dequantized(graph, node.inputs[0])) return {};  // one node in the file itself
  const ElementType type = computed_type(rules, graph, node.outputs[0]);
  const std::vector<ValueId> activations = activations_of(node);
  const bool agree = std::ranges::all_of(
      activations, [&](ValueId id) { return computed_type(rules, graph, id) == type; });
  const bool shifted = graph.value(node.outputs[0]).type != type;
  return {.fused = agree && fuses_type(rules, graph, node, type), .shift = shifted ? kShift : 0};
}

}  // namespace npuscope
