// SPDX-License-Identifier: Apache-2.0
#include "diagnose/hop_gates.h"

#include <fmt/format.h>

#include <array>

#include "base/wildcard.h"

namespace npuscope {
namespace {

Error nothing_fits(const CaseGate& demand, int64_t passed_over) {
  return bad_input("the gate '" + demand.gate.text() + "' fits nothing that was compared")
      .expected(passed_over > 0 ? "a tensor of codes: these are all real numbers"
                                : "a tensor of a hop, as --all-layers lists them")
      .found("hop '" + demand.hop + "', tensor '" + demand.gate.pattern + "'");
}

/// Whether a diagnosis measures it: what LayerStats keeps of any two tensors of codes.
bool is_measured(const Metric& metric) {
  const Tensor reference = Tensor::of<float>({2}, std::array{1.0f, 2.0f});
  const Tensor other = Tensor::of<float>({2}, std::array{1.0f, 3.0f});
  const auto stats = compare_layer({&reference, nullptr}, {&other, nullptr}, 1);
  return stats && metric.value(figures_of(*stats, 1)).has_value();
}

}  // namespace

Status judge_gates(const std::vector<CaseGate>& gates, Diagnosis& diagnosis) {
  for (const CaseGate& demand : gates) {
    if (!is_measured(*demand.gate.metric))
      return fail(usage_error("the gate '" + demand.gate.text() + "' asks for what diagnose does " +
                              "not measure")
                      .hint("npuscope compare takes gates on every metric"));
    const size_t before = diagnosis.gates.size();
    int64_t passed_over = 0;
    for (const Hop& hop : diagnosis.hops) {
      const std::string name = hop_name(diagnosis.ladder, hop);
      if (!matches_wildcard(name, demand.hop)) continue;
      for (const LayerSummary& layer : hop.layers) {
        if (!demand.gate.applies_to(layer.pair.name) || !layer.accumulated.available()) continue;
        const Figures figures = figures_of(layer.accumulated, layer.pair.code_scale);
        if (demand.gate.passes_over(figures))
          ++passed_over;
        else
          diagnosis.gates.push_back(
              {name, {demand.gate, layer.pair.name, evaluate(demand.gate, figures)}});
      }
    }
    if (diagnosis.gates.size() == before) return fail(nothing_fits(demand, passed_over));
    if (passed_over > 0)
      diagnosis.notes.push_back(fmt::format(
          "the gate '{}' passes over {} compared tensor{} of real numbers, which have no codes",
          demand.gate.text(), passed_over, passed_over == 1 ? "" : "s"));
  }
  return {};
}

}  // namespace npuscope
