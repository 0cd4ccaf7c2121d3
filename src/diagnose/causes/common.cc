// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "diagnose/causes/causes.h"

namespace npuscope {

size_t index_of(const Diagnosis& d, const Hop& hop) {
  return static_cast<size_t>(&hop - d.hops.data());
}

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

bool compares_inputs(const Hop& hop) {
  return std::ranges::any_of(hop.layers, [](const LayerSummary& layer) {
    return layer.pair.op == "input" && layer.accumulated.available();
  });
}

const LayerSummary* differing_input(const Hop& hop) {
  // One side may hold the real numbers that the other holds the codes of: half a code, and what
  // float32 adds.
  constexpr double kRounding = 0.501;
  constexpr double kFloat32 = 1e-5;  // of the root mean square
  for (const LayerSummary& layer : hop.layers) {
    if (layer.pair.op != "input" || !layer.accumulated.available()) continue;
    const Moments& m = layer.accumulated.moments;
    const double size = m.count > 0 ? std::sqrt(m.sum_rr() / static_cast<double>(m.count)) : 0;
    const double rounding =
        layer.pair.code_scale > 0 ? kRounding * layer.pair.code_scale : kFloat32 * size;
    if (layer.accumulated.largest > rounding || layer.accumulated.one_sided > 0) return &layer;
  }
  return nullptr;
}

std::string in_codes(double difference, double code_scale) {
  if (code_scale <= 0) return fmt::format("{:.4g}", difference);
  const std::string number = fmt::format("{:.3g}", difference / code_scale);
  return number + (number == "1" ? " code" : " codes");
}

std::vector<std::string> slope_texts(const Diagnosis& d, const Hop& hop) {
  std::vector<std::string> texts;
  for (const LayerSummary* output : hop.rescaled_outputs()) {
    const Slope slope = fitted_slope(output->accumulated.moments).value_or(Slope());
    texts.push_back(fmt::format(
        "{} are {:.3f} +- {:.3f} times those of {}: a systematic {}, not noise{}",
        hop.output.name.empty() ? "the outputs" : "the elements of '" + output->pair.name + "'",
        slope.value, slope.error, d.ladder.rungs[hop.from].name,
        slope.value < 1 ? "shrink" : "growth",
        output->floor ? fmt::format(" (the references among themselves: at most {:.3f} off 1)",
                                    output->slope_floor)
                      : ""));
  }
  return texts;
}

std::string difference_text(const LayerStats& stats, double code_scale) {
  if (stats.available() && !stats.differs()) return "do not differ";
  std::string finite =
      fmt::format("differ by up to {}, rms {}", in_codes(stats.largest, code_scale),
                  in_codes(stats.rms(), code_scale));
  if (stats.one_sided == 0) return finite;
  return fmt::format("are NaN or infinite on one side only in {} of {} elements{}", stats.one_sided,
                     stats.elements() + stats.nonfinite(),
                     stats.elements() > 0 ? "; the others " + finite : "");
}

std::vector<const LayerSummary*> worst_local(const Hop& hop, size_t count) {
  std::vector<const LayerSummary*> layers;
  for (const LayerSummary& layer : hop.layers)
    if (layer.local.available() && layer.pair.code_scale > 0 && layer.local_beyond_floor())
      layers.push_back(&layer);
  std::ranges::stable_sort(layers, std::greater<>(), [](const LayerSummary* layer) {
    return layer->local.rms() / layer->pair.code_scale;
  });
  if (layers.size() > count) layers.resize(count);
  return layers;
}

}  // namespace npuscope
