// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diagnose/causes/causes.h"

namespace npuscope {

// failure-modes A2: up to one code between fused and unfused is the normal noise; more in a single
// layer on identical inputs means that a fusion changed the mathematics.
void examine_reference_fusion(const Diagnosis& d, std::vector<Finding>& findings) {
  const Hop* pair = find_runtime_references(d);
  if (!pair) return;
  const std::string& unfused = d.ladder.rungs[pair->from].name;
  const std::string& fused = d.ladder.rungs[pair->to].name;
  const LayerSummary* worst = nullptr;
  int64_t layers = 0;
  for (const LayerSummary& layer : pair->layers) {
    if (!layer.local.available() || layer.pair.code_scale <= 0 || layer.local.beyond_one == 0)
      continue;
    ++layers;
    if (!worst ||
        layer.local.largest / layer.pair.code_scale > worst->local.largest / worst->pair.code_scale)
      worst = &layer;
  }
  if (!worst) return;
  findings.push_back(
      {"A2",
       Severity::kFinding,
       "A graph optimisation of ONNX Runtime changes the mathematics of the reference",
       {fmt::format("{} by more than one code between {} and {} on identical inputs; worst: '{}' "
                    "({}), up to {}",
                    layers == 1 ? "1 layer differs" : fmt::format("{} layers differ", layers),
                    unfused, fused, worst->pair.name, worst->pair.op,
                    in_codes(worst->local.largest, worst->pair.code_scale))},
       "Pin the optimisation level of the reference, and read differences in these layers against "
       "this spread"});
}

}  // namespace npuscope
