// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

bool explained(const std::vector<Finding>& findings, size_t hop) {
  return std::ranges::any_of(findings, [&](const Finding& finding) {
    return std::ranges::find(finding.hops, hop) != finding.hops.end();
  });
}

std::vector<std::string> evidence_of(const Hop& hop) {
  std::vector<std::string> evidence;
  if (hop.output.stats.available())
    evidence.push_back("outputs " + difference_text(hop.output.stats, hop.output.code_scale));
  const auto& first = hop.first_local ? hop.first_local : hop.first_accumulated;
  const LayerSummary& layer = hop.layers[*first];
  const LayerStats& stats = hop.first_local ? layer.local : layer.accumulated;
  const auto& floor = hop.first_local ? layer.local_floor : layer.floor;
  evidence.push_back(fmt::format(
      "first {}: '{}', whose elements {}; {}",
      hop.first_local ? "layer that does so by itself" : "tensor", layer.pair.name,
      difference_text(stats, layer.pair.code_scale),
      floor ? "the references among themselves " + difference_text(*floor, layer.pair.code_scale)
            : "without references there is no noise floor: any difference counts"));
  return evidence;
}

}  // namespace

// What leaves the noise must not pass for agreement because no cause fits it.
void examine_unexplained(const Diagnosis& d, std::vector<Finding>& findings) {
  for (const Hop& hop : d.hops) {
    if (!hop.leaves_floor() || explained(findings, index_of(d, hop))) continue;
    findings.push_back({"U1",
                        Severity::kFinding,
                        hop_name(d.ladder, hop) + " differ beyond the noise: not explained",
                        evidence_of(hop),
                        "Look at the first layer with --all-layers, and compare the options and "
                        "versions of the two",
                        {index_of(d, hop)}});
  }
}

}  // namespace npuscope
