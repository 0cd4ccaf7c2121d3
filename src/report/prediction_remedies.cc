// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "report/numbers.h"
#include "report/prediction_sections.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;

std::string decisions_text(const std::optional<OutputChange>& change) {
  if (!change || !change->decisions_changed) return "-";
  return fmt::format("{} of {}", *change->decisions_changed, change->samples);
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

TextTable trials_table(const Prediction& prediction) {
  const RemedyTrials& remedies = *prediction.remedies;
  const bool has_float = remedies.as_it_is_from_float.has_value();
  std::vector<TextTable::Column> columns = {{"remedy"}};
  if (has_float) columns.push_back({"from float", Align::kRight});
  columns.push_back({"from exact", Align::kRight});
  columns.push_back({"decisions changed", Align::kRight});
  columns.push_back({"what it does"});
  TextTable table(columns);
  const auto add = [&](const std::string& name, const std::optional<OutputChange>& from_float,
                       const std::optional<OutputChange>& from_exact, const std::string& text) {
    std::vector<TextTable::Cell> cells = {name};
    if (has_float) cells.emplace_back(change_text(from_float, prediction.code_scale));
    cells.emplace_back(change_text(from_exact, prediction.code_scale));
    cells.emplace_back(decisions_text(has_float ? from_float : from_exact));
    cells.emplace_back(text);
    table.add_row(std::move(cells));
  };
  add("(none: the network as it is)", remedies.as_it_is_from_float, remedies.as_it_is, "");
  for (const RemedyTrial& trial : remedies.trials)
    if (trial.not_tried.empty())
      add(trial.remedy.id, trial.from_float, trial.from_exact, trial.remedy.text);
  return table;
}

std::string untried(const RemedyTrials& remedies) {
  std::string text;
  for (const RemedyTrial& trial : remedies.trials)
    if (!trial.not_tried.empty())
      text += fmt::format("  not tested: {}: {}\n", trial.remedy.id, trial.not_tried);
  return text;
}

/// The best that is a rewrite of the file.
const RemedyTrial* best_rewrite(const RemedyTrials& remedies) {
  for (const RemedyTrial& trial : remedies.trials)
    if (trial.not_tried.empty() && trial.remedy.kind != "compiler") return &trial;
  return nullptr;
}

}  // namespace

std::string output_text(double distance, double code_scale) {
  return code_scale > 0 ? number_text(distance / code_scale) : number_text(distance);
}

std::string effect_section(const Prediction& prediction, const TextOptions& options) {
  if (!prediction.effect) return {};
  const OutputEffect& effect = *prediction.effect;
  std::string text = heading_text(
      fmt::format("What that makes of the outputs: {}, simulated",
                  plural(static_cast<int64_t>(prediction.samples), "sample")),
      options.colour);
  TextTable table({{"computed by"},
                   {"outputs from … to", Align::kRight},
                   {fmt::format("off from exact ({}, rms)", unit_text(prediction)), Align::kRight},
                   {"largest", Align::kRight},
                   {"decisions changed", Align::kRight}});
  table.add_row({"exact", reach_text(effect.exact), "", "", ""});
  table.add_row({"neural-art", reach_text(effect.npu),
                 output_text(effect.change.rms, prediction.code_scale),
                 output_text(effect.change.largest, prediction.code_scale),
                 decisions_text(effect.change)});
  return text + table.render(options.colour);
}

std::string remedies_section(const Prediction& prediction, const TextOptions& options) {
  if (!prediction.remedies) return {};
  const RemedyTrials& remedies = *prediction.remedies;
  std::string text = heading_text("Remedies, the best first", options.colour);
  if (remedies.as_it_is.samples == 0) return text + untried(remedies);
  text += trials_table(prediction).render(options.colour);
  text += fmt::format(
      "  outputs in {}: rms (largest), of the NPU's arithmetic simulated on {}; shifts and ranges "
      "were chosen on {} others\n",
      unit_text(prediction), plural(remedies.as_it_is.samples, "sample"), remedies.tuned);
  if (remedies.exact_from_float)
    text += fmt::format("  exact itself is {} from float: what quantization costs; {} changed\n",
                        change_text(remedies.exact_from_float, prediction.code_scale),
                        decisions_text(remedies.exact_from_float));
  text += untried(remedies);
  if (const RemedyTrial* best = best_rewrite(remedies))
    text += fmt::format("  to write the changed file: npuscope predict … --apply '{}' -o fixed.onnx\n",
                        best->remedy.id);
  return text;
}

}  // namespace npuscope
