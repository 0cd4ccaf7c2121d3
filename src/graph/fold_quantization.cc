// SPDX-License-Identifier: Apache-2.0
#include "graph/fold_quantization.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "graph/constant_copies.h"
#include "graph/quantize_nodes.h"

namespace npuscope {
namespace {

constexpr std::array kShapeOnly = {"Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze"};
/// Operators whose rounding can wait until after a Relu or Clip behind them.
constexpr std::array kClampable = {"Conv",
                                   "Gemm",
                                   "MatMul",
                                   "Add",
                                   "Sub",
                                   "Mul",
                                   "Div",
                                   "AveragePool",
                                   "GlobalAveragePool",
                                   "ReduceMean",
                                   "BatchNormalization"};

template <class List>
bool contains(const List& list, const std::string& text) {
  return std::ranges::find(list, text) != list.end();
}

bool moves_elements_only(const Node& node) {
  return node.domain.empty() && contains(kShapeOnly, node.op_type);
}

/// Codes moved as they are; the difference in quantization of input and output says the rest.
void become_identity(Node& node) {
  node.op_type = "Identity";
  node.domain.clear();
  node.inputs.resize(1);
  node.attributes.clear();
}

/// Rewrites the graph node by node; indices stay valid because nodes are only marked dead.
class Folder {
 public:
  explicit Folder(Graph& graph)
      : graph_(graph),
        producers_(producers_of(graph)),
        consumers_(consumers_of(graph)),
        replacement_(graph.values.size()),
        stated_(graph.values.size()),
        opaque_(graph.values.size(), false),
        dead_(graph.nodes.size(), false) {
    for (size_t v = 0; v < replacement_.size(); ++v) replacement_[v] = static_cast<ValueId>(v);
  }

  Status fold() {
    for (const Node& node : graph_.nodes)
      if (is_quantize(node) || is_dequantize(node)) NPUSCOPE_TRY(mark_opaque(node));
    for (size_t n = 0; n < graph_.nodes.size(); ++n)
      if (is_dequantize(graph_.nodes[n])) NPUSCOPE_TRY(mark_codes(graph_.nodes[n]));
    for (size_t n = 0; n < graph_.nodes.size(); ++n)
      if (is_quantize(graph_.nodes[n])) NPUSCOPE_TRY(fold_quantize(n));
    for (size_t n = 0; n < graph_.nodes.size(); ++n)
      if (is_dequantize(graph_.nodes[n])) NPUSCOPE_TRY(fold_dequantize(n));
    apply();
    carry_codes_through_shape_changes();
    remove_dead_nodes();
    return {};
  }

 private:
  /// Codes stay plain numbers for all where the parameters of one node are such that no
  /// Quantization can say them, or where two nodes say that the same codes stand for different
  /// numbers.
  Status mark_opaque(const Node& node) {
    const auto codes = static_cast<size_t>(codes_of(node));
    NPUSCOPE_TRY_ASSIGN(const auto quantization, quantization_of(graph_, node));
    auto& stated = stated_[codes];
    const bool differs = quantization && stated && *stated != *quantization;
    if (!quantization || (differs && stated->type == quantization->type)) opaque_[codes] = true;
    if (!stated) stated = quantization;
    return {};
  }

  static ValueId codes_of(const Node& node) {
    return is_quantize(node) ? node.outputs[0] : node.inputs[0];
  }

  /// What the node's codes stand for; nothing where it stays as it is.
  Result<std::optional<Quantization>> foldable(const Node& node) const {
    if (opaque_[static_cast<size_t>(codes_of(node))]) return std::nullopt;
    return quantization_of(graph_, node);
  }

  /// The tensor that DequantizeLinear reads holds codes.
  Status mark_codes(const Node& node) {
    NPUSCOPE_TRY_ASSIGN(const auto quantization, foldable(node));
    if (!quantization) return {};
    Value& codes = graph_.value(node.inputs[0]);
    if (codes.type != ElementType::kUndefined && codes.type != quantization->type)
      return fail(bad_input("tensor '" + codes.name + "' and its zero point differ in type")
                      .expected(std::string(element_type_name(codes.type)))
                      .found(std::string(element_type_name(quantization->type)))
                      .in(node.text()));
    if (codes.quantization && *codes.quantization != *quantization)
      return fail(bad_input("tensor '" + codes.name + "' is dequantized in two different ways")
                      .expected(quantization_text(*codes.quantization))
                      .found(quantization_text(*quantization))
                      .in(node.text()));
    codes.quantization = *quantization;
    return {};
  }

