// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "execute/model.h"
#include "execute/node_info.h"
#include "kernels/operator.h"

namespace npuscope {
namespace {

// More than any network for a microcontroller has in all its activations together. Keeps sums and
// float copies of a hostile file's tensors in bounds.
constexpr int64_t kMostElements = int64_t{1} << 28;

/// The memory that all results computed at load may take together. A file of few bytes can ask for
/// any number of large ones; what lies beyond is left to the execution, which frees each after its
/// last use.
class FoldingBudget {
 public:
  /// Whether `bytes` are left; if so, they are taken.
  bool take(int64_t bytes) {
    if (bytes > left_) return false;
    left_ -= bytes;
    return true;
  }

 private:
  int64_t left_ = int64_t{1} << 28;
};

/// How often a node may name inputs and outputs.
Status check_arity(const Node& node, const Operator& op) {
  const auto count = static_cast<int>(node.inputs.size());
  const bool fits = count >= op.min_inputs && (op.max_inputs < 0 || count <= op.max_inputs);
  if (fits && !node.outputs.empty() && node.outputs[0] != kNoValue) return {};
  return fail(bad_input("the node has the wrong number of inputs or outputs")
                  .expected(fmt::format(
                      "{} to {} inputs and at least one output", op.min_inputs,
                      op.max_inputs < 0 ? "any number of" : std::to_string(op.max_inputs)))
                  .found(fmt::format("{} inputs, {} outputs", count, node.outputs.size())));
}

/// `known`: by value, whether it is an input, a constant or the result of an earlier node.
Status check_inputs_known(const Graph& graph, const Node& node, const std::vector<bool>& known) {
  for (ValueId id : node.inputs) {
    if (id == kNoValue || (known[static_cast<size_t>(id)] && graph.value(id).shape)) continue;
    return fail(
        bad_input("the shape of '" + graph.value(id).name + "' is not known")
            .expected("an input with a shape, a constant, or the output of an earlier node"));
  }
  return {};
}

/// Dimensions below zero are not known.
bool agree(const Shape& stated, const Shape& inferred) {
  return std::ranges::equal(stated, inferred, [](int64_t s, int64_t i) { return s < 0 || s == i; });
}

Status check_size(const Value& value, const Shape& shape) {
  const auto count = checked_element_count(shape);
  if (count && *count <= kMostElements) return {};
  return fail(bad_input("'" + value.name + "' is too large")
                  .expected(fmt::format("at most {} elements", kMostElements))
                  .found(shape_text(shape)));
}

Status assign(Value& value, const TensorInfo& info) {
  NPUSCOPE_TRY(check_size(value, info.shape));
  if (value.shape && !agree(*value.shape, info.shape))
    return fail(bad_input("the file states another shape for '" + value.name + "'")
                    .expected(shape_text(info.shape))
                    .found(shape_text(*value.shape)));
  const ElementType type = value.quantization ? value.quantization->type : info.type;
  if (value.type != ElementType::kUndefined && value.type != type)
    return fail(bad_input("the file states another element type for '" + value.name + "'")
                    .expected(std::string(element_type_name(type)))
                    .found(std::string(element_type_name(value.type))));
  value.shape = info.shape;
  value.type = type;
  return {};
}

Status infer_node(Graph& graph, const Node& node, const Operator& op, std::vector<bool>& known) {
  NPUSCOPE_TRY(check_arity(node, op));
  NPUSCOPE_TRY(check_inputs_known(graph, node, known));
  const bool stored =
      is_quantize(node) || is_dequantize(node) || std::holds_alternative<StoredCodes>(op.quantized);
  const NodeInputs inputs(graph, node, stored ? stored_info : real_info);
  NPUSCOPE_TRY_ASSIGN(const auto infos, op.infer(node, inputs.infos()));
  for (size_t i = 0; i < node.outputs.size(); ++i) {
    if (node.outputs[i] == kNoValue) continue;
    if (i >= infos.size())
      return fail(bad_input("the node has too many outputs")
                      .expected(fmt::format("at most {}", infos.size()))
                      .found(std::to_string(node.outputs.size())));
    NPUSCOPE_TRY(assign(graph.value(node.outputs[i]), infos[i]));
    known[static_cast<size_t>(node.outputs[i])] = true;
  }
  return {};
}

bool is_shape_only(const Node& node) {
  return node.domain.empty() && (node.op_type == "Shape" || node.op_type == "Size");
}

/// Whether the node's results follow from what the file says. Quantized constants stay codes.
bool is_constant(const Graph& graph, const Node& node) {
  if (is_quantize(node) || is_dequantize(node)) return false;
  const auto quantized = [&](ValueId id) {
    return id != kNoValue && graph.value(id).quantization.has_value();
  };
  if (std::ranges::any_of(node.outputs, quantized)) return false;
  if (is_shape_only(node)) return true;
  return std::ranges::all_of(node.inputs, [&](ValueId id) {
    return id == kNoValue || (graph.value(id).constant && !quantized(id));
  });
}

/// What the node's results take in memory.
int64_t result_bytes(const Graph& graph, const Node& node) {
  int64_t bytes = 0;
  for (const ValueId id : node.outputs) {
    if (id == kNoValue) continue;
    const Value& value = graph.value(id);
    bytes += element_count(*value.shape) * std::max<int64_t>(1, element_size(value.type));
  }
  return bytes;
}

Status compute(Graph& graph, const Node& node, const Operator& op) {
  std::vector<Tensor> stand_ins(node.inputs.size());
  std::vector<const Tensor*> inputs;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    const ValueId id = node.inputs[i];
    if (id == kNoValue) {
      inputs.push_back(nullptr);
    } else if (const Value& value = graph.value(id); value.constant) {
      inputs.push_back(&*value.constant);
    } else {
      // Shape and Size look at nothing but the shape.
      stand_ins[i] = Tensor::view(value.type, *value.shape, {}, nullptr);
      inputs.push_back(&stand_ins[i]);
    }
  }
  NPUSCOPE_TRY_ASSIGN(auto outputs, op.run(node, inputs));
  for (size_t i = 0; i < node.outputs.size() && i < outputs.size(); ++i)
    if (node.outputs[i] != kNoValue) graph.value(node.outputs[i]).constant = std::move(outputs[i]);
  return {};
}

}  // namespace

