// SPDX-License-Identifier: Apache-2.0
#include "diagnose/rung_tensors.h"

#include <algorithm>
#include <limits>

#include "recording/ports.h"

namespace npuscope {
namespace {

TensorRole role_of(const Graph& graph, ValueId id) {
  if (std::ranges::find(graph.inputs, id) != graph.inputs.end()) return TensorRole::kInput;
  if (std::ranges::find(graph.outputs, id) != graph.outputs.end()) return TensorRole::kOutput;
  return TensorRole::kIntermediate;
}

double scale_of(const std::optional<Quantization>& quantization) {
  if (!quantization || quantization->per_channel()) return 0;
  return static_cast<double>(quantization->scale[0]);
}

/// What one code of the value is worth. A float that was codes one node before is still worth
/// counting in codes.
double code_scale_of(const Graph& graph, ValueId id, const Node* maker) {
  return scale_of(graph.value(codes_behind(id, maker)).quantization);
}

/// A bound of a Clip: an optional constant scalar.
std::optional<double> constant_bound(const Graph& graph, const Node& node, size_t input,
                                     double otherwise) {
  if (input >= node.inputs.size() || node.inputs[input] == kNoValue) return otherwise;
  const auto& constant = graph.value(node.inputs[input]).constant;
  if (!constant || constant->size() != 1) return std::nullopt;
  return to_doubles(*constant).front();
}

/// What a node lets pass of its first input; nothing when it is neither Relu nor Clip.
std::optional<RealRange> passed_by(const Graph& graph, const Node& node) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (node.op_type == "Relu") return RealRange{0, kInfinity};
  if (node.op_type != "Clip" || node.opset < 11) return std::nullopt;
  const auto low = constant_bound(graph, node, 1, -kInfinity);
  const auto high = constant_bound(graph, node, 2, kInfinity);
  if (!low || !high) return std::nullopt;
  return RealRange{*low, *high};
}

std::optional<RealRange> passed_by_all(const Graph& graph, const std::vector<int>& readers) {
  std::optional<RealRange> all;
  for (const int reader : readers) {
    const auto passed = passed_by(graph, graph.nodes[static_cast<size_t>(reader)]);
    if (!passed) return std::nullopt;
    if (!all) all = passed;
    all->low = std::min(all->low, passed->low);
    all->high = std::max(all->high, passed->high);
  }
  return all;
}

/// Lists the values of an executing rung.
class Lister {
 public:
  explicit Lister(const Rung& rung) : rung_(rung), graph_(rung.graph()) {
    result_.entry_of_value.assign(graph_.values.size(), -1);
    readers_ = consumers_of(graph_);
  }

  RungTensors list() {
    for (const ValueId id : graph_.inputs) add(id, nullptr);
    for (const Node& node : graph_.nodes)
      for (const ValueId id : node.outputs) add(id, &node);
    for (const ValueId id : graph_.outputs) add(id, nullptr);  // constants among them
    return std::move(result_);
  }

 private:
  void add(ValueId id, const Node* maker) {
    if (id == kNoValue || result_.entry_of_value[static_cast<size_t>(id)] >= 0) return;
    const Value& value = graph_.value(id);
    const TensorRole role = role_of(graph_, id);
    if (value.constant && role != TensorRole::kOutput) return;
    result_.entry_of_value[static_cast<size_t>(id)] = static_cast<int>(result_.entries.size());
    TensorEntry entry;
    entry.name = value.name;
    entry.aliases = value.aliases;
    entry.type = value.type;
    entry.shape = value.shape.value_or(Shape());
    entry.quantization = value.quantization;
    entry.role = role;
    entry.position = position_of(id, role);
    if (const std::string why = rung_.why_not_tapped(id); !why.empty()) {
      entry.stored = false;
      entry.note = "not recorded: " + why;
    }
    result_.traits.push_back(traits_of(id, maker, entry.role));
    result_.entries.push_back(std::move(entry));
    result_.values.push_back(id);
  }

