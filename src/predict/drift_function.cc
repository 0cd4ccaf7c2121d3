// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "execute/executor.h"
#include "execute/neural_art_nodes.h"
#include "execute/node_quantization.h"
#include "predict/drift.h"

namespace npuscope {
namespace {

constexpr int64_t kCodes = 256;

/// A graph of one node whose inputs take every code, or every pair of codes of two inputs, along
/// the first axis; and for a node with constants per channel every channel along the second.
struct Probe {
  Graph graph;
  std::vector<ValueId> variable;  ///< of the original graph, in the order of the probe's inputs
  int64_t channels = 1;
};

/// The value as the probe has it: of another shape, unless it is constant.
Value probe_value(const Value& value, const Shape& shape) {
  Value copy = value;
  if (!value.constant) copy.shape = shape;
  return copy;
}

std::optional<Probe> make_probe(const Graph& graph, const Node& node) {
  Probe probe;
  const Value& output = graph.value(node.outputs[0]);
  const size_t rank = std::max<size_t>(output.shape->size(), 1);
  for (const ValueId id : node.inputs) {
    if (id == kNoValue) continue;
    const Value& input = graph.value(id);
    if (input.constant && input.constant->size() > 1 && rank > 1)
      probe.channels = (*output.shape)[1];
    const auto& seen = probe.variable;
    if (!input.constant && std::ranges::find(seen, id) == seen.end()) probe.variable.push_back(id);
  }
  if (probe.variable.empty() || probe.variable.size() > 2) return std::nullopt;
  Shape shape(rank, 1);
  shape[0] = probe.variable.size() == 1 ? kCodes : kCodes * kCodes;
  if (rank > 1) shape[1] = probe.channels;
  probe.graph.opsets = graph.opsets;
  Node copy = node;
  std::map<ValueId, ValueId> ids;
  for (auto* list : {&copy.inputs, &copy.outputs}) {
    for (ValueId& id : *list) {
      if (id == kNoValue) continue;
      const auto [found, added] = ids.try_emplace(id, kNoValue);
      if (added) found->second = probe.graph.add_value(probe_value(graph.value(id), shape));
      id = found->second;
    }
  }
  for (const ValueId id : probe.variable) probe.graph.inputs.push_back(ids.at(id));
  probe.graph.outputs = {copy.outputs[0]};
  probe.graph.nodes = {std::move(copy)};
  return probe;
}

/// Input `index` of the probe: its codes run fastest for the last input.
Tensor probe_codes(const Probe& probe, size_t index) {
  const Shape& shape = *probe.graph.value(probe.graph.inputs[index]).shape;
  Tensor tensor = Tensor::zeros(ElementType::kInt8, shape);
  const auto values = tensor.mutable_values<int8_t>();
  const int64_t divisor = index + 1 == probe.graph.inputs.size() ? 1 : kCodes;
  for (size_t i = 0; i < values.size(); ++i) {
    const int64_t row = static_cast<int64_t>(i) / probe.channels;
    values[i] = static_cast<int8_t>(row / divisor % kCodes + INT8_MIN);
  }
  return tensor;
}

Result<Tensor> run_probe(const Probe& probe, const Arithmetic& arithmetic) {
  NPUSCOPE_TRY_ASSIGN(const Executor executor, Executor::create(probe.graph, arithmetic));
  std::vector<Tensor> inputs;
  for (size_t i = 0; i < probe.graph.inputs.size(); ++i) inputs.push_back(probe_codes(probe, i));
  NPUSCOPE_TRY_ASSIGN(auto outputs, executor.run(inputs));
  return std::move(outputs.front());
}

/// How many elements of the output have the inputs' codes of row `row` of channel c.
double occurrences(const Probe& probe, const std::vector<CodeCounts>& counts, int64_t row) {
  if (probe.variable.size() == 1) return counts[0][static_cast<size_t>(row)];
  double all = 0;
  for (const double count : counts[1]) all += count;
  return all == 0 ? 0
                  : counts[0][static_cast<size_t>(row / kCodes)] *
                        counts[1][static_cast<size_t>(row % kCodes)] / all;
}

Result<Drift> drift_of_probe(const Probe& probe, const Arithmetic& npu,
                             const ActivationCodes& codes) {
  for (const ValueId id : probe.variable)
    if (!codes[static_cast<size_t>(id)]) return Drift{};
  NPUSCOPE_TRY_ASSIGN(const Tensor exact, run_probe(probe, exact_arithmetic()));
  NPUSCOPE_TRY_ASSIGN(const Tensor lowered, run_probe(probe, npu));
  const auto a = exact.values<int8_t>();
  const auto b = lowered.values<int8_t>();
  DriftSum sum;
  const auto channels = static_cast<size_t>(probe.channels);
  for (size_t c = 0; c < channels; ++c) {
    std::vector<CodeCounts> counts;
    for (const ValueId id : probe.variable)
      counts.push_back(
          codes[static_cast<size_t>(id)]->of_channel(static_cast<int64_t>(c), probe.channels));
    for (size_t row = 0; row < a.size() / channels; ++row) {
      const int64_t difference = std::abs(a[row * channels + c] - b[row * channels + c]);
      const double count = occurrences(probe, counts, static_cast<int64_t>(row));
      sum.add(count, static_cast<double>(difference * difference));
      for (int64_t steps = 1; steps <= difference; ++steps) sum.add_reaching(count, steps);
    }
  }
  return sum.drift(DriftReason::kSteps);
}

}  // namespace

Result<Drift> drift_of_function(const Graph& graph, const Node& node, const Arithmetic& npu,
                                const ActivationCodes& codes) {
  const auto probe = make_probe(graph, node);
  return probe ? drift_of_probe(*probe, npu, codes) : Drift{};
}

Result<Drift> drift_of_movement(const Graph& graph, const Node& node, const Arithmetic& npu,
                                const ActivationCodes& codes) {
  const ValueId to = node.outputs[0];
  Drift worst;
  for (const ValueId from : node.inputs) {
    if (from == kNoValue || !has_int8_codes(graph, from) || !has_int8_codes(graph, to)) continue;
    if (graph.value(from).constant || quantization_of(graph, from) == quantization_of(graph, to))
      continue;
    Node move;
    move.op_type = "Identity";
    move.name = node.name;
    move.opset = node.opset;
    move.inputs = {from};
    move.outputs = {to};
    NPUSCOPE_TRY_ASSIGN(const Drift drift, drift_of_function(graph, move, npu, codes));
    if (drift.rms > worst.rms) worst = drift;
  }
  return worst;
}

}  // namespace npuscope
