// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "diagnose/summary.h"

namespace npuscope {
namespace {

/// The sums that hardware may compute otherwise; nothing where all fit.
void note_wide_sums(const NpuLayer& layer, std::vector<std::string>& notes) {
  if (layer.beyond_24_bits() == 0) return;
  notes.push_back(fmt::format(
      "'{}' ({}): {} of {} sums leave 24 bits, the width of the links between the NPU's "
      "accumulators; what the NPU does then is not known, and nothing is cut here",
      layer.name, layer.op, layer.beyond_24_bits(), layer.stages.front().elements));
}

}  // namespace

// Steps of programs saturate by design (a clip), sums do not.
int64_t NpuLayer::saturated() const { return cap ? saturated_inside(stages) : 0; }

int NpuLayer::used_bits() const {
  if (!cap || stages.empty() || stages.front().elements == 0) return 0;
  const auto largest = static_cast<uint64_t>(stages.front().largest_magnitude);
  return std::min(16, static_cast<int>(std::bit_width(largest)) + 1);
}

int64_t NpuLayer::beyond_24_bits() const {
  return cap && !stages.empty() ? stages.front().beyond_24_bits : 0;
}

Status summarise_npu(const SampleTotals& totals, Diagnosis& out) {
  const LadderRung* rung = out.ladder.executing("neural-art");
  if (!rung) return {};
  const auto index = static_cast<size_t>(rung - out.ladder.rungs.data());
  const Graph& graph = rung->rung->graph();
  const std::vector<NodeTotals>& counters = totals.counters()[index];
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    NpuLayer layer;
    layer.name = graph.value(graph.nodes[n].outputs[0]).name;
    layer.op = graph.nodes[n].op_type;
    layer.basis = rung->rung->basis(n).value_or(Basis{});
    NPUSCOPE_TRY_ASSIGN(const auto products, product_layer(graph, graph.nodes[n], *rung->npu));
    if (products) {
      layer.cap = accumulator_cap(graph, n, *products);
      layer.precision = precision_of(*products);
    }
    if (n < counters.size()) {
      layer.stages = counters[n].stages;
      if (layer.cap) layer.saturating_samples = counters[n].saturating_samples;
    }
    note_wide_sums(layer, out.notes);
    out.npu.push_back(std::move(layer));
  }
  return {};
}

}  // namespace npuscope