  Status fold_quantize(size_t n) {
    const Node& node = graph_.nodes[n];
    NPUSCOPE_TRY_ASSIGN(const auto quantization, foldable(node));
    if (!quantization) return {};
    Value& codes = graph_.value(node.outputs[0]);
    if (codes.quantization && *codes.quantization != *quantization)
      return fail(bad_input("tensor '" + codes.name + "' is quantized and dequantized differently")
                      .expected(quantization_text(*quantization))
                      .found(quantization_text(*codes.quantization))
                      .in(node.text()));
    codes.quantization = *quantization;
    codes.type = quantization->type;
    const ValueId real_id = node.inputs[0];
    Value& real = graph_.value(real_id);
    if (real.constant && !real.quantization && real.type == ElementType::kFloat32) {
      codes.constant = quantize(*real.constant, *quantization);
      codes.shape = real.shape;
      dead_[n] = true;
    } else if (real.quantization ? *real.quantization == *quantization
                                 : become_codes(real_id, *quantization)) {
      if (is_output(node.outputs[0])) return {};  // the output must keep its own name
      merge(node.outputs[0], real_id);
      dead_[n] = true;
    }
    return {};
  }

  /// A float value that is about to hold codes.
  static void state_real_type(Value& value) {
    if (is_float(value.type)) value.real_type = value.type;
  }

  /// Makes the float tensor hold codes instead, where nobody needs it in float.
  bool become_codes(ValueId id, const Quantization& quantization) {
    return only_quantized_like(id, quantization) && hold_codes(id, quantization);
  }

  bool hold_codes(ValueId id, const Quantization& quantization) {
    const int producer = producers_[static_cast<size_t>(id)];
    Value& value = graph_.value(id);
    if (producer < 0 || is_output(id) || value.quantization) return false;
    Node& node = graph_.nodes[static_cast<size_t>(producer)];
    if (is_dequantize(node) || is_quantize(node)) return false;
    value.quantization = quantization;
    state_real_type(value);
    value.type = quantization.type;
    if (moves_elements_only(node) && !quantization.per_channel()) {
      // Moving codes is the same as moving what they stand for: quantize before the move.
      if (read_by_one(node.inputs[0])) hold_codes(node.inputs[0], quantization);
    } else {
      fold_clamp(node, producer);
    }
    return true;
  }

  /// x -> op -> Relu (this node) -> codes: the op clamps, the Relu goes.
  void fold_clamp(Node& clamp, int clamp_index) {
    const auto range = clamp_range(graph_, clamp);
    if (!range) return;
    const ValueId inner = clamp.inputs[0];
    const int producer = producers_[static_cast<size_t>(inner)];
    if (producer < 0 || !read_by_one(inner) || is_output(inner) || graph_.value(inner).quantization)
      return;
    Node& op = graph_.nodes[static_cast<size_t>(producer)];
    if (!op.domain.empty() || !contains(kClampable, op.op_type) || op.clamp) return;
    op.clamp = range;
    op.outputs[0] = clamp.outputs[0];
    producers_[static_cast<size_t>(clamp.outputs[0])] = producer;
    dead_[static_cast<size_t>(clamp_index)] = true;
  }

  Status fold_dequantize(size_t n) {
    const Node& node = graph_.nodes[n];
    NPUSCOPE_TRY_ASSIGN(const auto quantization, foldable(node));
    if (!quantization) return {};
    const ValueId real = node.outputs[0];
    const bool already_codes = graph_.value(real).quantization.has_value();
    if (already_codes && *graph_.value(real).quantization != *quantization) {
      // A change of quantization that both sides state: a move of codes with another scale.
      become_identity(graph_.nodes[n]);
      return {};
    }
    if (is_output(real)) return {};
    merge(real, node.inputs[0]);
    dead_[n] = true;
    return {};
  }

  /// From now on `gone` means `kept`; its name lives on as an alias.
  void merge(ValueId gone, ValueId kept) {
    kept = resolve(kept);
    replacement_[static_cast<size_t>(gone)] = kept;
    Value& value = graph_.value(kept);
    const Value& old = graph_.value(gone);
    if (is_float(old.type)) value.real_type = old.type;
    value.aliases.push_back(old.name);
    value.aliases.insert(value.aliases.end(), old.aliases.begin(), old.aliases.end());
  }

