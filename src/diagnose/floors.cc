// SPDX-License-Identifier: Apache-2.0
#include "diagnose/floors.h"

#include <algorithm>

#include "compare/noise_floor.h"
#include "recording/ports.h"

namespace npuscope {
namespace {

/// The larger of two spreads, figure by figure.
void widen(std::optional<LayerStats>& floor, const LayerStats& stats) {
  if (!stats.available()) return;
  if (!floor) {
    floor = stats;
    return;
  }
  const double largest = std::max(stats.largest, floor->largest);
  if (stats.rms() > floor->rms()) floor = stats;
  floor->largest = largest;
}

/// Rounding to the nearest code alone: uniform in half a code to either side.
LayerStats rounding_floor(double code) {
  LayerStats floor;
  floor.moments.count = 1;
  floor.moments.square_d = code * code / 12;
  floor.largest = code / 2;
  return floor;
}

/// The largest difference exceeds that of the references by more than nothing, or the rms is more
/// than kRmseMargin times theirs. Without references: any difference.
bool beyond(const LayerStats& stats, const std::optional<LayerStats>& floor, double indistinct) {
  if (stats.one_sided > 0) return true;
  if (stats.largest <= indistinct) return false;
  if (!floor) return stats.differs();
  return stats.largest > floor->largest + indistinct || stats.rms() > kRmseMargin * floor->rms();
}

bool share_a_name(const TensorEntry& a, const TensorEntry& b) {
  const auto known_to_b = [&](const std::string& name) {
    return name == b.name || std::ranges::find(b.aliases, name) != b.aliases.end();
  };
  return known_to_b(a.name) || std::ranges::any_of(a.aliases, known_to_b);
}

/// The how manieth output of its rung the tensor is.
std::optional<int64_t> output_number(const RungTensors& rung, size_t tensor) {
  if (rung.entries[tensor].role != TensorRole::kOutput) return std::nullopt;
  const std::vector<size_t> outputs = ports_of(rung.entries, TensorRole::kOutput);
  return std::ranges::find(outputs, tensor) - outputs.begin();
}

/// Finds among the references' tensors those of another hop. Recordings made elsewhere have names
/// of their own; their outputs stand in the network's order.
class Counterparts {
 public:
  Counterparts(const Hop& hop, const Diagnosis& d) : hop_(hop), d_(d) {}

  [[nodiscard]] const LayerSummary* find(const LayerSummary& layer, const Hop& reference) const {
    for (const LayerSummary& other : reference.layers)
      if (same(layer, other, reference)) return &other;
    return nullptr;
  }

 private:
  [[nodiscard]] bool same(const LayerSummary& layer, const LayerSummary& other,
                          const Hop& reference) const {
    const RungTensors& known = d_.tensors[reference.from];
    for (const auto& [rung, tensor] :
         {std::pair(hop_.from, layer.pair.from), std::pair(hop_.to, layer.pair.to)}) {
      const RungTensors& own = d_.tensors[rung];
      if (share_a_name(own.entries[tensor], known.entries[other.pair.from])) return true;
      const auto number = output_number(own, tensor);
      if (number && number == output_number(known, other.pair.from)) return true;
    }
    return false;
  }

  const Hop& hop_;
  const Diagnosis& d_;
};

/// Whether both re-execute the same nodes of the network; a plan that spans many, as for outputs
/// whose own inputs nobody recorded, accumulates what they all differ by.
bool same_plan(const LayerPair& a, const LayerPair& b) {
  return a.local && b.local && a.local->nodes == b.local->nodes;
}

void set_floor(LayerSummary& layer, const Counterparts& counterparts,
               const std::vector<Hop>& references) {
  for (const Hop& reference : references) {
    const LayerSummary* same = counterparts.find(layer, reference);
    if (!same) continue;
    widen(layer.floor, same->accumulated);
    widen(layer.local_floor, same_plan(layer.pair, same->pair) ? same->local : same->accumulated);
  }
}

}  // namespace

bool LayerSummary::beyond_floor() const {
  return accumulated.available() && beyond(accumulated, floor, pair.indistinct());
}

bool LayerSummary::local_beyond_floor() const {
  return local.available() && beyond(local, local_floor, pair.indistinct());
}

std::vector<const LayerSummary*> Hop::outputs_beyond_floor() const {
  std::vector<const LayerSummary*> outputs;
  for (const LayerSummary& layer : layers)
    if (layer.pair.is_output && layer.beyond_floor()) outputs.push_back(&layer);
  return outputs;
}

bool Hop::rescaled() const {
  return output.slope && output.slope->rescaled(output.slope_floor, output.indistinct);
}

bool Hop::leaves_floor() const {
  const bool re_executed = std::ranges::any_of(
      layers, [](const LayerSummary& layer) { return layer.local.available(); });
  return first_local || (!re_executed && first_accumulated);
}

OutputDrift reference_spread(const std::vector<Hop>& references) {
  OutputDrift spread;
  std::optional<LayerStats> widest;
  for (const Hop& pair : references) {
    const OutputDrift& o = pair.output;
    widen(widest, o.stats);
    if (o.code_scale > 0) spread.code_scale = o.code_scale;
    if (o.slope && !(spread.slope && spread.slope->off() > o.slope->off())) spread.slope = o.slope;
    spread.score_rms = std::max(spread.score_rms, o.score_rms);
    spread.largest_score = std::max(spread.largest_score, o.largest_score);
    spread.flipped = std::max(spread.flipped, o.flipped);
    spread.scored = std::max(spread.scored, o.scored);
    spread.decided = std::max(spread.decided, o.decided);
  }
  if (widest) spread.stats = *widest;
  return spread;
}

void set_floors(Hop& hop, const Diagnosis& diagnosis) {
  const bool from_float = diagnosis.ladder.rungs[hop.from].name == "float";
  const Counterparts counterparts(hop, diagnosis);
  for (size_t l = 0; l < hop.layers.size(); ++l) {
    LayerSummary& layer = hop.layers[l];
    if (!from_float)
      set_floor(layer, counterparts, diagnosis.reference);
    else if (layer.pair.code_scale > 0)
      layer.local_floor = rounding_floor(layer.pair.code_scale);
    if (!hop.first_local && layer.local_beyond_floor()) hop.first_local = l;
    if (!hop.first_accumulated && layer.beyond_floor()) hop.first_accumulated = l;
  }
  const auto slope = reference_spread(diagnosis.reference).slope;
  if (slope && !from_float) hop.output.slope_floor = slope->off();
}

}  // namespace npuscope
