// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

bool compared(const Hop& hop) {
  return std::ranges::any_of(
      hop.layers, [](const LayerSummary& layer) { return layer.accumulated.available(); });
}

/// Whether some output has a counterpart of another shape or type.
bool has_misfits(const Hop& hop) {
  return std::ranges::any_of(hop.unpaired_outputs,
                             [](const Unpaired& one) { return one.reason != kNoCounterpart; });
}

std::vector<std::string> evidence_of(const Diagnosis& d, const Hop& hop) {
  std::vector<std::string> evidence;
  for (const Unpaired& one : hop.unpaired_outputs) {
    const size_t rung = one.side == Side::kReference ? hop.from : hop.to;
    evidence.push_back(
        fmt::format("output '{}' of {}: {}", one.name, d.ladder.rungs[rung].name, one.reason));
  }
  return evidence;
}

}  // namespace

// A recording that somebody gave and that could not be read against anything is no agreement.
void examine_uncompared(const Diagnosis& d, std::vector<Finding>& findings) {
  for (const Hop& hop : d.hops) {
    const bool recorded =
        !d.ladder.rungs[hop.from].executes() || !d.ladder.rungs[hop.to].executes();
    const bool nothing = recorded && !compared(hop);
    if (!nothing && !has_misfits(hop)) continue;
    findings.push_back({"R1",
                        Severity::kFinding,
                        hop_name(d.ladder, hop) + (nothing ? ": nothing could be compared"
                                                           : ": outputs do not fit each other"),
                        evidence_of(d, hop),
                        "Check that both hold the outputs of this network: their number, shapes "
                        "and types",
                        {index_of(d, hop)}});
  }
}

}  // namespace npuscope
