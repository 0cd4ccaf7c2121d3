// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

constexpr size_t kShownLayers = 3;

std::string unproven_text(const Diagnosis& d) {
  const auto open =
      std::ranges::count_if(d.npu, [](const NpuLayer& layer) { return layer.basis.plan_open; });
  const auto unproven = unproven_layers(d);
  std::string text = unproven == 0
                         ? "every layer by rules that reproduce boards' values"
                         : fmt::format("{} of {} layers by rules that no board has confirmed",
                                       unproven, d.npu.size());
  if (open > 0)
    text += fmt::format("; {} in several passes, whose order a build may choose otherwise", open);
  return text;
}

/// Layers that are not cut, the first few.
std::vector<const LayerSummary*> others(std::vector<const LayerSummary*> layers,
                                        const std::vector<CutLayer>& cut) {
  std::erase_if(layers, [&](const LayerSummary* layer) {
    return std::ranges::find(cut, layer, &CutLayer::alone) != cut.end();
  });
  if (layers.size() > kShownLayers) layers.resize(kShownLayers);
  return layers;
}

}  // namespace

// failure-modes E20, E21: 16-bit intermediates, partial sums and multipliers of 16 bits. What that
// costs was to be expected of this network on this NPU; it counts against gates only.
void examine_npu_arithmetic(const Diagnosis& d, std::vector<Finding>& findings) {
  const Hop* hop = hop_into_npu(d);
  if (!hop || !(hop->leaves_floor() || hop->output.stats.differs() || hop->rescaled())) return;
  Finding finding;
  finding.id = "E20";
  finding.severity = Severity::kExpected;
  finding.hops.push_back(index_of(d, *hop));
  const OutputDrift& o = hop->output;
  finding.title = o.stats.differs() ? "The NPU's own arithmetic moves the outputs"
                                    : "The NPU's own arithmetic moves layers, not the outputs";
  finding.evidence.push_back(
      fmt::format("outputs {}, from {} to {}", difference_text(o.stats, o.code_scale),
                  d.ladder.rungs[hop->from].name, d.ladder.rungs[hop->to].spec));
  if (d.task && o.scored > 0)
    finding.evidence.push_back(
        fmt::format("the {} moves by {:.3g} rms, up to {:.3g}; {} of {} decisions change",
                    score_text(d.task->score), o.score_rms, o.largest_score, o.flipped, o.scored));
  const std::vector<CutLayer> cut = cut_layers(d);
  if (cut.empty())
    std::ranges::move(slope_evidence(d, *hop), std::back_inserter(finding.evidence));
  else
    finding.evidence.push_back(
        fmt::format("that holds what E23 cuts in {} layer{}; the others by themselves:", cut.size(),
                    cut.size() == 1 ? "" : "s"));
  for (const LayerSummary* layer : others(worst_local(*hop, kShownLayers + cut.size()), cut))
    finding.evidence.push_back(fmt::format("'{}' ({}) alone is up to {} off, rms {}",
                                           layer->pair.name, layer->pair.op,
                                           in_codes(layer->local.largest, layer->pair.code_scale),
                                           in_codes(layer->local.rms(), layer->pair.code_scale)));
  finding.evidence.push_back(unproven_text(d));
  finding.next =
      "Expect this part on every board: fewer channels per layer, or scales that lie closer "
      "together, make it smaller";
  findings.push_back(std::move(finding));
}

}  // namespace npuscope
