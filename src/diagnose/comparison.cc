// SPDX-License-Identifier: Apache-2.0
#include "diagnose/comparison.h"

#include <algorithm>

#include "compare/pairing.h"

namespace npuscope {
namespace {

TensorRole role_of(const Graph& graph, ValueId id) {
  if (std::ranges::find(graph.inputs, id) != graph.inputs.end()) return TensorRole::kInput;
  if (std::ranges::find(graph.outputs, id) != graph.outputs.end()) return TensorRole::kOutput;
  return TensorRole::kIntermediate;
}

/// Nodes that only convert between codes and floats compute nothing worth a local error.
bool is_conversion(const Node& node) { return is_quantize(node) || is_dequantize(node); }

/// Plans local errors of one pair of rungs.
class LocalPlanner {
 public:
  LocalPlanner(const LadderRung& from, const RungTensors& from_tensors,
               const RungTensors& to_tensors, const TensorPairing& pairing)
      : rung_(*from.rung),
        graph_(from.rung->graph()),
        from_(from_tensors),
        to_(to_tensors),
        producers_(producers_of(graph_)),
        counterpart_(from_tensors.entries.size()) {
    for (const TensorPair& pair : pairing.pairs) counterpart_[pair.reference] = pair.other;
  }

  void plan(LayerPair& layer) {
    ValueId value = from_.values[layer.from];
    int producer = producers_[static_cast<size_t>(value)];
    if (producer < 0) {
      layer.local_missing = "an input of the network";
      return;
    }
    const Node& node = graph_.nodes[static_cast<size_t>(producer)];
    if (is_conversion(node)) {
      layer.local_missing = "only converts numbers";
      return;
    }
    LocalPlan local;
    local.node = static_cast<size_t>(producer);
    layer.local_missing = rung_.why_not_alone(local.node);
    if (!layer.local_missing.empty()) return;
    local.output =
        static_cast<size_t>(std::ranges::find(node.outputs, value) - node.outputs.begin());
    for (ValueId id : node.inputs) {
      if (id == kNoValue || graph_.value(id).constant) {
        local.inputs.emplace_back();
        continue;
      }
      const int entry = from_.entry_of_value[static_cast<size_t>(id)];
      const auto source = entry >= 0 ? feeding(static_cast<size_t>(entry), id) : std::nullopt;
      if (!source) {
        layer.local_missing = "its input '" + graph_.value(id).name + "' was not recorded there";
        return;
      }
      local.inputs.push_back(source);
    }
    layer.local = std::move(local);
  }

 private:
  /// The later rung's tensor that stands for a value of the earlier one.
  std::optional<size_t> feeding(size_t entry, ValueId id) {
    if (counterpart_[entry]) return counterpart_[entry];
    // Codes of a network input: the later rung may have the real input only.
    const int producer = producers_[static_cast<size_t>(id)];
    if (producer < 0) return std::nullopt;
    const Node& node = graph_.nodes[static_cast<size_t>(producer)];
    if (!is_conversion(node)) return std::nullopt;
    const int source = from_.entry_of_value[static_cast<size_t>(node.inputs[0])];
    return source >= 0 ? counterpart_[static_cast<size_t>(source)] : std::nullopt;
  }

