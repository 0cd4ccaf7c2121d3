// SPDX-License-Identifier: Apache-2.0
#include "diagnose/sample_run.h"

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
  NPUSCOPE_TRY_ASSIGN(
      const std::optional<Tensor> computed,
      run_local(*ladder.rungs[plan.from].rung, *layer.local, tensors[plan.to], later));
  if (!computed) return LayerStats{};
  return compare_layer(operand_of(*computed, tensors[plan.from].entries[layer.from]),
                       operand_of(*later[layer.to], tensors[plan.to].entries[layer.to]),
                       layer.code_scale, layer.within);
}

}  // namespace

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
      auto compared =
          compare_layer(operand_of(*earlier[layer.from], tensors[plan.from].entries[layer.from]),
                        operand_of(*later[layer.to], tensors[plan.to].entries[layer.to]),
                        layer.code_scale, layer.within);
      if (!compared) return fail(std::move(compared).error().in("tensor '" + layer.name + "'"));
      accumulated = *compared;
    }
    stats.accumulated.push_back(accumulated);
  }
  NPUSCOPE_TRY_SET(stats.local, local_stats(ladder, tensors, plan, later));
  return stats;
}

}  // namespace npuscope
