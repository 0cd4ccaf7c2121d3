// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

/// The arithmetic whose pairs of products saturate; nothing where it was not tried.
std::optional<size_t> saturating(const RecordingFit& fit) {
  for (size_t a = 0; a < fit.arithmetics.size(); ++a) {
    const RuntimeRules* rules = find_runtime(fit.arithmetics[a].name);
    if (rules != nullptr && rules->saturates_pairs()) return a;
  }
  return std::nullopt;
}

/// Layers of products that it makes in every element, and nothing else that was tried. Sums of two
/// tensors are its own as well where they meet ties: these do not saturate.
std::vector<const LayerFit*> saturated_layers(const RecordingFit& fit, size_t arithmetic) {
  std::vector<const LayerFit*> layers;
  for (const LayerFit& layer : fit.layers) {
    if (!multiplies(layer.op) || !layer.is_what(arithmetic)) continue;
    const bool others = std::ranges::any_of(layer.equal, [&](size_t trial) {
      const auto& made_by = layer.trials[trial].arithmetics;
      return std::ranges::find(made_by, arithmetic) == made_by.end();
    });
    if (!others) layers.push_back(&layer);
  }
  return layers;
}

size_t index_named(const RecordingFit& fit, std::string_view name) {
  const auto found = std::ranges::find(fit.arithmetics, name, &ArithmeticFit::name);
  return static_cast<size_t>(found - fit.arithmetics.begin());
}

}  // namespace

// failure-modes A1, of a recording that somebody made elsewhere: layers that only sums whose pairs
// of products saturate at 16 bits describe, each computed from its recorded inputs.
void examine_recorded_saturation(const Diagnosis& d, std::vector<Finding>& findings) {
  for (const RecordingFit& fit : d.fits) {
    const auto arithmetic = saturating(fit);
    if (!arithmetic) continue;
    const auto layers = saturated_layers(fit, *arithmetic);
    if (layers.empty()) continue;
    const std::string& rung = d.ladder.rungs[fit.rung].name;
    const LayerFit& first = *layers.front();
    Finding finding;
    finding.id = "A1";
    finding.severity = Severity::kFinding;
    finding.title = fmt::format("The recording '{}' is wrong: its sums saturated", rung);
    finding.evidence = {
        fmt::format("{} of {} recorded layers are in every element what {} makes of their inputs, "
                    "and nothing else that was tried",
                    layers.size(), fit.layers.size(), fit.arithmetics[*arithmetic].name),
        fmt::format("'{}' ({}): exact integers leave {}", first.name, first.op,
                    mismatch_text(first.mismatches[first.own_of(index_named(fit, "exact"))]))};
    finding.next =
        "Make it again with session.x64quantprecision=1, or on a CPU with VNNI; do not judge a "
        "board against this one";
    for (const Hop& hop : d.hops)
      if (hop.from == fit.rung || hop.to == fit.rung) finding.hops.push_back(index_of(d, hop));
    findings.push_back(std::move(finding));
  }
}

}  // namespace npuscope
