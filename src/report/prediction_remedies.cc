// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/numbers.h"
#include "report/prediction_sections.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;

constexpr size_t kShownTrials = 8;

std::string decisions_text(const std::optional<OutputChange>& change) {
  if (!change || !change->decisions_changed) return "-";
  return fmt::format("{} of {}", *change->decisions_changed, change->samples);
}

/// Those that were tried; those without a clear effect only among the first few.
std::vector<const RemedyTrial*> shown_trials(const RemedyTrials& remedies, bool all) {
  std::vector<const RemedyTrial*> shown;
  for (const RemedyTrial& trial : remedies.trials) {
    if (!trial.not_tried.empty()) continue;
    if (all || trial.verdict == Verdict::kBetter || shown.size() < kShownTrials)
      shown.push_back(&trial);
  }
  return shown;
}

/// "0.85 (3)": root mean square and the largest.
std::string change_text(const std::optional<OutputChange>& change, double code_scale) {
  if (!change) return "-";
  return fmt::format("{} ({})", output_text(change->rms, code_scale),
                     output_text(change->largest, code_scale));
}

std::string unit_text(const Prediction& prediction) {
  return prediction.code_scale > 0 ? "codes" : "units of the output";
}

TextTable trials_table(const Prediction& prediction, const std::vector<const RemedyTrial*>& shown) {
  const RemedyTrials& remedies = *prediction.remedies;
  const bool has_float = remedies.as_it_is_from_float.has_value();
  std::vector<TextTable::Column> columns;
  if (has_float) columns.push_back({"from float", Align::kRight});
  columns.push_back({"from exact", Align::kRight});
  columns.push_back({"decisions changed", Align::kRight});
  columns.push_back({"is"});
  columns.push_back({"remedy"});
  TextTable table(columns);
  const auto add = [&](const std::string& name, std::string_view verdict,
                       const std::optional<OutputChange>& from_float,
                       const std::optional<OutputChange>& from_exact) {
    std::vector<TextTable::Cell> cells;
    if (has_float) cells.emplace_back(change_text(from_float, prediction.code_scale));
    cells.emplace_back(change_text(from_exact, prediction.code_scale));
    cells.emplace_back(decisions_text(has_float ? from_float : from_exact));
    cells.emplace_back(std::string(verdict));
    cells.emplace_back(name);
    table.add_row(std::move(cells));
  };
  add("none: the network as it is", "", remedies.as_it_is_from_float, remedies.as_it_is);
  for (const RemedyTrial* trial : shown)
    add(fmt::format("{}", fmt::join(trial->ids(), " + ")), verdict_text(trial->verdict),
        trial->from_float, trial->from_exact);
  return table;
}

/// Of remedies of one kind and layer, which differ in strength, the last: the strongest.
std::vector<const RemedyTrial*> untried(const RemedyTrials& remedies) {
  std::vector<const RemedyTrial*> result;
  for (const RemedyTrial& trial : remedies.trials) {
    if (trial.not_tried.empty()) continue;
    const auto same = std::ranges::find_if(result, [&](const RemedyTrial* other) {
      return other->remedy.kind == trial.remedy.kind && other->remedy.layer == trial.remedy.layer;
    });
    if (same == result.end())
      result.push_back(&trial);
    else
      *same = &trial;
  }
  return result;
}

std::string untried_text(const RemedyTrials& remedies, bool colour) {
  const auto trials = untried(remedies);
  if (trials.empty()) return {};
  TextTable table({{"not tested"}, {"because it"}});
  for (const RemedyTrial* trial : trials) table.add_row({trial->remedy.id, trial->not_tried});
  return table.render(colour);
}

/// The best that is a rewrite of the file and brings the outputs nearer; null: none does.
const RemedyTrial* best_rewrite(const RemedyTrials& remedies) {
  const auto found = std::ranges::find_if(remedies.trials, [](const RemedyTrial& trial) {
    return trial.not_tried.empty() && trial.remedy.kind != kCompilerRemedy &&
           trial.verdict == Verdict::kBetter;
  });
  return found == remedies.trials.end() ? nullptr : &*found;
}

/// How to have the file of a remedy, or of several one after another.
std::string apply_text(const RemedyTrial& trial) {
  std::string flags;
  for (const std::string& id : trial.ids()) flags += fmt::format(" --apply '{}'", id);
  return fmt::format("  the best: {}; to write it:\n    npuscope predict …{} -o fixed.onnx\n",
                     trial.remedy.text, flags);
}

}  // namespace

std::string output_text(double distance, double code_scale) {
  return code_scale > 0 ? number_text(distance / code_scale) : number_text(distance);
}

std::string effect_section(const Prediction& prediction, const TextOptions& options) {
  if (!prediction.effect) return {};
  const OutputEffect& effect = *prediction.effect;
  std::string text =
      heading_text(fmt::format("What that makes of the outputs: {}, simulated",
                               plural(static_cast<int64_t>(prediction.samples), "sample")),
                   options.colour);
  TextTable table({{"computed by"},
                   {"outputs from … to", Align::kRight},
                   {fmt::format("off from exact ({}, rms)", unit_text(prediction)), Align::kRight},
                   {"largest", Align::kRight},
                   {"decisions changed", Align::kRight}});
  table.add_row({"exact", reach_text(effect.exact), "", "", ""});
  table.add_row(
      {"neural-art", reach_text(effect.npu), output_text(effect.change.rms, prediction.code_scale),
       output_text(effect.change.largest, prediction.code_scale), decisions_text(effect.change)});
  return text + table.render(options.colour);
}

std::string remedies_section(const Prediction& prediction, const TextOptions& options) {
  if (!prediction.remedies) return {};
  const RemedyTrials& remedies = *prediction.remedies;
  if (remedies.as_it_is.samples == 0)
    return heading_text("Remedies that --inputs (two samples or more) would try", options.colour) +
           untried_text(remedies, options.colour);
  std::string text = heading_text("Remedies, the best first", options.colour);
  const auto shown = shown_trials(remedies, options.all_layers);
  text += trials_table(prediction, shown).render(options.colour);
  const auto tried = std::ranges::count_if(
      remedies.trials, [](const RemedyTrial& trial) { return trial.not_tried.empty(); });
  if (const auto more = tried - std::ssize(shown); more > 0)
    text += fmt::format("  and {} more that are not better (--all-layers has all)\n", more);
  text += fmt::format(
      "  outputs in {}: rms (largest), of the NPU's arithmetic simulated on {}; shifts and ranges "
      "were chosen on {} others\n",
      unit_text(prediction), plural(remedies.as_it_is.samples, "sample"), remedies.tuned);
  text += fmt::format(
      "  is: better or worse from {} by more than chance (signed ranks over samples, 5 %), or "
      "unclear\n",
      remedies.as_it_is_from_float ? "float" : "exact");
  if (remedies.exact_from_float)
    text += fmt::format("  exact itself is {} from float: what quantization costs{}\n",
                        change_text(remedies.exact_from_float, prediction.code_scale),
                        remedies.exact_from_float->decisions_changed
                            ? "; decisions changed: " + decisions_text(remedies.exact_from_float)
                            : "");
  const RemedyTrial* best = best_rewrite(remedies);
  text += best != nullptr
              ? apply_text(*best)
              : "  no change of the file brings the outputs nearer by more than chance\n";
  return text + untried_text(remedies, options.colour);
}

}  // namespace npuscope
