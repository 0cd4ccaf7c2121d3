// SPDX-License-Identifier: Apache-2.0
#include "report/diagnosis_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"
#include "diagnose/summary.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;
using Cell = TextTable::Cell;

constexpr size_t kWorstLayers = 5;
const std::string kNone = "-";

std::string codes(double difference, double scale) {
  return scale > 0 ? number_text(difference / scale) : kNone;
}

class Writer {
 public:
  Writer(const Diagnosis& d, const TextOptions& options) : d_(d), options_(options) {}

  std::string write() {
    headline();
    verdict();
    inputs();
    rungs();
    hops();
    worst_layers();
    if (options_.all_layers) all_layers();
    decisions();
    open();
    notes();
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  void heading(const std::string& text) {
    out_ += "\n" + emphasised(text, Emphasis::kStrong, options_.colour) + "\n";
  }
  [[nodiscard]] const std::string& name(size_t rung) const { return d_.ladder.rungs[rung].name; }
  [[nodiscard]] std::string hop_name(const Hop& hop) const {
    return name(hop.from) + " -> " + name(hop.to);
  }

  void headline() {
    line(emphasised(d_.case_name, Emphasis::kStrong, options_.colour) +
         fmt::format(": {}, {} rungs", plural(static_cast<int64_t>(d_.samples.size()), "sample"),
                     std::ranges::count_if(d_.ladder.rungs,
                                           [](const LadderRung& r) { return !r.reference; })));
  }

  void verdict() {
    heading("Verdict");
    if (d_.findings.empty()) {
      line(emphasised("  Nothing found: every hop that could be measured stays within its noise.",
                      Emphasis::kGood, options_.colour));
      return;
    }
    for (const Finding& finding : d_.findings) {
      const Emphasis emphasis = finding.severity == Severity::kFinding    ? Emphasis::kBad
                                : finding.severity == Severity::kExpected ? Emphasis::kWarn
                                                                          : Emphasis::kNone;
      line("  " + emphasised(fmt::format("{:<3} {}", finding.id, finding.title), emphasis,
                             options_.colour));
      for (const std::string& evidence : finding.evidence) line("      - " + evidence);
      if (!finding.next.empty()) line("      next: " + finding.next);
    }
  }

  void inputs() {
    heading("Inputs");
    const InputSummary& in = d_.inputs;
    line(fmt::format("  {} from {}", plural(static_cast<int64_t>(d_.samples.size()), "sample"),
                     in.origin));
    if (!in.shape.empty())
      line(fmt::format("  {} {}, {} to {}, mean {}", shape_text(in.shape),
                       element_type_name(in.type), number_text(in.smallest),
                       number_text(in.largest), number_text(in.mean)));
    if (!in.preparation.empty()) line("  prepared: " + in.preparation);
    for (const std::string& warning : in.warnings)
      line("  " + emphasised("note: " + warning, Emphasis::kWarn, options_.colour));
  }

  void rungs() {
    heading("Rungs");
    TextTable table({{"rung"}, {"executed by"}, {"model"}, {"what it is"}});
    for (const LadderRung& rung : d_.ladder.rungs) {
      if (rung.reference) continue;
      table.add_row({rung.name, executor(rung),
                     rung.model ? to_utf8(rung.model->path.filename()) : kNone, model_text(rung)});
    }
    out_ += table.render(options_.colour);
    for (const MissingRung& missing : d_.ladder.missing)
      line(emphasised(fmt::format("  {:<11} not run: {}", missing.name, missing.reason),
                      Emphasis::kDim, options_.colour));
  }

  [[nodiscard]] std::string executor(const LadderRung& rung) const {
    if (!rung.executes()) return "recording " + rung.spec;
    if (rung.rung->identity().backend != "onnxruntime") return "npuscope, exact integers";
    const auto& spec = rung.rung->identity().spec;
    return fmt::format("ONNX Runtime {}, {}", d_.ladder.ort ? d_.ladder.ort->version() : "?", spec);
  }

  static std::string model_text(const LadderRung& rung) {
    if (!rung.model) return "made elsewhere";
    std::string text =
        fmt::format("{}, {}", model_kind_text(rung.model->kind),
                    plural(static_cast<int64_t>(rung.model->graph.nodes.size()), "node"));
    if (!rung.model->float_islands.empty())
      text += ", " + plural(static_cast<int64_t>(rung.model->float_islands.size()), "float island");
    return text;
  }

  void hops() {
    if (d_.hops.empty()) return;
    heading("Hops");
    const std::string unit = d_.task ? std::string(score_text(d_.task->score)) : "score";
    TextTable table({{"hop"},
                     {"output rms", Align::kRight},
                     {"max", Align::kRight},
                     {unit + " rms", Align::kRight},
                     {"max", Align::kRight},
                     {"decisions", Align::kRight},
                     {"worst local rms", Align::kRight},
                     {"first layer beyond the floor"}});
    for (const Hop& hop : d_.hops) table.add_row(hop_row(hop));
    if (!d_.reference.empty()) table.add_row(floor_row());
    out_ += table.render(options_.colour);
    line(
        emphasised("  rms and max in output codes; local: the layer alone, on the later rung's "
                   "inputs, in its own codes",
                   Emphasis::kDim, options_.colour));
  }

  std::vector<Cell> hop_row(const Hop& hop) const {
    const OutputDrift& o = hop.output;
    const auto worst = worst_local(hop, 1);
    const bool scored = o.scored > 0;
    std::string first = "none";
    if (hop.first_local)
      first = hop.layers[*hop.first_local].pair.name;
    else if (std::ranges::none_of(hop.layers,
                                  [](const LayerSummary& l) { return l.local.available(); }))
      first = hop.first_accumulated
                  ? hop.layers[*hop.first_accumulated].pair.name + " (accumulated)"
                  : "none";
    const Emphasis flips = o.flipped > 0 ? Emphasis::kBad : Emphasis::kNone;
    return {hop_name(hop),
            codes(o.stats.rms(), o.code_scale),
            codes(o.stats.largest, o.code_scale),
            scored ? number_text(o.score_rms) : kNone,
            scored ? number_text(o.largest_score) : kNone,
            Cell(scored ? fmt::format("{} of {}", o.flipped, o.scored) : kNone, flips),
            worst.empty() ? kNone : codes(worst[0]->local.rms(), worst[0]->pair.code_scale),
            first};
  }

  /// The references among themselves: the largest figure of any pair.
  std::vector<Cell> floor_row() const {
    OutputDrift floor;
    double worst = 0;
    for (const Hop& pair : d_.reference) {
      const OutputDrift& o = pair.output;
      if (o.code_scale > 0) floor.code_scale = o.code_scale;
      if (o.stats.rms() >= floor.stats.rms()) {
        const double largest = std::max(floor.stats.largest, o.stats.largest);
        floor.stats = o.stats;
        floor.stats.largest = largest;
      }
      floor.score_rms = std::max(floor.score_rms, o.score_rms);
      floor.largest_score = std::max(floor.largest_score, o.largest_score);
      floor.flipped = std::max(floor.flipped, o.flipped);
      floor.scored = std::max(floor.scored, o.scored);
      for (const LayerSummary& layer : pair.layers)
        if (layer.local.available() && layer.pair.code_scale > 0)
          worst = std::max(worst, layer.local.rms() / layer.pair.code_scale);
    }
    const bool scored = floor.scored > 0;
    return {"noise floor",
            codes(floor.stats.rms(), floor.code_scale),
            codes(floor.stats.largest, floor.code_scale),
            scored ? number_text(floor.score_rms) : kNone,
            scored ? number_text(floor.largest_score) : kNone,
            scored ? fmt::format("{} of {}", floor.flipped, floor.scored) : kNone,
            number_text(worst),
            "(level=none, level=all,precise=1 and exact among themselves)"};
  }

  TextTable layer_table() const {
    return TextTable({{"layer"},
                      {"op"},
                      {"local rms", Align::kRight},
                      {"max", Align::kRight},
                      {"beyond 1 code", Align::kRight},
                      {"floor max", Align::kRight},
                      {"accumulated rms", Align::kRight},
                      {"max", Align::kRight}});
  }

  std::vector<Cell> layer_row(const LayerSummary& layer) const {
    const double scale = layer.pair.code_scale;
    const bool local = layer.local.available();
    const auto share = [&] {
      return percent_text(static_cast<double>(layer.local.beyond_one) /
                          static_cast<double>(std::max<int64_t>(layer.local.elements, 1)));
    };
    return {layer.pair.name,
            layer.pair.op,
            local ? codes(layer.local.rms(), scale) : kNone,
            local ? codes(layer.local.largest, scale) : kNone,
            local && scale > 0 ? share() : kNone,
            layer.local_floor ? codes(layer.local_floor->largest, scale) : kNone,
            codes(layer.accumulated.rms(), scale),
            codes(layer.accumulated.largest, scale)};
  }

  void worst_layers() {
    for (const Hop& hop : d_.hops) {
      const auto worst = worst_local(hop, kWorstLayers);
      if (worst.empty()) continue;
      heading("Worst local errors, " + hop_name(hop) + " (codes)");
      TextTable table = layer_table();
      for (const LayerSummary* layer : worst) table.add_row(layer_row(*layer));
      out_ += table.render(options_.colour);
    }
  }

  void all_layers() {
    for (const Hop& hop : d_.hops) {
      heading("All layers, " + hop_name(hop) + " (codes)");
      TextTable table = layer_table();
      for (const LayerSummary& layer : hop.layers) table.add_row(layer_row(layer));
      out_ += table.render(options_.colour);
      for (const std::string& unpaired : hop.unpaired) line("  " + unpaired);
    }
  }

  void decisions() {
    if (std::ranges::none_of(d_.detection, [](const auto& x) { return x.has_value(); })) return;
    heading("Decisions (errors of labelled samples, 95 % intervals)");
    TextTable table({{"rung"},
                     {"live taken for attack"},
                     {"attack taken for live, worst species"},
                     {"ACER", Align::kRight}});
    for (size_t r = 0; r < d_.ladder.rungs.size(); ++r) {
      if (!d_.detection[r] || d_.ladder.rungs[r].reference) continue;
      const AttackDetection& a = *d_.detection[r];
      const auto worst = a.worst_apcer();
      const auto acer = a.acer();
      table.add_row({name(r), rate_text(a.bona_fide), worst ? rate_text(*worst) : kNone,
                     acer ? number_text(*acer * 100) + " %" : kNone});
    }
    out_ += table.render(options_.colour);
  }

  static std::string rate_text(const ErrorRate& rate) {
    const auto [low, high] = rate.interval();
    return fmt::format("{} of {} ({} to {})", rate.errors, rate.trials, percent_text(low),
                       percent_text(high));
  }

  void open() {
    if (d_.cannot_tell.empty()) return;
    heading("What this cannot tell");
    for (const std::string& question : d_.cannot_tell) line("  - " + question);
  }

  void notes() {
    heading("Run");
    line(fmt::format("  {} in {}; {}", bytes_text(d_.planned_bytes) + " of recordings at most",
                     to_utf8(d_.work_folder),
                     d_.resumed_samples > 0
                         ? plural(d_.resumed_samples, "sample") + " reused from an earlier run"
                         : "no sample reused"));
    for (const std::string& note : d_.notes) line("  note: " + note);
  }

  const Diagnosis& d_;
  const TextOptions& options_;
  std::string out_;
};

}  // namespace

std::string diagnosis_text(const Diagnosis& diagnosis, const TextOptions& options) {
  return Writer(diagnosis, options).write();
}

}  // namespace npuscope
