// SPDX-License-Identifier: Apache-2.0
#include "report/diagnosis_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagnose/rung_specs.h"
#include "report/diagnosis_build.h"
#include "report/diagnosis_tables.h"
#include "report/fit_report.h"
#include "report/numbers.h"
#include "report/text_table.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

using Place = LadderRung::Place;

const std::string kNone = "-";
constexpr size_t kShownUnpaired = 5;  // of each hop, in the verdict

class Writer {
 public:
  Writer(const Diagnosis& d, const TextOptions& options) : d_(d), options_(options) {}

  std::string write() {
    headline();
    out_ += build_section(d_, options_.colour);
    verdict();
    inputs();
    rungs();
    out_ += hop_table(d_, options_.colour);
    out_ += board_table(d_, options_.colour);
    out_ += fit_tables(d_, options_);
    out_ += gate_table(d_, options_.colour);
    out_ += worst_layer_tables(d_, options_.colour);
    if (options_.all_layers) out_ += all_layer_tables(d_, options_.colour);
    out_ += decision_table(d_, options_.colour);
    open();
    notes();
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }
  void heading(const std::string& text) { out_ += heading_text(text, options_.colour); }

  void headline() {
    line(emphasised(d_.case_name, Emphasis::kStrong, options_.colour) +
         fmt::format(": {}, {}", plural(static_cast<int64_t>(d_.samples.size()), "sample"),
                     plural(std::ranges::count_if(d_.ladder.rungs,
                                                  [](const LadderRung& r) {
                                                    return r.place == Place::kStep ||
                                                           r.place == Place::kAside;
                                                  }),
                            "rung")));
  }

  void nothing_compared() {
    line(emphasised(d_.hops.empty()
                        ? "  Nothing was compared: one rung alone."
                        : "  Nothing was compared: no hop has a tensor that both sides recorded.",
                    Emphasis::kBad, options_.colour));
    for (const Hop& hop : d_.hops) {
      const std::string place = "      - " + hop_name(d_.ladder, hop) + ": ";
      const size_t shown = std::min(hop.unpaired.size(), kShownUnpaired);
      for (size_t i = 0; i < shown; ++i) line(place + hop.unpaired[i]);
      if (const size_t more = hop.unpaired.size() - shown; more > 0)
        line(fmt::format("{}and {} more (--all-layers has all)", place, more));
    }
  }

  void verdict() {
    heading("Verdict");
    if (!d_.measured()) return nothing_compared();
    const auto failed = std::ranges::count_if(d_.gates, [](const HopGateVerdict& gate) {
      return gate.verdict.result.outcome != GateOutcome::kPass;
    });
    if (failed > 0)
      line(emphasised(fmt::format("  {} of {} gates fail", failed, d_.gates.size()), Emphasis::kBad,
                      options_.colour));
    if (d_.findings.empty())
      line(emphasised("  Nothing found: every hop that could be measured stays within its noise.",
                      Emphasis::kGood, options_.colour));
    for (const Finding& finding : d_.findings) {
      const Emphasis emphasis = finding.severity == Severity::kAcquittal  ? Emphasis::kGood
                                : finding.severity == Severity::kFinding  ? Emphasis::kBad
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
      if (rung.place == Place::kReference) continue;
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
    if (rung.rung->identity().backend != "onnxruntime") {
      if (rung_name(rung.spec) == "neural-art") return "npuscope, the NPU's integers, " + rung.spec;
      const RuntimeRules* rules = find_runtime(rung.spec);
      return rules == nullptr ? "npuscope, exact integers"
                              : fmt::format("npuscope, as {}", rules->description());
    }
    const auto& spec = rung.rung->identity().spec;
    return fmt::format("ONNX Runtime {}, {}", rung.fact("onnxruntime_version"), spec);
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

  void open() {
    if (d_.cannot_tell.empty()) return;
    heading("What this cannot tell");
    for (const std::string& question : d_.cannot_tell) line("  - " + question);
  }

  void notes() {
    heading("Run");
    line(fmt::format("  {} in {}; {}", "at most " + bytes_text(d_.planned_bytes),
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