  ValueId resolve(ValueId id) const {
    while (id != kNoValue && replacement_[static_cast<size_t>(id)] != id)
      id = replacement_[static_cast<size_t>(id)];
    return id;
  }

  void apply() {
    for (Node& node : graph_.nodes)
      for (ValueId& id : node.inputs) id = resolve(id);
    for (size_t n = 0; n < graph_.nodes.size(); ++n) {
      Node& node = graph_.nodes[n];
      // DequantizeLinear and QuantizeLinear with another scale in a row change the quantization.
      if (!dead_[n] && is_quantize(node) && graph_.value(node.inputs[0]).quantization &&
          graph_.value(node.outputs[0]).quantization)
        become_identity(node);
    }
  }

  /// codes -> Reshape -> float readers: the result of the move is codes as well.
  void carry_codes_through_shape_changes() {
    for (size_t n = 0; n < graph_.nodes.size(); ++n) {
      const Node& node = graph_.nodes[n];
      if (dead_[n] || !moves_elements_only(node)) continue;
      const Value& from = graph_.value(node.inputs[0]);
      Value& to = graph_.value(node.outputs[0]);
      if (!from.quantization || from.quantization->per_channel() || to.quantization ||
          is_output(node.outputs[0]))
        continue;
      to.quantization = from.quantization;
      state_real_type(to);
      to.type = from.type;
    }
  }

  void remove_dead_nodes() {
    std::vector<Node> alive;
    for (size_t n = 0; n < graph_.nodes.size(); ++n)
      if (!dead_[n]) alive.push_back(std::move(graph_.nodes[n]));
    graph_.nodes = std::move(alive);
  }

  [[nodiscard]] bool is_output(ValueId id) const {
    return std::ranges::find(graph_.outputs, id) != graph_.outputs.end();
  }

  [[nodiscard]] bool read_by_one(ValueId id) const {
    return id != kNoValue && consumers_[static_cast<size_t>(id)].size() == 1;
  }

  /// Whether every reader is a QuantizeLinear with these very parameters.
  bool only_quantized_like(ValueId id, const Quantization& quantization) const {
    for (int reader : consumers_[static_cast<size_t>(id)]) {
      const Node& node = graph_.nodes[static_cast<size_t>(reader)];
      if (!is_quantize(node)) return false;
      const auto other = foldable(node);
      if (!other || !*other || **other != quantization) return false;
    }
    return true;
  }

  Graph& graph_;
  std::vector<int> producers_;
  std::vector<std::vector<int>> consumers_;
  std::vector<ValueId> replacement_;
  std::vector<std::optional<Quantization>> stated_;  // by value: by the nodes marked so far
  std::vector<bool> opaque_;                         // by value
  std::vector<bool> dead_;                           // by node
};

/// Why a node computes in float in a quantized network; empty when it does not.
std::string island_reason(const Graph& graph, const Node& node) {
  if (is_quantize(node) || is_dequantize(node)) return {};
  const Value& output = graph.value(node.outputs[0]);
  if (!is_float(output.type) && !output.quantization) return {};  // shapes and indices
  for (ValueId id : node.inputs) {
    if (id == kNoValue) continue;
    const Value& input = graph.value(id);
    if (!input.quantization && !input.constant && is_float(input.type))
      return "its input '" + input.name + "' is float";
  }
  if (!output.quantization) return "its output '" + output.name + "' is not quantized";
  return {};
}

}  // namespace

Result<std::vector<FloatIsland>> fold_quantization(Graph& graph) {
  std::vector<FloatIsland> islands;
  NPUSCOPE_TRY(separate_constant_codes(graph));
  NPUSCOPE_TRY(Folder(graph).fold());
  remove_unused(graph);
  NPUSCOPE_TRY(sort_topologically(graph));
  const bool quantized = std::ranges::any_of(
      graph.values, [](const Value& v) { return v.quantization && !v.constant; });
  if (!quantized) return islands;
  for (const Node& node : graph.nodes)
    if (std::string reason = island_reason(graph, node); !reason.empty())
      islands.push_back({node.text(), std::move(reason)});
  return islands;
}

}  // namespace npuscope
