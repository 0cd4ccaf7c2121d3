// SPDX-License-Identifier: Apache-2.0
#include "diagnose/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.h"
#include "diagnose/floors.h"
#include "recording/ports.h"

namespace npuscope {
namespace {

/// The right decision of a sample, as SampleSummary::decisions numbers them.
Result<int64_t> truth_of(const TaskSpec& task, const std::string& class_name, size_t outputs) {
  const auto unfit = [&](std::string expected) {
    return fail(bad_input("the label is no class of the task")
                    .expected(std::move(expected))
                    .found("'" + class_name + "'")
                    .hint("correct the labels file, or [task] of the case"));
  };
  if (task.kind == TaskKind::kPresentationAttack) {
    if (class_name == "live") return live_or_attack(Decision::kLive);
    if (class_name == "attack") return live_or_attack(Decision::kAttack);
    return unfit("'live' or 'attack'");
  }
  const int64_t index = whole_number<int64_t>(class_name).value_or(-1);
  if (index < 0 || index >= static_cast<int64_t>(outputs))
    return unfit(fmt::format("the index of an output, from 0 to {}", outputs - 1));
  return index;
}

/// What the task makes of one rung's outputs.
Status add_outcome(const TaskSpec& task, const std::vector<double>& outputs,
                   SampleSummary& sample) {
  if (outputs.empty()) {
    sample.scores.emplace_back();
    sample.decisions.emplace_back();
    return {};
  }
  NPUSCOPE_TRY_ASSIGN(const TaskResult result, apply_task(task, outputs));
  sample.scores.push_back(result.score);
  sample.decisions.push_back(result.decision);
  return {};
}

std::optional<ErrorRate> wrong_decisions(const Diagnosis& d, size_t rung) {
  ErrorRate rate;
  for (const SampleSummary& sample : d.samples) {
    if (!sample.truth || !sample.decisions[rung]) continue;
    ++rate.trials;
    if (sample.decisions[rung] != sample.truth) ++rate.errors;
  }
  return rate.trials > 0 ? std::optional(rate) : std::nullopt;
}

std::optional<AttackDetection> detection_of(const Diagnosis& d, size_t rung) {
  std::vector<Truth> truths;
  std::vector<Decision> decisions;
  for (const SampleSummary& sample : d.samples) {
    if (!sample.truth || !sample.decisions[rung]) continue;
    const bool live = *sample.truth == live_or_attack(Decision::kLive);
    const std::string& species = sample.label->species;
    truths.push_back(live ? Truth{Decision::kLive, ""}
                          : Truth{Decision::kAttack, species.empty() ? "attack" : species});
    decisions.push_back(decide(*d.task, *sample.scores[rung]));
  }
  if (truths.empty()) return std::nullopt;
  return count_errors(truths, decisions);
}

void add_score(OutputDrift& drift, double from, double to) {
  ++drift.scored;
  const double difference = std::fabs(from - to);
  drift.largest_score =
      std::isnan(difference) ? difference : std::max(drift.largest_score, difference);
  drift.score_rms += difference * difference;
}

void add_decision(OutputDrift& drift, const SampleSummary& sample, int64_t from, int64_t to) {
  ++drift.decided;
  if (from == to) return;
  ++drift.flipped;
  if (!sample.truth) return;
  if (from == *sample.truth) ++drift.broken;
  if (to == *sample.truth) ++drift.repaired;
}

/// Where the outputs themselves cannot be compared, what is made of them is no measurement either.
void add_decisions(Hop& hop, const Diagnosis& d) {
  if (!hop.output.stats.available()) return;
  for (const SampleSummary& sample : d.samples) {
    if (const auto& from = sample.scores[hop.from], &to = sample.scores[hop.to]; from && to)
      add_score(hop.output, *from, *to);
    if (const auto& from = sample.decisions[hop.from], &to = sample.decisions[hop.to]; from && to)
      add_decision(hop.output, sample, *from, *to);
  }
  if (hop.output.scored > 0)
    hop.output.score_rms = std::sqrt(hop.output.score_rms / static_cast<double>(hop.output.scored));
}

/// What one output does along the hop.
void add_output(const LayerSummary& layer, const ComparisonTotals& totals, size_t l,
                OutputDrift& out) {
  out.name = layer.pair.name;
  out.stats = layer.accumulated;
  out.code_scale = layer.pair.code_scale;
  out.samples = totals.samples[l];
  out.differing = totals.differing[l];
}

/// The slope of the first output, from what was kept of it.
void add_slope(const std::vector<SampleOutputs>& all, const Diagnosis& d, Hop& hop) {
  std::vector<OutputPair> samples;
  for (const SampleOutputs& sample : all) {
    const auto &earlier = sample.outputs[hop.from], &later = sample.outputs[hop.to];
    if (!earlier.empty() && earlier.size() == later.size()) samples.push_back({earlier, later});
  }
  const auto other_length = [&](const OutputPair& pair) {
    return pair.earlier.size() != samples.front().earlier.size();
  };
  if (samples.empty() || std::ranges::any_of(samples, other_length)) return;
  hop.output.slope = output_slope(std::move(samples));
  const auto outputs = ports_of(d.tensors[hop.from].entries, TensorRole::kOutput);
  for (const LayerSummary& layer : hop.layers) {
    if (outputs.empty() || layer.pair.from != outputs.front()) continue;
    hop.output.indistinct = layer.pair.indistinct();
    hop.output.slope_code = layer.pair.code_scale;
  }
}

/// Which element of the first output moves most.
void add_worst(const std::vector<SampleOutputs>& samples, Hop& hop) {
  double largest = 0;
  for (size_t s = 0; s < samples.size(); ++s) {
    const auto &earlier = samples[s].outputs[hop.from], &later = samples[s].outputs[hop.to];
    for (size_t i = 0; i < std::min(earlier.size(), later.size()); ++i) {
      if (!(std::fabs(later[i] - earlier[i]) > largest)) continue;
      largest = std::fabs(later[i] - earlier[i]);
      hop.output.worst = {s, i, earlier[i], later[i]};
    }
  }
}

/// In codes where they are known: outputs of different scales are compared so.
double drift_of(const LayerStats& stats, double code_scale) {
  if (stats.one_sided > 0) return std::numeric_limits<double>::infinity();
  return code_scale > 0 ? stats.rms() / code_scale : stats.rms();
}

Hop hop_of(const Comparison& plan, const ComparisonTotals& totals) {
  Hop hop;
  hop.from = plan.from;
  hop.to = plan.to;
  hop.unpaired = plan.unpaired;
  hop.unpaired_inputs = plan.unpaired_inputs;
  hop.unpaired_outputs = plan.unpaired_outputs;
  int outputs = 0;
  for (size_t l = 0; l < plan.layers.size(); ++l) {
    LayerSummary layer{plan.layers[l], totals.merged.accumulated[l], totals.merged.local[l],
                       std::nullopt, std::nullopt};
    const bool moves_most =
        !hop.output.stats.available() || drift_of(layer.accumulated, layer.pair.code_scale) >
                                             drift_of(hop.output.stats, hop.output.code_scale);
    if (layer.pair.is_output) ++outputs;
    if (layer.pair.is_output && layer.accumulated.available() && moves_most)
      add_output(layer, totals, l, hop.output);
    hop.layers.push_back(std::move(layer));
  }
  if (outputs < 2) hop.output.name.clear();
  return hop;
}

}  // namespace

std::vector<double> first_output(const RungTensors& tensors, const RungValues& values) {
  const std::vector<size_t> outputs = ports_of(tensors.entries, TensorRole::kOutput);
  if (outputs.empty() || outputs.front() >= values.size() || !values[outputs.front()]) return {};
  const Tensor& value = *values[outputs.front()];
  const auto& quantization = tensors.entries[outputs.front()].quantization;
  return to_doubles(quantization ? dequantize(value, *quantization) : value);
}

namespace {

/// "rung 'board', board.csv", "rung 'ort', net.onnx": with the file that its outputs come from.
std::string place_of(const LadderRung& rung) {
  return fmt::format("rung '{}', {}", rung.name,
                     rung.model ? to_utf8(rung.model->path) : rung.spec);
}

Status add_sample(const SampleOutputs& result, std::optional<Label> label, Diagnosis& out) {
  SampleSummary sample{result.name, std::move(label), std::nullopt, {}, {}};
  const size_t rungs = out.ladder.rungs.size();
  if (!out.task) {
    sample.scores.resize(rungs);
    sample.decisions.resize(rungs);
  } else {
    size_t outputs = 0;
    for (size_t r = 0; r < rungs; ++r) {
      outputs = std::max(outputs, result.outputs[r].size());
      const LadderRung& rung = out.ladder.rungs[r];
      if (auto status = add_outcome(*out.task, result.outputs[r], sample); !status)
        return fail(std::move(status).error().in(place_of(rung)));
    }
    if (sample.label && outputs > 0)
      NPUSCOPE_TRY_SET(sample.truth, truth_of(*out.task, sample.label->class_name, outputs));
  }
  out.samples.push_back(std::move(sample));
  return {};
}

}  // namespace

Status summarise_samples(const SampleSource& source, const std::vector<SampleOutputs>& samples,
                         Diagnosis& out) {
  for (size_t i = 0; i < samples.size(); ++i)
    if (auto status = add_sample(samples[i], source.label(i), out); !status)
      return fail(std::move(status).error().in("sample '" + samples[i].name + "'"));
  const size_t rungs = out.ladder.rungs.size();
  out.wrong.resize(rungs);
  out.detection.resize(rungs);
  for (size_t r = 0; r < rungs; ++r) {
    out.wrong[r] = wrong_decisions(out, r);
    if (out.task && out.task->kind == TaskKind::kPresentationAttack)
      out.detection[r] = detection_of(out, r);
  }
  if (!out.task && std::ranges::any_of(out.samples, [](const auto& s) { return !!s.label; }))
    out.inputs.warnings.emplace_back("the labels are not used: the case has no [task]");
  return {};
}

void summarise_comparisons(const std::vector<Comparison>& plans, const PlanCounts& counts,
                           const SampleTotals& totals, Diagnosis& out) {
  for (size_t c = 0; c < plans.size(); ++c) {
    Hop hop = hop_of(plans[c], totals.comparisons()[c]);
    add_decisions(hop, out);
    if (hop.output.stats.available()) {
      add_slope(totals.samples(), out, hop);
      add_worst(totals.samples(), hop);
    }
    (c < counts.hops                       ? out.hops
     : c < counts.hops + counts.references ? out.reference
                                           : out.against_board)
        .push_back(std::move(hop));
  }
  for (auto* hops : {&out.hops, &out.against_board})
    for (Hop& hop : *hops) set_floors(hop, out);
}

}  // namespace npuscope
