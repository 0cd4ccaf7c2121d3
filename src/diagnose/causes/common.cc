// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"
#include "diagnose/summary.h"

namespace npuscope {

const Hop* find_hop(const Diagnosis& d, std::string_view from, std::string_view to) {
  for (const Hop& hop : d.hops)
    if (d.ladder.rungs[hop.from].name == from && d.ladder.rungs[hop.to].name == to) return &hop;
  return nullptr;
}

const Hop* find_runtime_references(const Diagnosis& d) {
  const auto is_reference = [&](size_t rung) {
    return d.ladder.rungs[rung].place == LadderRung::Place::kReference;
  };
  for (const Hop& hop : d.reference)
    if (is_reference(hop.from) && is_reference(hop.to)) return &hop;
  return nullptr;
}

std::string in_codes(double difference, double code_scale) {
  if (code_scale <= 0) return fmt::format("{:.4g}", difference);
  return fmt::format("{:.3g} codes", difference / code_scale);
}

std::vector<const LayerSummary*> worst_local(const Hop& hop, size_t count) {
  std::vector<const LayerSummary*> layers;
  for (const LayerSummary& layer : hop.layers)
    if (layer.local.available() && layer.pair.code_scale > 0 &&
        beyond_floor(layer.local, layer.local_floor, layer.pair.code_scale))
      layers.push_back(&layer);
  std::ranges::stable_sort(layers, std::greater<>(), [](const LayerSummary* layer) {
    return layer->local.rms() / layer->pair.code_scale;
  });
  if (layers.size() > count) layers.resize(count);
  return layers;
}

}  // namespace npuscope