Status place_constants(Graph& graph) {
  const auto is_constant_node = [](const Node& node) {
    return node.op_type == "Constant" && node.domain.empty() && node.inputs.empty() &&
           node.outputs.size() == 1 && node.outputs[0] != kNoValue;
  };
  const auto is_copy = [&](const Node& node) {
    return node.op_type == "Identity" && node.domain.empty() && node.inputs.size() == 1 &&
           node.inputs[0] != kNoValue && graph.value(node.inputs[0]).constant &&
           node.outputs.size() == 1 && node.outputs[0] != kNoValue;
  };
  std::vector<Node> kept;
  for (Node& node : graph.nodes) {
    if (!is_constant_node(node) && !is_copy(node)) {
      kept.push_back(std::move(node));
      continue;
    }
    const Operator& op = *find_operator(node.op_type, node.domain);
    if (auto status = compute(graph, node, op); !status)
      return fail(std::move(status).error().in(node.text()));
    Value& value = graph.value(node.outputs[0]);
    value.type = value.constant->type();
    value.shape = value.constant->shape();
  }
  graph.nodes = std::move(kept);
  return {};
}

Status infer_shapes(Graph& graph) {
  NPUSCOPE_TRY(check_operators(graph));
  std::vector<bool> known(graph.values.size());
  for (ValueId id : graph.inputs) {
    known[static_cast<size_t>(id)] = true;
    const Value& input = graph.value(id);
    NPUSCOPE_TRY(check_size(input, input.shape.value_or(Shape())));
  }
  for (size_t v = 0; v < graph.values.size(); ++v) {
    Value& value = graph.values[v];
    if (!value.constant) continue;
    value.shape = value.constant->shape();
    value.type = value.constant->type();
    NPUSCOPE_TRY(check_size(value, *value.shape));
    known[v] = true;
  }
  std::vector<Node> kept;
  FoldingBudget budget;
  for (Node& node : graph.nodes) {
    const Operator& op = *find_operator(node.op_type, node.domain);
    Status status = infer_node(graph, node, op, known);
    const bool constant =
        status && is_constant(graph, node) && budget.take(result_bytes(graph, node));
    if (constant) status = compute(graph, node, op);
    if (!status) return fail(std::move(status).error().in(node.text()));
    if (!constant) kept.push_back(std::move(node));
  }
  graph.nodes = std::move(kept);
  for (ValueId id : graph.outputs)
    if (!known[static_cast<size_t>(id)])
      return fail(bad_input("nothing computes the output '" + graph.value(id).name + "'"));
  return {};
}

}  // namespace npuscope
