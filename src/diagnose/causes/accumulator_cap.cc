// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

constexpr size_t kShownLayers = 4;

std::string reach_text(const NpuLayer& layer) {
  const AccumulatorCap& cap = *layer.cap;
  return fmt::format("channel {} cannot leave {:.3g} … {:.3g}; its codes promise {:.3g} … {:.3g}",
                     cap.channel, cap.capped.low, cap.capped.high, cap.promised.low,
                     cap.promised.high);
}

std::string saturation_text(const CutLayer& cut, size_t samples) {
  const NpuLayer& layer = *cut.npu;
  const LayerSummary& local = *cut.alone;
  return fmt::format(
      "'{}' ({}): {} of {} sums leave 16 bits, in {} of {} samples; the layer alone is up to {} "
      "off; {}",
      layer.name, layer.op, layer.saturated(), layer.stages.front().elements,
      layer.saturating_samples, samples, in_codes(local.local.largest, local.pair.code_scale),
      reach_text(layer));
}

/// What the board's own numbers say of it; empty where `exact` stays within the cap, or no board is
/// there.
std::string board_text(const Diagnosis& d) {
  if (!d.board_at_cap || d.board_at_cap->exact_beyond == 0) return {};
  const BoardAtCap& at = *d.board_at_cap;
  if (at.beyond > 0)
    return fmt::format(
        "on the board {} of {} outputs lie beyond the cap of '{}': its build does not cut there",
        at.beyond, at.elements, at.layer);
  return fmt::format(
      "on the board none of {} outputs lies beyond the cap of '{}', and {} stand right at it; "
      "exact "
      "has {} beyond",
      at.elements, at.layer, at.at, at.exact_beyond);
}

}  // namespace

// failure-modes E23: the compiler sizes the accumulator's shift by the signed sum of weights, so
// that inputs that suit the weights' signs saturate it.
void examine_accumulator_cap(const Diagnosis& d, std::vector<Finding>& findings) {
  const std::vector<CutLayer> cut = cut_layers(d);
  if (cut.empty()) return;
  Finding finding;
  finding.id = "E23";
  finding.severity = Severity::kFinding;
  finding.title = fmt::format("The NPU's 16-bit accumulator cuts the outputs of {} layer{}",
                              cut.size(), cut.size() == 1 ? "" : "s");
  for (size_t i = 0; i < std::min(cut.size(), kShownLayers); ++i)
    finding.evidence.push_back(saturation_text(cut[i], d.samples.size()));
  if (cut.size() > kShownLayers)
    finding.evidence.push_back(fmt::format("and {} more layers", cut.size() - kShownLayers));
  std::ranges::move(slope_evidence(d, *hop_into_npu(d)), std::back_inserter(finding.evidence));
  if (const std::string text = board_text(d); !text.empty()) finding.evidence.push_back(text);
  if (d.board_at_cap && d.board_at_cap->beyond > 0) {
    finding.severity = Severity::kNote;
    finding.title += ", but not those of this board";
    finding.next =
        "Make sure which compiler made the build, and that the NPU executes these layers: by this "
        "arithmetic the board could not go beyond those ends";
    findings.push_back(std::move(finding));
    return;
  }
  finding.evidence.push_back(
      "values pile up at those ends; needs no fault of memory, caches or runtime");
  finding.next =
      "On the board, look for values beyond these ends: by this arithmetic there are none. "
      "`npuscope predict` lists every layer's cap";
  findings.push_back(std::move(finding));
}

}  // namespace npuscope
