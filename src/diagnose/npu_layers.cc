// SPDX-License-Identifier: Apache-2.0
#include "diagnose/summary.h"

namespace npuscope {
namespace {

/// The stages of a sum whose saturation is none of the output's: the accumulator's, and those of
/// 16-bit intermediates.
std::span<const StageCounters> inner_stages(const std::vector<StageCounters>& stages) {
  return std::span(stages).first(stages.empty() ? 0 : stages.size() - 1);
}

int64_t saturated_in(const std::vector<StageCounters>& stages) {
  int64_t count = 0;
  for (const StageCounters& stage : inner_stages(stages))
    count += stage.saturated_low + stage.saturated_high;
  return count;
}

void add_sample(const NodeCounters& node, NpuLayer& layer) {
  if (layer.stages.size() < node.stages.size()) layer.stages.resize(node.stages.size());
  for (size_t s = 0; s < node.stages.size(); ++s) layer.stages[s].add(node.stages[s]);
  if (layer.cap && saturated_in(node.stages) > 0) ++layer.saturating_samples;
}

}  // namespace

// Steps of programs saturate by design (a clip), sums do not.
int64_t NpuLayer::saturated() const { return cap ? saturated_in(stages) : 0; }

Status summarise_npu(const std::vector<SampleResult>& results, Diagnosis& out) {
  const LadderRung* rung = out.ladder.executing("neural-art");
  if (!rung) return {};
  const auto index = static_cast<size_t>(rung - out.ladder.rungs.data());
  const Graph& graph = rung->rung->graph();
  NPUSCOPE_TRY_ASSIGN(const NeuralArtOptions options, parse_neural_art_spec(rung->spec));
  NPUSCOPE_TRY_ASSIGN(const auto caps, accumulator_caps(graph, options));
  auto cap = caps.begin();
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    NpuLayer layer;
    layer.name = graph.value(graph.nodes[n].outputs[0]).name;
    layer.op = graph.nodes[n].op_type;
    layer.basis = rung->rung->basis(n).value_or(Basis{});
    if (cap != caps.end() && cap->node == n) layer.cap = *cap++;
    for (const SampleResult& result : results) {
      const auto& counters = result.counters[index];
      if (n < counters.size()) add_sample(counters[n], layer);
    }
    out.npu.push_back(std::move(layer));
  }
  return {};
}

}  // namespace npuscope
