// SPDX-License-Identifier: Apache-2.0
#include "report/diagnosis_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "diagnose/causes/causes.h"
#include "diagnose/floors.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;
using Cell = TextTable::Cell;

constexpr size_t kWorstLayers = 5;
constexpr size_t kShownGates = 10;
const std::string kNone = "-";
const std::string kReal = "*";

/// In codes; without a scale as it is, marked.
std::string codes(double difference, double scale) {
  return scale > 0 ? number_text(difference / scale) : number_text(difference) + kReal;
}

/// NaN where the two sides do not hold the same NaNs and infinities.
std::string output_codes(const OutputDrift& o, double difference) {
  if (o.stats.one_sided > 0) return "NaN";
  return o.stats.available() ? codes(difference, o.code_scale) : kNone;
}

/// The first layer that leaves the floor; by accumulated error where no layer could be re-executed.
std::string first_beyond(const Hop& hop) {
  if (hop.first_local) return hop.layers[*hop.first_local].pair.name;
  const bool any_local = std::ranges::any_of(
      hop.layers, [](const LayerSummary& layer) { return layer.local.available(); });
  if (any_local || !hop.first_accumulated) return "none";
  return hop.layers[*hop.first_accumulated].pair.name + " (accumulated)";
}

/// Whether any hop has scores: a classification has none, and without a task there are none.
bool has_scores(const Diagnosis& d) {
  return std::ranges::any_of(d.hops, [](const Hop& hop) { return hop.output.scored > 0; });
}

/// The columns that hops and the noise floor share.
std::vector<Cell> drift_cells(const Diagnosis& d, std::string title, const OutputDrift& o,
                              Emphasis slope = Emphasis::kNone) {
  std::vector<Cell> cells = {std::move(title),
                             output_codes(o, o.stats.rms()),
                             output_codes(o, o.stats.largest),
                             {o.slope ? number_text(o.slope->value, 4) : kNone, slope}};
  if (has_scores(d))
    for (const double score : {o.score_rms, o.largest_score})
      cells.emplace_back(o.scored > 0 ? number_text(score) : kNone);
  cells.emplace_back(o.decided > 0 ? fmt::format("{} of {}", o.flipped, o.decided) : kNone,
                     o.flipped > 0 ? Emphasis::kBad : Emphasis::kNone);
  return cells;
}

std::vector<Cell> hop_row(const Diagnosis& d, const Hop& hop) {
  std::vector<Cell> row = drift_cells(d, hop_name(d.ladder, hop), hop.output,
                                      hop.rescaled() ? Emphasis::kBad : Emphasis::kNone);
  const auto worst = worst_local(hop, 1);
  row.emplace_back(worst.empty() ? kNone : codes(worst[0]->local.rms(), worst[0]->pair.code_scale));
  row.emplace_back(first_beyond(hop));
  return row;
}

