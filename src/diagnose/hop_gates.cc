// SPDX-License-Identifier: Apache-2.0
#include "diagnose/hop_gates.h"

#include "base/wildcard.h"

namespace npuscope {

Result<std::vector<HopGateVerdict>> judge_gates(const std::vector<CaseGate>& gates,
                                                const Diagnosis& diagnosis) {
  std::vector<HopGateVerdict> verdicts;
  for (const CaseGate& demand : gates) {
    const size_t before = verdicts.size();
    for (const Hop& hop : diagnosis.hops) {
      const std::string name = hop_name(diagnosis.ladder, hop);
      if (!matches_wildcard(name, demand.hop)) continue;
      for (const LayerSummary& layer : hop.layers) {
        if (!demand.gate.applies_to(layer.pair.name) || !layer.accumulated.available()) continue;
        const Figures figures = figures_of(layer.accumulated, layer.pair.code_scale);
        verdicts.push_back({name, {demand.gate, layer.pair.name, evaluate(demand.gate, figures)}});
      }
    }
    if (verdicts.size() == before)
      return fail(bad_input("the gate '" + demand.gate.text() + "' fits nothing that was compared")
                      .expected("a tensor of a hop, as --all-layers lists them")
                      .found("hop '" + demand.hop + "', tensor '" + demand.gate.pattern + "'"));
  }
  return verdicts;
}

}  // namespace npuscope
