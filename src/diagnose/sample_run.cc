// SPDX-License-Identifier: Apache-2.0
#include "diagnose/sample_run.h"

#include <algorithm>

namespace npuscope {
namespace {

Operand operand_of(const Tensor& tensor, const TensorEntry& entry) {
  return {&tensor, entry.quantization ? &*entry.quantization : nullptr};
}

/// Re-executes one layer of the earlier rung on the later rung's inputs and compares the result
/// with what the later rung computed.
Result<LayerStats> local_error(const Ladder& ladder, const std::vector<RungTensors>& tensors,
                               const Comparison& plan, const LayerPair& layer,
                               const RungValues& later) {
  const Rung& rung = *ladder.rungs[plan.from].rung;
  const Graph& graph = rung.graph();
  const Node& node = graph.nodes[layer.local->node];
  std::vector<Tensor> converted(layer.local->inputs.size());
  std::vector<const Tensor*> inputs(layer.local->inputs.size(), nullptr);
  for (size_t i = 0; i < inputs.size(); ++i) {
    const auto source = layer.local->inputs[i];
    if (!source) continue;
    if (!later[*source]) return LayerStats{};
    const Value& value = graph.value(node.inputs[i]);
    converted[i] = convert_elements(*later[*source], tensors[plan.to].entries[*source].quantization,
                                    value.quantization)
                       .reshaped(value.shape.value_or(later[*source]->shape()));
    inputs[i] = &converted[i];
  }
  auto outputs = rung.run_node(layer.local->node, inputs);
  if (!outputs) return fail(std::move(outputs).error().in(node.text()));
  const Tensor& computed = (*outputs)[layer.local->output];
  return compare_layer(operand_of(computed, tensors[plan.from].entries[layer.from]),
                       operand_of(*later[layer.to], tensors[plan.to].entries[layer.to]),
                       layer.code_scale);
}

}  // namespace

Tensor convert_elements(const Tensor& tensor, const std::optional<Quantization>& from,
                        const std::optional<Quantization>& to) {
  if (from == to) return tensor;
  const Tensor real = from ? dequantize(tensor, *from) : tensor;
  return to && real.type() == ElementType::kFloat32 ? quantize(real, *to) : real;
}

Result<RungValues> run_rung(const LadderRung& rung, const RungTensors& tensors,
                            std::span<const Tensor> inputs) {
  RungValues values(tensors.entries.size());
  auto keep = [&](ValueId id, const Tensor& tensor) -> Status {
    const int entry = tensors.entry_of_value[static_cast<size_t>(id)];
    if (entry >= 0) values[static_cast<size_t>(entry)] = tensor;
    return {};
  };
  NPUSCOPE_TRY_ASSIGN(const std::vector<Tensor> outputs, rung.rung->run(inputs, keep));
  const Graph& graph = rung.rung->graph();
  for (size_t i = 0; i < graph.inputs.size(); ++i) NPUSCOPE_TRY(keep(graph.inputs[i], inputs[i]));
  for (size_t i = 0; i < graph.outputs.size(); ++i)
    NPUSCOPE_TRY(keep(graph.outputs[i], outputs[i]));
  return values;
}

Result<std::vector<LayerStats>> local_stats(const Ladder& ladder,
                                            const std::vector<RungTensors>& tensors,
                                            const Comparison& plan, const RungValues& later) {
  std::vector<LayerStats> stats;
  for (const LayerPair& layer : plan.layers) {
    LayerStats local;
    if (layer.local && later[layer.to])
      NPUSCOPE_TRY_SET(local, local_error(ladder, tensors, plan, layer, later));
    stats.push_back(local);
  }
  return stats;
}

Result<ComparisonStats> compare_rungs(const Ladder& ladder, const std::vector<RungTensors>& tensors,
                                      const Comparison& plan,
                                      const std::vector<RungValues>& values) {
  const RungValues& earlier = values[plan.from];
  const RungValues& later = values[plan.to];
  ComparisonStats stats;
  for (const LayerPair& layer : plan.layers) {
    LayerStats accumulated;
    if (earlier[layer.from] && later[layer.to]) {
      auto compared = compare_layer(
          operand_of(*earlier[layer.from], tensors[plan.from].entries[layer.from]),
          operand_of(*later[layer.to], tensors[plan.to].entries[layer.to]), layer.code_scale);
      if (!compared) return fail(std::move(compared).error().in("tensor '" + layer.name + "'"));
      accumulated = *compared;
    }
    stats.accumulated.push_back(accumulated);
  }
  NPUSCOPE_TRY_SET(stats.local, local_stats(ladder, tensors, plan, later));
  return stats;
}

}  // namespace npuscope