/// "ort:level=none, ort:level=all,precise=1 and exact"
std::string reference_names(const Diagnosis& d) {
  std::vector<std::string> names;
  for (const Hop& pair : d.reference)
    for (const size_t rung : {pair.from, pair.to})
      if (std::ranges::find(names, d.ladder.rungs[rung].name) == names.end())
        names.push_back(d.ladder.rungs[rung].name);
  std::string text = names.front();
  for (size_t i = 1; i < names.size(); ++i)
    text += (i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

/// The references among themselves.
std::vector<Cell> floor_row(const Diagnosis& d) {
  double worst = 0;
  for (const Hop& pair : d.reference)
    for (const LayerSummary& layer : pair.layers)
      if (layer.local.available() && layer.pair.code_scale > 0)
        worst = std::max(worst, layer.local.rms() / layer.pair.code_scale);
  std::vector<Cell> row = drift_cells(d, "noise floor", reference_spread(d.reference));
  row.emplace_back(number_text(worst));
  row.emplace_back("(" + reference_names(d) + " among themselves)");
  return row;
}

/// With a build: where it computes the layer, and where it puts the result.
TextTable layer_table(const Diagnosis& d) {
  std::vector<TextTable::Column> columns = {{"layer"}, {"op"}};
  if (d.ladder.build) {
    columns.push_back({"epoch", Align::kRight});
    columns.push_back({"engine"});
    columns.push_back({"address"});
  }
  columns.insert(columns.end(), {{"local rms", Align::kRight},
                                 {"max", Align::kRight},
                                 {"beyond 1 code", Align::kRight},
                                 {"floor max", Align::kRight},
                                 {"accumulated rms", Align::kRight},
                                 {"max", Align::kRight}});
  return TextTable(columns);
}

void add_place(const Diagnosis& d, const std::string& name, std::vector<Cell>& row) {
  if (!d.ladder.build) return;
  const auto place = d.ladder.places.find(name);
  if (place == d.ladder.places.end()) {
    row.insert(row.end(), {kNone, kNone, kNone});
    return;
  }
  const BuildPlace& at = place->second;
  row.emplace_back(std::to_string(at.epoch));
  row.emplace_back(std::string(engine_name(at.engine)));
  row.emplace_back(!at.stored   ? "within the NPU"
                   : at.address ? address_text(*at.address)
                                : "application's");
}

/// "Conv, after Relu" where what the next layer cuts off is not counted.
std::string operator_text(const LayerPair& pair) {
  if (!pair.within) return pair.op;
  return pair.op + (std::isinf(pair.within->high) ? ", after Relu" : ", after Clip");
}

std::vector<Cell> layer_row(const Diagnosis& d, const LayerSummary& layer) {
  const double scale = layer.pair.code_scale;
  const bool local = layer.local.available();
  const auto elements = static_cast<double>(std::max<int64_t>(layer.local.elements(), 1));
  std::vector<Cell> row = {layer.pair.name, operator_text(layer.pair)};
  add_place(d, layer.pair.name, row);
  const std::initializer_list<Cell> figures = {
      local ? codes(layer.local.rms(), scale) : kNone,
      local ? codes(layer.local.largest, scale) : kNone,
      local && scale > 0 ? percent_text(static_cast<double>(layer.local.beyond_one) / elements)
                         : kNone,
      layer.local_floor ? codes(layer.local_floor->largest, scale) : kNone,
      layer.accumulated.available() ? codes(layer.accumulated.rms(), scale) : kNone,
      layer.accumulated.available() ? codes(layer.accumulated.largest, scale) : kNone};
  row.insert(row.end(), figures);
  return row;
}

/// Of the layers that the board recorded with their inputs: how many equal what is computed from
/// them, and how many there are.
std::pair<int64_t, int64_t> layers_alone(const Hop& hop) {
  int64_t equal = 0, layers = 0;
  for (const LayerSummary& layer : hop.layers) {
    if (!layer.local.available()) continue;
    ++layers;
    equal += layer.local.largest <= layer.pair.indistinct() && layer.local.one_sided == 0 ? 1 : 0;
  }
  return {equal, layers};
}

std::string rate_text(const ErrorRate& rate) {
  const auto [low, high] = rate.interval();
  return fmt::format("{} of {} ({} to {})", rate.errors, rate.trials, percent_text(low),
                     percent_text(high));
}

/// "replay: 3 of 6 (18.8 % to 81.2 %)"
std::string worst_species_text(const AttackDetection& detection) {
  const auto worst = detection.worst_species();
  if (worst == detection.species.end()) return kNone;
  const auto& [species, rate] = *worst;
  return (species.empty() ? "" : species + ": ") + rate_text(rate);
}

void add_detection(const AttackDetection& detection, std::vector<Cell>& row) {
  const auto acer = detection.acer();
  row.emplace_back(rate_text(detection.bona_fide));
  row.emplace_back(worst_species_text(detection));
  row.emplace_back(acer ? number_text(*acer * 100) + " %" : kNone);
}

}  // namespace

std::string hop_table(const Diagnosis& d, bool colour) {
  if (d.hops.empty()) return {};
  std::vector<TextTable::Column> columns = {
      {"hop"}, {"output rms", Align::kRight}, {"max", Align::kRight}, {"slope", Align::kRight}};
  if (has_scores(d)) {
    columns.push_back({std::string(score_text(d.task->score)) + " rms", Align::kRight});
    columns.push_back({"max", Align::kRight});
  }
  columns.push_back({"decisions", Align::kRight});
  columns.push_back({"worst local rms", Align::kRight});
  columns.push_back({"first layer beyond the floor"});
  TextTable table(columns);
  for (const Hop& hop : d.hops) table.add_row(hop_row(d, hop));
  if (!d.reference.empty()) table.add_row(floor_row(d));
  std::string legend =
      "  rms and max in output codes; slope: how many times the earlier outputs the later ones "
      "are; local: "
      "the layer alone, on the later rung's inputs, in its own codes\n";
  if (std::ranges::any_of(d.hops, [](const Hop& hop) {
        return hop.output.stats.available() && hop.output.code_scale <= 0;
      }))
    legend += "  *: not codes but the output's own unit, as its scale is not known\n";
  return heading_text("Hops", colour) + table.render(colour) +
         emphasised(legend, Emphasis::kDim, colour);
}

std::string board_table(const Diagnosis& d, bool colour) {
  if (d.against_board.empty()) return {};
  TextTable table({{"arithmetic"},
                   {"output elements that differ", Align::kRight},
                   {"max", Align::kRight},
                   {"layers alone, equal", Align::kRight}});
  for (const Hop& hop : d.against_board) {
    const LadderRung& rung = d.ladder.rungs[hop.from];
    const LayerStats& s = hop.output.stats;
    const auto [equal, layers] = layers_alone(hop);
    table.add_row({{rung.arithmetic(), equals_board(d, hop) ? Emphasis::kGood : Emphasis::kNone},
                   s.available() ? fmt::format("{} of {}", s.beyond_half, s.elements()) : kNone,
                   output_codes(hop.output, s.largest),
                   layers > 0 ? fmt::format("{} of {}", equal, layers) : kNone});
  }
  return heading_text("Which arithmetic is the board's", colour) + table.render(colour) +
         emphasised(
             "  differ: by more than half a code; max in output codes; layers alone: recorded on "
             "the "
             "board with their inputs, and computed from those\n",
             Emphasis::kDim, colour);
}

std::string worst_layer_tables(const Diagnosis& d, bool colour) {
  std::string text;
  for (const Hop& hop : d.hops) {
    const auto worst = worst_local(hop, kWorstLayers);
    if (worst.empty()) continue;
    TextTable table = layer_table(d);
    for (const LayerSummary* layer : worst) table.add_row(layer_row(d, *layer));
    text += heading_text("Worst local errors, " + hop_name(d.ladder, hop) + " (codes)", colour) +
            table.render(colour);
  }
  return text;
}

std::string all_layer_tables(const Diagnosis& d, bool colour) {
  std::string text;
  for (const Hop& hop : d.hops) {
    TextTable table = layer_table(d);
    for (const LayerSummary& layer : hop.layers) table.add_row(layer_row(d, layer));
    text += heading_text("All layers, " + hop_name(d.ladder, hop) + " (codes)", colour) +
            table.render(colour);
    for (const std::string& unpaired : hop.unpaired) text += "  " + unpaired + "\n";
  }
  return text;
}

std::string decision_table(const Diagnosis& d, bool colour) {
  const bool attacks = std::ranges::any_of(d.detection, [](const auto& one) { return !!one; });
  std::vector<TextTable::Column> columns = {{"rung"}, {"wrong decisions"}};
  if (attacks)
    for (const char* title : {"live taken for attack", "attack taken for live, worst species"})
      columns.push_back({title});
  if (attacks) columns.push_back({"ACER", Align::kRight});
  TextTable table(columns);
  bool any = false;
  for (size_t r = 0; r < d.ladder.rungs.size(); ++r) {
    if (!d.wrong[r] || d.ladder.rungs[r].place == LadderRung::Place::kReference) continue;
    std::vector<Cell> row = {d.ladder.rungs[r].name, rate_text(*d.wrong[r])};
    if (attacks) add_detection(*d.detection[r], row);
    table.add_row(std::move(row));
    any = true;
  }
  if (!any) return {};
  return heading_text("Decisions (errors of labelled samples, 95 % intervals)", colour) +
         table.render(colour);
}

std::string gate_table(const Diagnosis& d, bool colour) {
  if (d.gates.empty()) return {};
  TextTable table({{"hop"}, {"tensor"}, {"gate"}, {"result"}});
  size_t failed = 0;
  for (const HopGateVerdict& gate : d.gates) {
    if (gate.verdict.result.outcome == GateOutcome::kPass) continue;
    if (++failed <= kShownGates)
      table.add_row({gate.hop, gate.verdict.tensor, gate.verdict.gate.text(),
                     Cell(gate.verdict.result.reason, Emphasis::kBad)});
  }
  std::string text =
      heading_text(fmt::format("Gates: {} hold, {} fail", d.gates.size() - failed, failed), colour);
  if (failed > 0) text += table.render(colour);
  if (failed > kShownGates)
    text += fmt::format("  and {} more (--json has all)\n", failed - kShownGates);
  return text;
}

}  // namespace npuscope
