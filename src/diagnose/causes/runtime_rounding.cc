// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

bool measured_within_floor(const Hop* hop) { return hop != nullptr && stays_in_floor(*hop); }

/// Layers that the runtime computes otherwise by themselves, none by more than one code.
std::vector<const LayerSummary*> rounded_otherwise(const Hop& hop) {
  std::vector<const LayerSummary*> layers;
  for (const LayerSummary& layer : hop.layers) {
    if (!layer.local_beyond_floor()) continue;
    if (layer.pair.code_scale <= 0 || layer.local.beyond_one > 0) return {};
    layers.push_back(&layer);
  }
  return layers;
}

}  // namespace

// failure-modes A2: without optimisation ONNX Runtime computes what stands between Dequantize and
// Quantize in float32, whose sums lie beside the integers' exact ones by some of their last bits:
// what comes to lie on the other side of a tie is rounded to the next code. That it is this and not
// the graph is known where exact integers give the same codes of both graphs, and ONNX Runtime of
// the source model too.
void examine_runtime_rounding(const Diagnosis& d, std::vector<Finding>& findings) {
  if (!measured_within_floor(find_hop(d, "exact", "oe")) ||
      !measured_within_floor(find_hop(d, "ort", "exact")))
    return;
  for (const Hop& hop : d.hops) {
    const LadderRung& later = d.ladder.rungs[hop.to];
    if (later.place != LadderRung::Place::kAside || d.ladder.rungs[hop.from].name != "ort")
      continue;
    const auto layers = rounded_otherwise(hop);
    if (layers.empty()) continue;
    findings.push_back(
        {.id = "A2",
         .severity = Severity::kNote,
         .title = "ONNX Runtime rounds some sums of the compiler's graph to the next code",
         .evidence = {fmt::format(
                          "{} of {} layers by one code on identical inputs, the first: '{}' ({})",
                          layers.size(), hop.layers.size(), layers.front()->pair.name,
                          layers.front()->pair.op),
                      "exact integers give the same codes of both graphs: the graph is the same, "
                      "float32 between Dequantize and Quantize is not integer arithmetic",
                      "what it grows to: outputs " +
                          difference_text(hop.output.stats, hop.output.code_scale)},
         .next = fmt::format("Compare the board with exact and neural-art, not with {}: its codes "
                             "depend on the order of float sums",
                             later.name),
         .hops = {index_of(d, hop)}});
  }
}

}  // namespace npuscope