  const Rung& rung_;
  const Graph& graph_;
  const RungTensors& from_;
  const RungTensors& to_;
  std::vector<int> producers_;
  std::vector<std::optional<size_t>> counterpart_;
};

std::string operator_of(const LadderRung& rung, const RungTensors& tensors, size_t entry) {
  if (tensors.entries[entry].role == TensorRole::kInput) return "input";
  if (!rung.executes()) return "";
  const Graph& graph = rung.rung->graph();
  for (const Node& node : graph.nodes)
    if (std::ranges::find(node.outputs, tensors.values[entry]) != node.outputs.end())
      return node.op_type;
  return "";
}

/// What one code of the pair is worth: by the later rung's quantization, else the earlier one's,
/// else that of the codes which a DequantizeLinear turned into this float.
double code_scale_of(const LadderRung& from, const RungTensors& a, size_t ai, const LadderRung& to,
                     const RungTensors& b, size_t bi) {
  auto scale = [](const LadderRung& rung, const RungTensors& tensors, size_t i) {
    const TensorEntry& entry = tensors.entries[i];
    if (entry.quantization)
      return entry.quantization->per_channel() ? 0.0
                                               : static_cast<double>(entry.quantization->scale[0]);
    if (!rung.executes()) return 0.0;
    for (const Node& node : rung.rung->graph().nodes) {
      if (!is_dequantize(node) || node.outputs[0] != tensors.values[i]) continue;
      const auto& q = rung.rung->graph().value(node.inputs[0]).quantization;
      if (q && !q->per_channel()) return static_cast<double>(q->scale[0]);
    }
    return 0.0;
  };
  const double later = scale(to, b, bi);
  return later > 0 ? later : scale(from, a, ai);
}

Manifest manifest_for_pairing(const RungTensors& tensors) {
  Manifest manifest;
  manifest.tensors = tensors.entries;
  return manifest;
}

}  // namespace

RungTensors tensors_of(const LadderRung& rung) {
  RungTensors result;
  if (!rung.executes()) {
    result.entries = rung.recording->manifest().tensors;
    result.values.assign(result.entries.size(), kNoValue);
    return result;
  }
  const Graph& graph = rung.rung->graph();
  result.entry_of_value.assign(graph.values.size(), -1);
  auto add = [&](ValueId id) {
    if (id == kNoValue || result.entry_of_value[static_cast<size_t>(id)] >= 0) return;
    const Value& value = graph.value(id);
    if (value.constant) return;
    result.entry_of_value[static_cast<size_t>(id)] = static_cast<int>(result.entries.size());
    TensorEntry entry;
    entry.name = value.name;
    entry.aliases = value.aliases;
    entry.type = value.type;
    entry.shape = value.shape.value_or(Shape());
    entry.quantization = value.quantization;
    entry.role = role_of(graph, id);
    result.entries.push_back(std::move(entry));
    result.values.push_back(id);
  };
  for (ValueId id : graph.inputs) add(id);
  for (const Node& node : graph.nodes)
    for (ValueId id : node.outputs) add(id);
  return result;
}

Result<Comparison> plan_comparison(const Ladder& ladder, const std::vector<RungTensors>& tensors,
                                   size_t from, size_t to) {
  const LadderRung& a = ladder.rungs[from];
  const LadderRung& b = ladder.rungs[to];
  NPUSCOPE_TRY_ASSIGN(
      const TensorPairing pairing,
      pair_tensors(manifest_for_pairing(tensors[from]), manifest_for_pairing(tensors[to]), {}));
  Comparison comparison{from, to, {}, {}};
  std::optional<LocalPlanner> planner;
  if (a.executes()) planner.emplace(a, tensors[from], tensors[to], pairing);
  for (const TensorPair& pair : pairing.pairs) {
    LayerPair layer;
    layer.from = pair.reference;
    layer.to = pair.other;
    layer.name = tensors[to].entries[pair.other].name;
    layer.op = operator_of(b, tensors[to], pair.other);
    layer.code_scale = code_scale_of(a, tensors[from], pair.reference, b, tensors[to], pair.other);
    layer.is_output = tensors[to].entries[pair.other].role == TensorRole::kOutput;
    if (planner)
      planner->plan(layer);
    else
      layer.local_missing = "the earlier rung is a recording, which cannot be re-executed";
    comparison.layers.push_back(std::move(layer));
  }
  std::ranges::stable_sort(comparison.layers, {}, &LayerPair::to);
  for (const Unpaired& one : pairing.unpaired)
    comparison.unpaired.push_back("only in " + (one.side == Side::kReference ? a.name : b.name) +
                                  ": '" + one.name + "': " + one.reason);
  return comparison;
}

}  // namespace npuscope
