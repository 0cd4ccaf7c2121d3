// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

bool explained(const std::vector<Finding>& findings, size_t hop) {
  return std::ranges::any_of(findings,
                             [&](const Finding& finding) { return explains(finding, hop); });
}

/// The first layer that leaves the floor, or the first tensor where no layer could be re-executed.
std::string first_text(const Hop& hop) {
  const auto& first = hop.first_local ? hop.first_local : hop.first_accumulated;
  const LayerSummary& layer = hop.layers[*first];
  const LayerStats& stats = hop.first_local ? layer.local : layer.accumulated;
  const auto& floor = hop.first_local ? layer.local_floor : layer.floor;
  return fmt::format(
      "first {}: '{}', whose elements {}; {}",
      hop.first_local ? "layer that does so by itself" : "tensor", layer.pair.name,
      difference_text(stats, layer.pair.code_scale),
      floor ? "the references among themselves " + difference_text(*floor, layer.pair.code_scale)
            : "without references there is no noise floor: any difference counts");
}

std::vector<std::string> evidence_of(const Diagnosis& d, const Hop& hop) {
  std::vector<std::string> evidence;
  if (hop.output.stats.available())
    evidence.push_back("outputs " + difference_text(hop.output.stats, hop.output.code_scale));
  std::ranges::move(slope_evidence(d, hop), std::back_inserter(evidence));
  if (hop.leaves_floor()) evidence.push_back(first_text(hop));
  return evidence;
}

std::string next_step(const Diagnosis& d, const Hop& hop) {
  const auto recorded = [&](size_t rung) { return !d.ladder.rungs[rung].executes(); };
  if (recorded(hop.from) || recorded(hop.to))
    return "Look at the first layer with --all-layers, and at how the recording was made: from "
           "which model file, inputs and versions";
  return "Look at the first layer with --all-layers, and compare the options and versions of the "
         "two";
}

}  // namespace

// What leaves the noise must not pass for agreement because no cause fits it.
void examine_unexplained(const Diagnosis& d, std::vector<Finding>& findings) {
  for (const Hop& hop : d.hops) {
    const bool departs = hop.leaves_floor() || hop.rescaled();
    if (!departs || explained(findings, index_of(d, hop))) continue;
    findings.push_back({"U1",
                        Severity::kFinding,
                        hop_name(d.ladder, hop) + " differ beyond the noise: not explained",
                        evidence_of(d, hop),
                        next_step(d, hop),
                        {index_of(d, hop)}});
  }
}

}  // namespace npuscope
