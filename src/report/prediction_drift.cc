// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "report/numbers.h"
#include "report/prediction_sections.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;

constexpr size_t kShownLayers = 8;
/// Codes, root mean square, from which a layer is shown.
constexpr double kVisible = 0.1;

std::vector<const LayerPrediction*> shown_layers(const Prediction& prediction, bool all) {
  std::vector<const LayerPrediction*> shown;
  for (const LayerPrediction& layer : prediction.layers)
    if (all || layer.drift.rms > kVisible) shown.push_back(&layer);
  if (all) return shown;
  std::ranges::stable_sort(shown, std::greater<>(),
                           [](const LayerPrediction* layer) { return layer->drift.rms; });
  if (shown.size() > kShownLayers) shown.resize(kShownLayers);
  return shown;
}

std::string passes_text(const LayerPrediction& layer) {
  return layer.pointwise ? fmt::format("wide 1x1: {} partial sums", layer.passes)
                         : fmt::format("{} partial sums", layer.passes);
}

/// Why nothing is predicted: tensors that the NPU's rules are not about, a float island, a rule
/// that nobody has seen.
std::string unknown_reason(const LayerPrediction& layer) {
  if (!layer.unknown_because.empty()) return layer.unknown_because + " tensor: no rule known";
  if (layer.basis.rule.starts_with("software")) return "in float, by software";
  return layer.basis.evidence == Evidence::kUnknown ? "no rule known" : "";
}

std::string outputs_rms(double rms) { return rms < 0.005 ? "<0.01" : fmt::format("{:.2f}", rms); }

}  // namespace

std::string drift_reason_text(const LayerPrediction& layer) {
  switch (layer.drift.reason) {
    case DriftReason::kNone: return unknown_reason(layer);
    case DriftReason::kSaturation: return "16 bits saturate";
    case DriftReason::kCoarseSum: return "coarse 16-bit sum";
    case DriftReason::kManyPasses: return passes_text(layer);
    case DriftReason::kIntermediate: return "16-bit real value";
    case DriftReason::kMultiplier:
      return layer.cap ? fmt::format("{}-bit multiplier", layer.multiplier_bits)
                       : "16-bit coefficients";
    case DriftReason::kTies: return "halves rounded away from zero";
    case DriftReason::kSteps: return "function in integer steps";
  }
  return "";
}

std::string drift_section(const Prediction& prediction, const TextOptions& options) {
  const auto shown = shown_layers(prediction, options.all_layers);
  std::string text = heading_text(
      options.all_layers ? "Layers" : "Layers that drift most by themselves", options.colour);
  if (shown.empty()) return text + fmt::format("  none by more than {} codes rms\n", kVisible);
  TextTable table({{"layer"},
                   {"op"},
                   {"rms", Align::kRight},
                   {"largest", Align::kRight},
                   {"because of"},
                   {"step", Align::kRight},
                   {"passes", Align::kRight},
                   {"multiplier", Align::kRight},
                   {"computed as"},
                   {"known from"}});
  for (const LayerPrediction* layer : shown) {
    const bool products = layer->cap.has_value();
    table.add_row({layer->name, layer->op, outputs_rms(layer->drift.rms),
                   std::to_string(layer->drift.largest), drift_reason_text(*layer),
                   products ? number_text(layer->resolution) : "-",
                   products ? std::to_string(layer->passes) : "-",
                   products ? fmt::format("{} bits", layer->multiplier_bits) : "-",
                   std::string(layer->basis.rule),
                   std::string(evidence_name(layer->basis.evidence))});
  }
  text += table.render(options.colour);
  text += fmt::format(
      "  rms, largest: codes by which the NPU differs from exact on the same inputs, a closed form "
      "of {};\n",
      prediction.samples > 0
          ? fmt::format("weights, scales and the codes of {}",
                        plural(static_cast<int64_t>(prediction.samples), "sample"))
          : "weights and scales alone (give --inputs for better)");
  return text +
         "  step: what one unit of the 16-bit sum is worth in codes, in the coarsest channel; "
         "every "
         "pass rounds to it once\n";
}

}  // namespace npuscope
