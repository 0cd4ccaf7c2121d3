// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "report/numbers.h"
#include "report/prediction_sections.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;

/// "310 of 1,056"; without samples nobody knows.
std::string cut_text(const LayerPrediction& layer) {
  return fmt::format("{} of {}", count_text(layer.drift.saturated),
                     count_text(layer.drift.elements));
}

TextTable caps_table(const std::vector<const LayerPrediction*>& capped, bool samples) {
  std::vector<TextTable::Column> columns = {{"layer"},
                                            {"op"},
                                            {"channels cut", Align::kRight},
                                            {"worst channel reaches", Align::kRight},
                                            {"codes promise", Align::kRight},
                                            {"share", Align::kRight},
                                            {"limit"},
                                            {"shift", Align::kRight},
                                            {"safe from", Align::kRight}};
  if (samples) columns.push_back({"outputs cut", Align::kRight});
  TextTable table(columns);
  for (const LayerPrediction* layer : capped) {
    const AccumulatorCap& cap = *layer->cap;
    std::vector<TextTable::Cell> cells = {
        layer->name,
        layer->op,
        fmt::format("{} of {}", cap.cut_channels, cap.channels),
        reach_text(cap.capped),
        reach_text(cap.promised),
        percent_text(cap.share),
        cap.by_real_value ? "real value" : "sum",
        std::to_string(cap.shift),
        cap.by_real_value ? "-" : std::to_string(cap.needed_shift)};
    if (samples) cells.push_back(cut_text(*layer));
    table.add_row(std::move(cells));
  }
  return table;
}

/// What a user can check on a board at once.
std::string board_test(const LayerPrediction& layer) {
  return fmt::format(
      "  on your board: does channel {} of '{}' ever leave {}? By this arithmetic it cannot.\n",
      layer.cap->channel, layer.name, reach_text(layer.cap->capped));
}

/// Convolutions and dense layers of which nothing can be said, by reason.
std::string unknown_text(const Prediction& prediction, const TextOptions& options) {
  const auto unknown = prediction.unknown();
  if (unknown.empty()) return {};
  const LayerPrediction& first = *unknown.front();
  const std::string why = drift_reason_text(first);
  return emphasised(
             fmt::format("  {} by no known rule of the NPU, the first '{}'{}: computed as exact "
                         "does, of no meaning for the board",
                         plural(static_cast<int64_t>(unknown.size()), "convolution or dense layer"),
                         first.name, why.empty() ? "" : " (" + why + ")"),
             Emphasis::kBad, options.colour) +
         "\n";
}

}  // namespace

std::string reach_text(const Reach& reach) {
  return fmt::format("{} … {}", number_text(reach.low), number_text(reach.high));
}

std::string caps_section(const Prediction& prediction, const TextOptions& options) {
  std::string text = heading_text("The cap of the 16-bit accumulator", options.colour);
  text += unknown_text(prediction, options);
  const auto capped = prediction.capped();
  const auto products =
      std::ranges::count_if(prediction.layers, [](const auto& layer) { return !!layer.cap; });
  if (products == 0) return text + "  nothing is known of any layer's cap\n";
  if (capped.empty())
    return text +
           fmt::format("  none of {} is cut: every one reaches what its output's codes promise\n",
                       plural(products, "convolution or dense layer"));
  text += emphasised(fmt::format("  {} of {} cannot reach what the codes of their outputs promise",
                                 capped.size(), plural(products, "convolution and dense layer")),
                     Emphasis::kBad, options.colour) +
          "\n";
  text += caps_table(capped, prediction.samples > 0).render(options.colour);
  text +=
      "  reaches: what the accumulator's 16 bits leave, of any input; share: of what the codes "
      "promise and the weights allow;\n"
      "  limit: of the 16-bit sum, or of the 16-bit real value before the bias (three roundings);\n"
      "  shift: the compiler's, from the signed sums of weights; safe from: the shift with which "
      "no sum could saturate\n";
  return text + board_test(*capped.back());
}

}  // namespace npuscope
