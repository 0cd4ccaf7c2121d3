// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

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

/// " in the 1 of 4 samples compared": nothing is claimed of the others.
std::string sample_scope(const RecordingComparison& c) {
  if (c.samples == c.samples_held) return "";
  return fmt::format(" in the {} of {} samples compared", c.samples, c.samples_held);
}

/// "32 samples, 118 tensors paired, 116 of them in 8 samples": recordings keep every tensor of some
/// samples alone.
std::string extent_text(const RecordingComparison& c) {
  std::string text = fmt::format("{}, {} paired", plural(c.samples, "sample"),
                                 plural(static_cast<int64_t>(c.tensors.size()), "tensor"));
  int64_t count = 0;
  int64_t fewest = c.samples;
  int64_t most = 0;
  for (const TensorComparison& tensor : c.tensors) {
    if (tensor.missing == 0) continue;
    ++count;
    fewest = std::min(fewest, c.samples - tensor.missing);
    most = std::max(most, c.samples - tensor.missing);
  }
  if (count == 0) return text;
  return text + fmt::format(", {} of them in {}{}", count,
                            fewest == most ? "" : fmt::format("{} to ", fewest),
                            plural(most, "sample"));
}

std::string gate_headline(const ComparisonReport& r, bool colour) {
  const auto failed = std::ranges::count_if(
      r.gates, [](const GateVerdict& g) { return g.result.outcome != GateOutcome::kPass; });
  const std::string text =
      r.gates.size() == 1 ? std::string(failed == 0 ? "The gate holds" : "The gate fails")
      : failed == 0       ? fmt::format("All {} gates hold", r.gates.size())
                          : fmt::format("{} of {} gates fail", failed, r.gates.size());
  return emphasised(text + sample_scope(r.comparison) + ".",
                    failed == 0 ? Emphasis::kGood : Emphasis::kBad, colour);
}

std::string headline(const ComparisonReport& r, bool colour) {
  if (!r.gates.empty()) return gate_headline(r, colour);
  const std::string scope = sample_scope(r.comparison);
  if (!r.first_beyond && !r.misfits.empty())
    return emphasised(
        fmt::format("Outputs that do not fit each other: '{}'.", fmt::join(r.misfits, "', '")),
        Emphasis::kBad, colour);
  if (!r.first_beyond) {
    const char* of_what = r.comparison.unpaired_tensors.empty() ? "" : "paired ";
    const std::string text =
        r.has_floor ? fmt::format("Every {}tensor stays within the noise floor", of_what)
                    : fmt::format("No {}tensor differs", of_what);
    return emphasised(text + scope + ".", Emphasis::kGood, colour);
  }
  const TensorComparison& first = r.comparison.tensors[*r.first_beyond];
  return emphasised(fmt::format("First tensor {}{}: '{}'{}",
                                r.has_floor ? "beyond the noise floor" : "that differs", scope,
                                first.name, first.in_codes ? ", in codes" : ""),
                    Emphasis::kBad, colour);
}

