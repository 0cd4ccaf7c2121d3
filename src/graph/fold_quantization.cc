// SPDX-License-Identifier: Apache-2.0
#include "graph/fold_quantization.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "graph/code_meanings.h"
#include "graph/constant_copies.h"
#include "graph/quantize_nodes.h"

namespace npuscope {
namespace {

constexpr std::array kShapeOnly = {"Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze"};
/// Operators whose rounding can wait until after a Relu or Clip behind them.
constexpr std::array kClampable = {"Conv",        "ConvTranspose",
                                   "Gemm",        "MatMul",
                                   "Add",         "Sub",
                                   "Mul",         "Div",
                                   "AveragePool", "GlobalAveragePool",
                                   "ReduceMean",  "BatchNormalization"};

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
  Folder(Graph& graph, CodeMeanings meanings)
      : graph_(graph),
        meanings_(std::move(meanings)),
        producers_(producers_of(graph)),
        consumers_(consumers_of(graph)),
        replacement_(graph.values.size()),
        dead_(graph.nodes.size(), false) {
    for (size_t v = 0; v < replacement_.size(); ++v) replacement_[v] = static_cast<ValueId>(v);
  }

  void fold() {
    mark_codes();
    for (size_t n = 0; n < graph_.nodes.size(); ++n)
      if (is_quantize(graph_.nodes[n])) fold_quantize(n);
    for (size_t n = 0; n < graph_.nodes.size(); ++n)
      if (is_dequantize(graph_.nodes[n])) fold_dequantize(n);
    apply_replacements();
    carry_codes_through_shape_changes();
    turn_changes_of_scale_into_moves();
    remove_dead_nodes();
  }

 private:
  void mark_codes() {
    for (size_t v = 0; v < graph_.values.size(); ++v) {
      const auto& meaning = meanings_.of(static_cast<ValueId>(v));
      if (!meaning) continue;
      graph_.values[v].quantization = meaning;
      graph_.values[v].type = meaning->type;
    }
  }

  /// What the node's codes stand for; nothing where it stays as it is.
  [[nodiscard]] const std::optional<Quantization>& meaning_of(const Node& node) const {
    return meanings_.of(is_quantize(node) ? node.outputs[0] : node.inputs[0]);
  }

  void fold_quantize(size_t n) {
    const Node& node = graph_.nodes[n];
    const auto& meaning = meaning_of(node);
    if (!meaning) return;
    const ValueId real_id = node.inputs[0];
    Value& real = graph_.value(real_id);
    if (real.constant && !real.quantization && real.type == ElementType::kFloat32) {
      Value& codes = graph_.value(node.outputs[0]);
      codes.constant = quantize(*real.constant, *meaning);
      codes.shape = real.shape;
      dead_[n] = true;
    } else if (real.quantization ? *real.quantization == *meaning
                                 : become_codes(real_id, *meaning)) {
      if (real.invented)
        write_codes_directly(n);
      else if (!is_output(node.outputs[0]))  // which must keep its own name
        merge(node.outputs[0], real_id);
      else
        return;
      dead_[n] = true;
    }
  }

  /// The node that makes the invented value in front of QuantizeLinear n makes the codes behind it.
  void write_codes_directly(size_t n) {
    const ValueId real = graph_.nodes[n].inputs[0], codes = graph_.nodes[n].outputs[0];
    const int producer = producers_[static_cast<size_t>(real)];
    graph_.nodes[static_cast<size_t>(producer)].outputs[0] = codes;
    producers_[static_cast<size_t>(codes)] = producer;
    graph_.value(codes).real_type = graph_.value(real).real_type;
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

  void fold_dequantize(size_t n) {
    const Node& node = graph_.nodes[n];
    const auto& meaning = meaning_of(node);
    if (!meaning) return;
    const ValueId real = node.outputs[0];
    const auto& already = graph_.value(real).quantization;
    if (already && *already != *meaning) {
      // A change of quantization that both sides state: a move of codes with another scale.
      become_identity(graph_.nodes[n]);
      return;
    }
    if (is_output(real)) return;
    merge(real, node.inputs[0]);
    dead_[n] = true;
  }

  /// From now on `gone` means `kept`; its name lives on as an alias.
  void merge(ValueId gone, ValueId kept) {
    kept = resolve(kept);
    replacement_[static_cast<size_t>(gone)] = kept;
    Value& value = graph_.value(kept);
    const Value& old = graph_.value(gone);
    if (is_float(old.type)) value.real_type = old.type;
    if (old.invented) return;
    value.aliases.push_back(old.name);
    value.aliases.insert(value.aliases.end(), old.aliases.begin(), old.aliases.end());
  }

  ValueId resolve(ValueId id) const {
    while (id != kNoValue && replacement_[static_cast<size_t>(id)] != id)
      id = replacement_[static_cast<size_t>(id)];
    return id;
  }

  void apply_replacements() {
    for (Node& node : graph_.nodes)
      for (ValueId& id : node.inputs) id = resolve(id);
  }

  /// DequantizeLinear and QuantizeLinear with another scale in a row.
  void turn_changes_of_scale_into_moves() {
    for (size_t n = 0; n < graph_.nodes.size(); ++n) {
      Node& node = graph_.nodes[n];
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
      if (meaning_of(node) != quantization) return false;
    }
    return true;
  }

  Graph& graph_;
  CodeMeanings meanings_;  // of the graph as it was
  std::vector<int> producers_;
  std::vector<std::vector<int>> consumers_;
  std::vector<ValueId> replacement_;
  std::vector<bool> dead_;  // by node
};

}  // namespace

Status fold_quantization(Graph& graph) {
  NPUSCOPE_TRY(separate_constant_codes(graph));
  NPUSCOPE_TRY_ASSIGN(CodeMeanings meanings, CodeMeanings::find(graph));
  Folder(graph, std::move(meanings)).fold();
  remove_unused(graph);
  return sort_topologically(graph);
}

}  // namespace npuscope
