// SPDX-License-Identifier: Apache-2.0
#include "report/prediction_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;

constexpr size_t kShownLayers = 8;
/// One step of the intermediate in output codes from which outputs differ visibly.
constexpr double kCoarse = 0.1;

std::string reach_text(const Reach& reach) {
  return fmt::format("{} … {}", number_text(reach.low), number_text(reach.high));
}

class Writer {
 public:
  Writer(const Prediction& prediction, const TextOptions& options)
      : p_(prediction), options_(options) {}

  std::string write() {
    line(emphasised(p_.model, Emphasis::kStrong, options_.colour) +
         fmt::format(": {}, as ST Edge AI Core {} has the NPU compute them",
                     plural(static_cast<int64_t>(p_.layers.size()), "layer"), p_.compiler));
    caps();
    layers();
    evidence();
    for (const std::string& note : p_.notes) line("  note: " + note);
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  void heading(const std::string& text) { out_ += heading_text(text, options_.colour); }

  void caps() {
    heading("The cap of the 16-bit accumulator");
    const auto capped = p_.capped();
    const auto products = std::ranges::count_if(p_.layers, [](const auto& l) { return !!l.cap; });
    if (capped.empty()) {
      line(fmt::format("  none of {} is cut: every one reaches what its output's codes promise",
                       plural(products, "convolution or dense layer")));
      return;
    }
    line(emphasised(fmt::format("  {} of {} cannot reach what the codes of their outputs promise",
                                capped.size(), plural(products, "convolution and dense layer")),
                    Emphasis::kBad, options_.colour));
    TextTable table({{"layer"},
                     {"op"},
                     {"channels cut", Align::kRight},
                     {"worst channel reaches", Align::kRight},
                     {"codes promise", Align::kRight},
                     {"share", Align::kRight},
                     {"shift", Align::kRight},
                     {"safe from", Align::kRight}});
    for (const LayerPrediction* layer : capped) {
      const AccumulatorCap& cap = *layer->cap;
      table.add_row({layer->name, layer->op,
                     fmt::format("{} of {}", cap.cut_channels, cap.channels),
                     reach_text(cap.capped), reach_text(cap.promised), percent_text(cap.share),
                     std::to_string(cap.shift), std::to_string(cap.needed_shift)});
    }
    out_ += table.render(options_.colour);
    line(
        "  reaches: what the accumulator's 16 bits leave, of any input; share: of what the codes "
        "promise and the weights allow;");
    line(
        "  shift: the compiler's, from the signed sums of weights; safe from: the shift with which "
        "no input could saturate");
    tests(capped);
  }

  /// What a user can check on a board at once.
  void tests(const std::vector<const LayerPrediction*>& capped) {
    const LayerPrediction& layer = *capped.back();
    const AccumulatorCap& last = *layer.cap;
    line(
        fmt::format("  on your board: does channel {} of '{}' ever leave {}? By this arithmetic it "
                    "cannot.",
                    last.channel, layer.name, reach_text(last.capped)));
  }

  void layers() {
    std::vector<const LayerPrediction*> shown;
    for (const LayerPrediction& layer : p_.layers)
      if (options_.all_layers || (layer.cap && (layer.resolution > kCoarse || layer.passes > 1)))
        shown.push_back(&layer);
    if (!options_.all_layers) {
      std::ranges::stable_sort(shown, std::greater<>(), [](const LayerPrediction* layer) {
        return layer->resolution * static_cast<double>(layer->passes);
      });
      if (shown.size() > kShownLayers) shown.resize(kShownLayers);
    }
    if (shown.empty()) return;
    heading(options_.all_layers ? "Layers" : "Layers whose 16-bit intermediate is coarse");
    TextTable table({{"layer"},
                     {"op"},
                     {"step in codes", Align::kRight},
                     {"passes", Align::kRight},
                     {"multiplier bits", Align::kRight},
                     {"computed as"},
                     {"known from"}});
    for (const LayerPrediction* layer : shown) {
      const bool products = layer->cap.has_value();
      table.add_row({layer->name, layer->op, products ? number_text(layer->resolution) : "-",
                     products ? std::to_string(layer->passes) : "-",
                     products ? std::to_string(layer->multiplier_bits) : "-",
                     std::string(layer->basis.rule),
                     std::string(evidence_name(layer->basis.evidence))});
    }
    out_ += table.render(options_.colour);
    line(
        "  step: what one unit of the 16-bit intermediate is worth in the coarsest channel; every "
        "pass rounds to it once");
  }

  void evidence() {
    std::array<int64_t, 4> counts{};
    int64_t open = 0;
    for (const LayerPrediction& layer : p_.layers) {
      ++counts[static_cast<size_t>(layer.basis.evidence)];
      open += layer.basis.plan_open ? 1 : 0;
    }
    heading("What this rests on");
    constexpr std::array<std::string_view, 4> kMeanings = {
        "reproduces values that a real STM32N6 returned", "read off generated code",
        "a formula of ours: no generated code seen", "not known: computed as exact does"};
    TextTable table({{"known from"}, {"layers", Align::kRight}, {"meaning"}});
    for (size_t i = 0; i < counts.size(); ++i)
      if (counts[i] > 0)
        table.add_row({std::string(evidence_name(static_cast<Evidence>(i))),
                       std::to_string(counts[i]), std::string(kMeanings[i])});
    out_ += table.render(options_.colour);
    if (open > 0)
      line(fmt::format("  {} in several passes, in an order that a build may choose otherwise",
                       plural(open, "layer")));
  }

  const Prediction& p_;
  const TextOptions& options_;
  std::string out_;
};

}  // namespace

std::string prediction_text(const Prediction& prediction, const TextOptions& options) {
  return Writer(prediction, options).write();
}

}  // namespace npuscope