/// As beyond_floor() measures: the largest difference in codes where these are integers.
TextTable::Cell floor_cell(const ComparisonReport& r, const TensorComparison& tensor) {
  const TensorFloor* floor = r.floor.find(tensor.name);
  if (floor == nullptr) return "-";
  const bool codes = floor->largest_code && tensor.figures.code_unit == CodeUnit::kInteger;
  return fmt::format("{}{} / {}", number_text(codes ? *floor->largest_code : floor->largest),
                     codes ? " codes" : "", number_text(floor->rmse));
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
  if (r.has_floor) columns.push_back({"floor max / rmse", Align::kRight});
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
    if (r.has_floor) row.push_back(floor_cell(r, tensor));
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

/// NaN and infinities take no part in the table's figures: they get a line of their own.
std::string non_finite_lines(const ComparisonReport& r, bool colour) {
  std::string text;
  for (const TensorComparison& tensor : r.comparison.tensors) {
    const Figures& f = tensor.figures;
    if (f.nan == 0 && f.infinite == 0) continue;
    std::vector<std::string> counts;
    if (f.nan > 0) counts.push_back(fmt::format("{} NaN", f.nan));
    if (f.infinite > 0) counts.push_back(fmt::format("{} infinite", f.infinite));
    const std::string line =
        fmt::format("'{}': {}, ", tensor.name, fmt::join(counts, " and ")) +
        (f.one_sided > 0 ? fmt::format("{} of them not on both sides", f.one_sided)
                         : std::string("the same on both sides"));
    text +=
        "  " + emphasised(line, f.one_sided > 0 ? Emphasis::kBad : Emphasis::kWarn, colour) + "\n";
  }
  return text.empty() ? text : "\n" + text;
}

/// Outputs are told in full; where nobody knows which these are, the first tensor that differs.
bool in_full(const ComparisonReport& r, size_t tensor) {
  const auto& tensors = r.comparison.tensors;
  if (std::ranges::find(tensors, TensorRole::kOutput, &TensorComparison::role) != tensors.end())
    return tensors[tensor].role == TensorRole::kOutput;
  return r.first_beyond == tensor;
}

const SampleFigures* worst_sample(const TensorComparison& tensor) {
  const auto rmse = [](const SampleFigures& one) { return one.figures.rmse.value_or(0); };
  const auto worst = std::ranges::max_element(tensor.samples, {}, rmse);
  return worst == tensor.samples.end() || rmse(*worst) == 0 ? nullptr : &*worst;
}

std::string in_full_text(const TensorComparison& tensor) {
  const Figures& f = tensor.figures;
  const char* unit = tensor.in_codes ? " codes" : "";
  std::string text = fmt::format("\n  '{}' in ST's figures{}: {}\n", tensor.name,
                                 tensor.in_codes ? ", in codes" : "", st_line(f));
  if (f.worst)
    text +=
        fmt::format("  largest difference: sample {}, index {}: {} against {}{}\n", f.worst->sample,
                    f.worst->index, number_text(static_cast<double>(f.worst->reference), 6),
                    number_text(static_cast<double>(f.worst->other), 6), unit);
  if (const SampleFigures* worst = worst_sample(tensor))
    text += fmt::format("  worst sample: {}, rmse {}{}\n", worst->sample,
                        number_text(*worst->figures.rmse), unit);
  return text;
}

/// Each note of a tensor once, with the tensors that it is on.
std::string tensor_notes(const std::vector<TensorComparison>& tensors) {
  constexpr size_t kNamed = 4;
  std::vector<std::pair<std::string, std::vector<std::string>>> notes;
  for (const TensorComparison& tensor : tensors) {
    for (const std::string& note : tensor.notes) {
      auto known = std::ranges::find(notes, note, [](const auto& one) { return one.first; });
      if (known == notes.end()) known = notes.insert(notes.end(), {note, {}});
      known->second.push_back("'" + tensor.name + "'");
    }
  }
  std::string text;
  for (const auto& [note, names] : notes) {
    const std::span shown = std::span(names).first(std::min(kNamed, names.size()));
    text += fmt::format(
        "  note: {}{}: {}\n", fmt::join(shown, ", "),
        names.size() > kNamed ? fmt::format(" and {} more", names.size() - kNamed) : std::string(),
        note);
  }
  return text;
}

std::string unpaired_lines(const std::vector<Unpaired>& list, const std::string& what) {
  constexpr size_t kShown = 20;
  std::string text;
  for (size_t i = 0; i < std::min(kShown, list.size()); ++i)
    text += fmt::format("  unpaired {} '{}' ({}): {}\n", what, list[i].name,
                        list[i].side == Side::kReference ? "reference" : "other", list[i].reason);
  if (list.size() > kShown)
    text += fmt::format("  … and {} more, all in --json\n",
                        plural(static_cast<int64_t>(list.size() - kShown), "unpaired " + what));
  return text;
}

}  // namespace

bool ComparisonReport::agrees() const {
  if (gates.empty()) return !first_beyond && misfits.empty();
  return std::ranges::all_of(
      gates, [](const GateVerdict& g) { return g.result.outcome == GateOutcome::kPass; });
}

std::string comparison_text(const ComparisonReport& r, bool colour) {
  std::string text = headline(r, colour) + "\n";
  text += fmt::format("  reference {}\n  other     {}\n  {}\n\n", r.reference, r.other,
                      extent_text(r.comparison));
  text += layer_table(r, colour) + non_finite_lines(r, colour);
  for (size_t t = 0; t < r.comparison.tensors.size(); ++t)
    if (in_full(r, t)) text += in_full_text(r.comparison.tensors[t]);
  for (const GateVerdict& g : r.gates) {
    if (g.result.outcome == GateOutcome::kPass) continue;
    text += "  " + emphasised("gate fails: ", Emphasis::kBad, colour) + g.gate.text() + " for '" +
            g.tensor + "': " + g.result.reason + "\n";
  }
  text += unpaired_lines(r.comparison.unpaired_tensors, "tensor");
  text += unpaired_lines(r.comparison.unpaired_samples, "sample");
  text += tensor_notes(r.comparison.tensors);
  for (const std::string& note : r.comparison.notes) text += "  note: " + note + "\n";
  for (const std::string& note : r.notes) text += "  note: " + note + "\n";
  return text;
}

}  // namespace npuscope
