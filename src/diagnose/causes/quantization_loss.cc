// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

constexpr size_t kShownLayers = 3;
constexpr double kSignificant = 0.05;

/// From the float model to one that the PC executes; a board adds faults of its own.
bool quantizes(const Diagnosis& d, const Hop& hop) {
  const std::string& to = d.ladder.rungs[hop.to].name;
  return d.ladder.rungs[hop.from].name == "float" && to != "board" && to != "board-cpu";
}

/// Float against exact integers is the loss of quantization alone; against anything else it holds
/// what that adds, saturation in ONNX Runtime for one.
const Hop* purest_hop(const Diagnosis& d) {
  if (const Hop* exact = find_hop(d, "float", "exact")) return exact;
  for (const Hop& hop : d.hops)
    if (quantizes(d, hop)) return &hop;
  return nullptr;
}

std::string change_of_errors(const Diagnosis& d, const Hop& hop) {
  const auto& from = d.wrong[hop.from];
  const auto& to = d.wrong[hop.to];
  if (!from || !to) return {};
  const int64_t worse = hop.output.broken;
  const int64_t better = hop.output.repaired;
  const double p = mcnemar_exact_p(worse, better);
  return fmt::format(
      "wrong decisions: {} of {} in {}, {} of {} in {}; {} became wrong, {} became right (McNemar "
      "p = {:.2g}{})",
      from->errors, from->trials, d.ladder.rungs[hop.from].name, to->errors, to->trials,
      d.ladder.rungs[hop.to].name, worse, better, p,
      p > kSignificant ? ": no evidence of a change" : "");
}

}  // namespace

void examine_quantization_loss(const Diagnosis& d, std::vector<Finding>& findings) {
  const Hop* hop = purest_hop(d);
  if (!hop || !hop->output.stats.available()) return;
  Finding finding;
  finding.id = "Q1";
  finding.severity = Severity::kExpected;
  for (const Hop& from_float : d.hops)
    if (quantizes(d, from_float)) finding.hops.push_back(index_of(d, from_float));
  finding.title = "Quantization itself moves the outputs";
  finding.evidence.push_back(fmt::format(
      "outputs move by {} rms, up to {}, from float to {}",
      in_codes(hop->output.stats.rms(), hop->output.code_scale),
      in_codes(hop->output.stats.largest, hop->output.code_scale), d.ladder.rungs[hop->to].name));
  std::ranges::move(slope_evidence(d, *hop), std::back_inserter(finding.evidence));
  if (d.task && hop->output.scored > 0)
    finding.evidence.push_back(
        fmt::format("the {} moves by {:.3g} rms, up to {:.3g}; {} of {} decisions change",
                    score_text(d.task->score), hop->output.score_rms, hop->output.largest_score,
                    hop->output.flipped, hop->output.scored));
  if (std::string errors = change_of_errors(d, *hop); !errors.empty())
    finding.evidence.push_back(std::move(errors));
  for (const LayerSummary* layer : worst_local(*hop, kShownLayers))
    finding.evidence.push_back(fmt::format(
        "'{}' ({}) alone loses {} rms on given inputs; rounding to codes alone is 0.29",
        layer->pair.name, layer->pair.op, in_codes(layer->local.rms(), layer->pair.code_scale)));
  finding.next =
      "Compare with per-channel weights, and calibrate with more images, before blaming "
      "the target for this part";
  findings.push_back(std::move(finding));
}

}  // namespace npuscope
