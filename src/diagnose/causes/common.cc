// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "diagnose/causes/causes.h"
#include "diagnose/rung_specs.h"

namespace npuscope {

size_t index_of(const Diagnosis& d, const Hop& hop) {
  return static_cast<size_t>(&hop - d.hops.data());
}

const Hop* find_hop(const Diagnosis& d, std::string_view from, std::string_view to) {
  for (const Hop& hop : d.hops)
    if (d.ladder.rungs[hop.from].name == from && d.ladder.rungs[hop.to].name == to) return &hop;
  return nullptr;
}

bool explains(const Finding& finding, size_t hop) {
  return std::ranges::find(finding.hops, hop) != finding.hops.end();
}

bool stays_in_floor(const Hop& hop) {
  return !hop.leaves_floor() && hop.outputs_beyond_floor().empty();
}

std::ptrdiff_t unproven_layers(const Diagnosis& d) {
  return std::ranges::count_if(
      d.npu, [](const NpuLayer& layer) { return layer.basis.evidence != Evidence::kSilicon; });
}

const Hop* hop_into_npu(const Diagnosis& d) {
  for (const Hop& hop : d.hops)
    if (d.ladder.rungs[hop.to].name == "neural-art") return &hop;
  return nullptr;
}

std::vector<CutLayer> cut_layers(const Diagnosis& d) {
  std::vector<CutLayer> cut;
  const Hop* hop = hop_into_npu(d);
  for (const NpuLayer& npu : d.npu) {
    if (!hop || npu.saturated() == 0) continue;
    const auto alone = std::ranges::find_if(hop->layers, [&](const LayerSummary& layer) {
      return layer.pair.name == npu.name && layer.local.available();
    });
    if (alone != hop->layers.end() && alone->local.beyond_one > 0) cut.push_back({&npu, &*alone});
  }
  std::ranges::stable_sort(cut, std::greater<>(), [](const CutLayer& one) {
    return one.alone->local.largest / one.alone->pair.code_scale;
  });
  return cut;
}

bool equals_board(const Diagnosis& d, const Hop& hop) {
  const LadderRung& rung = d.ladder.rungs[hop.from];
  const bool imitates = rung.executes() && rung_name(rung.spec) == "neural-art";
  if (!imitates || differing_input(hop) || !hop.unpaired_outputs.empty()) return false;
  const auto moved = [](const LayerSummary& layer) {
    const LayerStats& s = layer.accumulated;
    return layer.pair.is_output &&
           (!s.available() || s.largest > layer.pair.indistinct() || s.one_sided > 0);
  };
  return hop.output.stats.available() && std::ranges::none_of(hop.layers, moved);
}

const Hop* find_runtime_references(const Diagnosis& d) {
  const auto is_reference = [&](size_t rung) {
    return d.ladder.rungs[rung].place == LadderRung::Place::kReference;
  };
  for (const Hop& hop : d.reference)
    if (is_reference(hop.from) && is_reference(hop.to)) return &hop;
  return nullptr;
}

bool multiplies(std::string_view op) { return op == "Conv" || op == "Gemm" || op == "MatMul"; }

std::string unseen_inputs(const Hop& hop) {
  for (const Unpaired& one : hop.unpaired_inputs)
    if (one.side == Side::kOther)
      return fmt::format("its recording's '{}' could not be compared ({})", one.name, one.reason);
  const bool compared = std::ranges::any_of(hop.layers, [](const LayerSummary& layer) {
    return layer.pair.op == "input" && layer.accumulated.available();
  });
  if (!compared) return "its recording shows none";
  for (const Unpaired& one : hop.unpaired_inputs)
    if (one.reason == kNoCounterpart)
      return fmt::format("its recording does not show '{}'", one.name);
  return {};
}

const LayerSummary* differing_input(const Hop& hop) {
  // One side may hold the real numbers that the other holds the codes of: half a code, and what
  // float32 adds.
  constexpr double kRounding = 0.501;
  constexpr double kFloat32 = 1e-5;  // of the root mean square
  for (const LayerSummary& layer : hop.layers) {
    if (layer.pair.op != "input" || !layer.accumulated.available()) continue;
    const Moments& m = layer.accumulated.moments;
    const double size = m.count > 0 ? std::sqrt(m.sum_rr() / static_cast<double>(m.count)) : 0;
    const double rounding =
        layer.pair.code_scale > 0 ? kRounding * layer.pair.code_scale : kFloat32 * size;
    if (layer.accumulated.largest > rounding || layer.accumulated.one_sided > 0) return &layer;
  }
  return nullptr;
}

std::string in_codes(double difference, double code_scale) {
  if (code_scale <= 0) return fmt::format("{:.4g}", difference);
  const std::string number = fmt::format("{:.3g}", difference / code_scale);
  return number + (number == "1" ? " code" : " codes");
}

std::vector<std::string> slope_evidence(const Diagnosis& d, const Hop& hop) {
  if (!hop.rescaled()) return {};
  constexpr double kAlike = 0.01;
  const OutputSlope& slope = *hop.output.slope;
  const std::string which =
      hop.output.name.empty() ? "the outputs" : "the elements of the first output";
  std::string text = fmt::format("{} are {:.4g} +- {:.2g} times those of {}", which, slope.value,
                                 slope.error, d.ladder.rungs[hop.from].name);
  if (std::fabs(slope.value * hop.output.slope_code - 1) < kAlike)
    return {text + fmt::format(", as codes are that are worth {:.6g} each: what '{}' holds is not "
                               "real numbers",
                               hop.output.slope_code, d.ladder.rungs[hop.to].name)};
  text += fmt::format(", whichever sample is left out: a systematic {}, not noise",
                      slope.value < 1 ? "shrink" : "growth");
  if (hop.output.slope_floor > 0)
    text += fmt::format(" (between the references {:.2g} off 1 at most)", hop.output.slope_floor);
  return {text};
}

std::string difference_text(const LayerStats& stats, double code_scale) {
  if (stats.available() && !stats.differs()) return "do not differ";
  std::string finite =
      fmt::format("differ by up to {}, rms {}", in_codes(stats.largest, code_scale),
                  in_codes(stats.rms(), code_scale));
  if (stats.one_sided == 0) return finite;
  return fmt::format("are NaN or infinite on one side only in {} of {} elements{}", stats.one_sided,
                     stats.elements() + stats.nonfinite(),
                     stats.elements() > 0 ? "; the others " + finite : "");
}

std::vector<const LayerSummary*> worst_local(const Hop& hop, size_t count) {
  std::vector<const LayerSummary*> layers;
  for (const LayerSummary& layer : hop.layers)
    if (layer.local.available() && layer.pair.code_scale > 0 && layer.local_beyond_floor())
      layers.push_back(&layer);
  std::ranges::stable_sort(layers, std::greater<>(), [](const LayerSummary* layer) {
    return layer->local.rms() / layer->pair.code_scale;
  });
  if (layers.size() > count) layers.resize(count);
  return layers;
}

}  // namespace npuscope
