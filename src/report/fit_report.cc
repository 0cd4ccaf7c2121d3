// SPDX-License-Identifier: Apache-2.0
#include "report/fit_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/text_table.h"

namespace npuscope {
namespace {

constexpr size_t kShownLayers = 12;
constexpr size_t kShownTrials = 3;

/// Of libraries only those that come nearest: there are many.
bool is_worth_a_word(const RecordingFit& fit, const std::vector<size_t>& group) {
  return std::ranges::any_of(group, [&](size_t a) {
    return !is_library(fit, a) || std::ranges::find(fit.best, a) != fit.best.end();
  });
}

/// "2.2 (assumed) and 2.1: 5 of 7 layers, 7 with other passes; exact: 3 of 7 layers"
std::string summary_text(const RecordingFit& fit) {
  std::vector<std::string> texts;
  for (const auto& group : tied_arithmetics(fit)) {
    if (!is_worth_a_word(fit, group)) continue;
    const ArithmeticFit& one = fit.arithmetics[group.front()];
    std::string& text = texts.emplace_back(fmt::format(
        "{}: {} of {} layers", arithmetics_text(fit, group), one.equal, fit.layers.size()));
    if (one.equal_chosen > one.equal)
      text += fmt::format(", {} with other passes", one.equal_chosen);
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

/// The trials that describe the layer, the first few; else what comes nearest.
std::string made_by_text(const RecordingFit& fit, const LayerFit& layer) {
  if (layer.equal.empty()) {
    const std::string nearest = trial_text(fit, layer, layer.best);
    return layer.kind == FitKind::kClose ? "close to " + nearest
                                         : "not explained; nearest: " + nearest;
  }
  std::vector<size_t> equal = layer.equal;
  std::erase_if(equal, [&](size_t t) { return is_library(fit, layer.trials[t].arithmetics[0]); });
  if (equal.empty()) equal = layer.equal;
  std::vector<std::string> texts;
  for (const size_t t : equal) {
    if (texts.size() == kShownTrials) break;
    texts.push_back(trial_text(fit, layer, t));
  }
  std::string text = fmt::format("{}", fmt::join(texts, "; "));
  if (equal.size() > kShownTrials) text += fmt::format("; {} more", equal.size() - kShownTrials);
  return text;
}

/// What the nearest leaves; of a layer that another arithmetic or other passes describe: what the
/// assumed ones leave.
std::string mismatches_text(const RecordingFit& fit, const LayerFit& layer) {
  if (layer.is_what(fit.assumed)) return "-";
  const size_t shown = layer.equal.empty() ? layer.best : layer.own_of(fit.assumed);
  std::string text = mismatch_text(layer.mismatches[shown]);
  if (!layer.reads_unexplained.empty())
    text += fmt::format("; reads '{}', not explained itself", layer.reads_unexplained);
  return text;
}

std::string fit_table(const Diagnosis& d, const RecordingFit& fit, const TextOptions& options) {
  std::string text = heading_text(fmt::format("Which arithmetic made '{}', layer by layer",
                                              d.ladder.rungs[fit.rung].name),
                                  options.colour) +
                     "  " + summary_text(fit) + "\n";
  TextTable table(
      {{"layer"}, {"op"}, {"made by"}, {"the assumed one, or the nearest, is wrong in"}});
  size_t rows = 0;
  std::vector<const LayerFit*> layers;
  for (const LayerFit& layer : fit.layers) layers.push_back(&layer);
  if (!options.all_layers)
    std::ranges::stable_sort(layers, std::greater<>(), [](const LayerFit* layer) {
      return layer->kind == FitKind::kUnexplained;
    });
  for (const LayerFit* shown : layers) {
    const LayerFit& layer = *shown;
    const bool as_assumed = layer.is_what(fit.assumed);
    if (as_assumed && !options.all_layers) continue;
    if (++rows > kShownLayers && !options.all_layers) continue;
    const Emphasis emphasis = as_assumed                            ? Emphasis::kGood
                              : layer.kind == FitKind::kUnexplained ? Emphasis::kBad
                                                                    : Emphasis::kWarn;
    table.add_row(
        {layer.name, layer.op, {made_by_text(fit, layer), emphasis}, mismatches_text(fit, layer)});
  }
  if (!table.empty()) text += table.render(options.colour);
  if (rows > kShownLayers && !options.all_layers)
    text += fmt::format("  and {} more (--all-layers has all)\n", rows - kShownLayers);
  return text;
}

OrderedJson trial_json(const RecordingFit& fit, const LayerFit& layer, size_t trial) {
  const Trial& one = layer.trials[trial];
  OrderedJson names = OrderedJson::array();
  for (const size_t a : one.arithmetics) names.push_back(fit.arithmetics[a].name);
  const Mismatches& m = layer.mismatches[trial];
  OrderedJson j = {{"arithmetics", std::move(names)},
                   {"pass_plan", nullptr},
                   {"best", trial == layer.best},
                   {"elements", m.elements},
                   {"differing", m.differing},
                   {"above", m.above},
                   {"at_ends", m.at_ends},
                   {"nonfinite", m.nonfinite},
                   {"largest", m.largest},
                   {"channels", nullptr}};
  if (one.passes)
    j["pass_plan"] = one.passes->layer + "=" + pass_choice_text(one.passes->plan.choice);
  if (m.channels) j["channels"] = *m.channels;
  return j;
}

/// Of other passes only those that describe the layer, and the best.
OrderedJson layer_json(const RecordingFit& fit, const LayerFit& layer) {
  OrderedJson trials = OrderedJson::array();
  for (size_t t = 0; t < layer.trials.size(); ++t)
    if (!layer.trials[t].passes || layer.mismatches[t].differing == 0 || t == layer.best)
      trials.push_back(trial_json(fit, layer, t));
  return {{"tensor", layer.name},
          {"op", layer.op},
          {"fit", fit_name(layer.kind)},
          {"as_assumed", layer.is_what(fit.assumed)},
          {"reads_unexplained", layer.reads_unexplained},
          {"tried", layer.trials.size()},
          {"trials", std::move(trials)}};
}

OrderedJson fit_json(const Diagnosis& d, const RecordingFit& fit) {
  OrderedJson arithmetics = OrderedJson::array();
  for (const ArithmeticFit& one : fit.arithmetics)
    arithmetics.push_back({{"name", one.name},
                           {"equal", one.equal},
                           {"equal_chosen", one.equal_chosen},
                           {"differing", one.differing}});
  OrderedJson best = OrderedJson::array();
  for (const size_t a : fit.best) best.push_back(fit.arithmetics[a].name);
  OrderedJson passes = OrderedJson::array();
  for (const FittingPasses& one : fit.passes) {
    OrderedJson others = OrderedJson::array();
    for (const PassChoice& choice : one.others) others.push_back(pass_choice_text(choice));
    passes.push_back({{"layer", one.layer},
                      {"tensor", one.recorded},
                      {"pass_plan", pass_choice_text(one.choice)},
                      {"others", std::move(others)}});
  }
  OrderedJson layers = OrderedJson::array();
  for (const LayerFit& layer : fit.layers) layers.push_back(layer_json(fit, layer));
  return {{"rung", d.ladder.rungs[fit.rung].name},
          {"assumed", fit.arithmetics[fit.assumed].name},
          {"chosen", fit.arithmetics[fit.chosen()].name},
          {"explains_all", fit.explains_all()},
          {"arithmetics", std::move(arithmetics)},
          {"best", std::move(best)},
          {"passes", std::move(passes)},
          {"layers", std::move(layers)}};
}

}  // namespace

std::string fit_tables(const Diagnosis& d, const TextOptions& options) {
  std::string text;
  for (const RecordingFit& fit : d.fits) text += fit_table(d, fit, options);
  return text;
}

OrderedJson fits_json(const Diagnosis& d) {
  OrderedJson fits = OrderedJson::array();
  for (const RecordingFit& fit : d.fits) fits.push_back(fit_json(d, fit));
  return fits;
}

}  // namespace npuscope