  [[nodiscard]] int64_t position_of(ValueId id, TensorRole role) const {
    if (role == TensorRole::kIntermediate) return -1;
    const auto& ports = role == TensorRole::kInput ? graph_.inputs : graph_.outputs;
    return std::ranges::find(ports, id) - ports.begin();
  }

  [[nodiscard]] TensorTraits traits_of(ValueId id, const Node* maker, TensorRole role) const {
    TensorTraits traits;
    traits.op = maker ? maker->op_type : graph_.value(id).constant ? "constant" : "input";
    traits.code_scale = code_scale_of(graph_, id, maker);
    if (role == TensorRole::kIntermediate)
      traits.read_within = passed_by_all(graph_, readers_[static_cast<size_t>(id)]);
    return traits;
  }

  const Rung& rung_;
  const Graph& graph_;
  std::vector<std::vector<int>> readers_;
  RungTensors result_;
};

std::vector<double> output_scales(const Graph& graph) {
  const std::vector<int> producers = producers_of(graph);
  std::vector<double> scales;
  for (const ValueId id : graph.outputs) {
    const int producer = producers[static_cast<size_t>(id)];
    const Node* maker = producer < 0 ? nullptr : &graph.nodes[static_cast<size_t>(producer)];
    scales.push_back(code_scale_of(graph, id, maker));
  }
  return scales;
}

/// The traits of a recording's outputs, from the network that they are outputs of.
void add_output_scales(const std::vector<double>& scales, RungTensors& tensors) {
  const std::vector<size_t> outputs = ports_of(tensors.entries, TensorRole::kOutput);
  if (outputs.size() != scales.size()) return;
  for (size_t k = 0; k < outputs.size(); ++k) {
    double& scale = tensors.traits[outputs[k]].code_scale;
    if (scale == 0 && is_float(tensors.entries[outputs[k]].type)) scale = scales[k];
  }
}

RungTensors tensors_of_recording(const Recording& recording) {
  RungTensors result;
  result.entries = recording.manifest().tensors;
  result.values.assign(result.entries.size(), kNoValue);
  for (const TensorEntry& entry : result.entries)
    result.traits.push_back({entry.role == TensorRole::kInput ? "input" : "",
                             scale_of(entry.quantization), std::nullopt});
  return result;
}

}  // namespace

RungTensors tensors_of(const LadderRung& rung, const Graph* network) {
  if (rung.executes()) return Lister(*rung.rung).list();
  RungTensors tensors = tensors_of_recording(*rung.recording);
  if (network) add_output_scales(output_scales(*network), tensors);
  return tensors;
}

Result<RungValues> run_rung(const LadderRung& rung, const RungTensors& tensors,
                            std::span<const Tensor> inputs, std::vector<NodeCounters>* counters) {
  RungValues values(tensors.entries.size());
  auto keep = [&](ValueId id, const Tensor& tensor) -> Status {
    const int entry = tensors.entry_of_value[static_cast<size_t>(id)];
    if (entry >= 0) values[static_cast<size_t>(entry)] = tensor;
    return {};
  };
  NPUSCOPE_TRY_ASSIGN(const std::vector<Tensor> outputs,
                      counters != nullptr ? rung.rung->run_counted(inputs, keep, *counters)
                                          : rung.rung->run(inputs, keep));
  const Graph& graph = rung.rung->graph();
  for (size_t i = 0; i < graph.inputs.size(); ++i) NPUSCOPE_TRY(keep(graph.inputs[i], inputs[i]));
  for (size_t i = 0; i < graph.outputs.size(); ++i)
    NPUSCOPE_TRY(keep(graph.outputs[i], outputs[i]));
  return values;
}

std::map<size_t, Tensor> kept_tensors(const RungTensors& tensors, const RungValues& values,
                                      bool all) {
  std::map<size_t, Tensor> kept;
  for (size_t t = 0; t < values.size(); ++t)
    if (values[t] && (all || tensors.entries[t].role != TensorRole::kIntermediate))
      kept[t] = *values[t];
  return kept;
}

}  // namespace npuscope
