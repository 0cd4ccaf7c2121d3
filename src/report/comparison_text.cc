// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "compare/metrics.h"
#include "report/comparison_report.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;
using Cell = TextTable::Cell;

std::string optional_number(const std::optional<double>& value, int digits = 3) {
  return value ? number_text(*value, digits) : "-";
}

std::string optional_share(const std::optional<double>& value) {
  return value ? percent_text(*value) : "-";
}

std::string headline(const ComparisonReport& r, bool colour) {
  if (!r.gates.empty()) {
    const auto failed = std::ranges::count_if(
        r.gates, [](const GateVerdict& g) { return g.result.outcome != GateOutcome::kPass; });
    return failed == 0 ? emphasised(fmt::format("All {} gates hold.", r.gates.size()),
                                    Emphasis::kGood, colour)
                       : emphasised(fmt::format("{} of {} gates fail.", failed, r.gates.size()),
                                    Emphasis::kBad, colour);
  }
  if (!r.first_beyond)
    return emphasised(
        r.has_floor ? "Every tensor stays within the noise floor." : "No tensor differs.",
        Emphasis::kGood, colour);
  const TensorComparison& first = r.comparison.tensors[*r.first_beyond];
  return emphasised(
      fmt::format("First tensor {}: '{}'", r.has_floor ? "beyond the noise floor" : "that differs",
                  first.name),
      Emphasis::kBad, colour);
}

TextTable::Cell local_cell(const ComparisonReport& r, const TensorComparison& tensor) {
  const auto local = r.local.find(tensor.other_name);
  if (local == r.local.end() || !local->second.stats.available()) return "-";
  const double scale = local->second.code_scale;
  const LayerStats& stats = local->second.stats;
  return scale > 0 ? fmt::format("{} / {}", number_text(stats.rms() / scale),
                                 number_text(stats.largest / scale))
                   : number_text(stats.rms());
}

std::string layer_table(const ComparisonReport& r, bool colour) {
  std::vector<TextTable::Column> columns = {{""},
                                            {"tensor"},
                                            {"codes max", Align::kRight},
                                            {"exact", Align::kRight},
                                            {"within 1", Align::kRight},
                                            {"rmse", Align::kRight},
                                            {"bias", Align::kRight},
                                            {"slope", Align::kRight},
                                            {"cos", Align::kRight},
                                            {"SQNR dB", Align::kRight}};
  if (!r.local.empty()) columns.push_back({"local rms / max codes", Align::kRight});
  TextTable table(columns);
  for (size_t t = 0; t < r.comparison.tensors.size(); ++t) {
    const TensorComparison& tensor = r.comparison.tensors[t];
    const Figures& f = tensor.figures;
    const bool first = r.first_beyond == t;
    std::vector<Cell> row = {first ? Cell(">", Emphasis::kBad) : Cell(""),
                             Cell(tensor.name, first ? Emphasis::kBad : Emphasis::kNone),
                             optional_number(f.largest_code),
                             optional_share(f.exact),
                             optional_share(f.within_one),
                             optional_number(f.rmse),
                             optional_number(f.bias),
                             optional_number(f.fit ? std::optional(f.fit->slope) : std::nullopt, 4),
                             optional_number(f.cos, 6),
                             optional_number(f.sqnr)};
    if (!r.local.empty()) row.push_back(local_cell(r, tensor));
    table.add_row(std::move(row));
  }
  return table.render(colour);
}

/// ST's eight figures as its own tools print them.
std::string st_line(const Figures& f) {
  auto fixed = [](const std::optional<double>& v, int digits) {
    return v ? fmt::format("{:.{}f}", *v, digits) : "n.a.";
  };
  return fmt::format("acc={} rmse={} mae={} l2r={} mean={} std={} nse={} cos={}",
                     f.acc ? fmt::format("{:.2f}%", *f.acc) : "n.a.", fixed(f.rmse, 9),
                     fixed(f.mae, 9), fixed(f.l2r, 9), fixed(f.mean, 6), fixed(f.std_dev, 6),
                     fixed(f.nse, 6), fixed(f.cos, 6));
}

}  // namespace

bool ComparisonReport::agrees() const {
  if (gates.empty()) return !first_beyond;
  return std::ranges::all_of(
      gates, [](const GateVerdict& g) { return g.result.outcome == GateOutcome::kPass; });
}

std::string comparison_text(const ComparisonReport& r, bool colour) {
  std::string text = headline(r, colour) + "\n";
  text += fmt::format("  reference {}\n  other     {}\n  {}, {} tensors paired\n\n", r.reference,
                      r.other, plural(r.comparison.samples, "sample"), r.comparison.tensors.size());
  text += layer_table(r, colour);
  for (const TensorComparison& tensor : r.comparison.tensors) {
    if (tensor.role != TensorRole::kOutput) continue;
    text += fmt::format("\n  '{}' in ST's figures: {}\n", tensor.name, st_line(tensor.figures));
    if (tensor.figures.worst)
      text += fmt::format("  largest difference: sample {}, index {}: {} against {}\n",
                          tensor.figures.worst->sample, tensor.figures.worst->index,
                          number_text(static_cast<double>(tensor.figures.worst->reference), 6),
                          number_text(static_cast<double>(tensor.figures.worst->other), 6));
    for (const std::string& note : tensor.notes) text += "  note: " + note + "\n";
  }
  for (const GateVerdict& g : r.gates) {
    if (g.result.outcome == GateOutcome::kPass) continue;
    text += "  " + emphasised("gate fails: ", Emphasis::kBad, colour) + g.gate.text() + " for '" +
            g.tensor + "': " + g.result.reason + "\n";
  }
  auto unpaired = [&](const std::vector<Unpaired>& list, const char* what) {
    for (const Unpaired& one : list)
      text += fmt::format("  unpaired {} '{}' ({}): {}\n", what, one.name,
                          one.side == Side::kReference ? "reference" : "other", one.reason);
  };
  unpaired(r.comparison.unpaired_tensors, "tensor");
  unpaired(r.comparison.unpaired_samples, "sample");
  for (const std::string& note : r.comparison.notes) text += "  note: " + note + "\n";
  for (const std::string& note : r.notes) text += "  note: " + note + "\n";
  return text;
}

}  // namespace npuscope
