// SPDX-License-Identifier: Apache-2.0
#include "diagnose/summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "compare/noise_floor.h"

namespace npuscope {
namespace {

/// The label of a sample as what the task decides; nothing when it is neither.
std::optional<Truth> truth_of(const std::optional<Label>& label) {
  if (!label) return std::nullopt;
  if (label->class_name == "live") return Truth{Decision::kLive, ""};
  if (label->class_name == "attack")
    return Truth{Decision::kAttack, label->species.empty() ? "attack" : label->species};
  return std::nullopt;
}

int64_t live_or_attack(Decision decision) { return decision == Decision::kLive ? 1 : 0; }

/// The index of the largest output, the first of equals; NaN is never the largest.
int64_t largest_of(const std::vector<double>& outputs) {
  size_t best = 0;
  for (size_t i = 1; i < outputs.size(); ++i)
    if (outputs[i] > outputs[best] || std::isnan(outputs[best])) best = i;
  return static_cast<int64_t>(best);
}

/// What the task makes of one rung's outputs.
Status add_outcome(const TaskSpec& task, const std::vector<double>& outputs,
                   SampleSummary& sample) {
  std::optional<double> score;
  std::optional<int64_t> decision;
  if (!outputs.empty() && task.kind == TaskKind::kClassification) decision = largest_of(outputs);
  if (!outputs.empty() && task.kind == TaskKind::kPresentationAttack) {
    NPUSCOPE_TRY_SET(score, score_of(task, outputs));
    decision = live_or_attack(decide(task, *score));
  }
  sample.scores.push_back(score);
  sample.decisions.push_back(decision);
  return {};
}

std::optional<AttackDetection> detection_of(const Diagnosis& d, size_t rung) {
  std::vector<Truth> truths;
  std::vector<Decision> decisions;
  for (const SampleSummary& sample : d.samples) {
    const auto truth = truth_of(sample.label);
    if (!truth || !sample.scores[rung]) continue;
    truths.push_back(*truth);
    decisions.push_back(decide(*d.task, *sample.scores[rung]));
  }
  if (truths.empty()) return std::nullopt;
  return count_errors(truths, decisions);
}

void add_score(OutputDrift& drift, double from, double to) {
  ++drift.scored;
  const double difference = std::fabs(from - to);
  drift.largest_score = std::max(drift.largest_score, difference);
  drift.score_rms += difference * difference;
}

void add_decision(OutputDrift& drift, const SampleSummary& sample, int64_t from, int64_t to) {
  ++drift.decided;
  if (from == to) return;
  ++drift.flipped;
  const auto truth = truth_of(sample.label);
  if (!truth) return;
  const bool was_right = from == live_or_attack(truth->decision);
  ++(was_right ? drift.broken : drift.repaired);
}

void add_decisions(Hop& hop, const Diagnosis& d) {
  for (const SampleSummary& sample : d.samples) {
    if (const auto& from = sample.scores[hop.from], &to = sample.scores[hop.to]; from && to)
      add_score(hop.output, *from, *to);
    if (const auto& from = sample.decisions[hop.from], &to = sample.decisions[hop.to]; from && to)
      add_decision(hop.output, sample, *from, *to);
  }
  if (hop.output.scored > 0)
    hop.output.score_rms = std::sqrt(hop.output.score_rms / static_cast<double>(hop.output.scored));
}

Hop merge_samples(const Comparison& plan, size_t index, const std::vector<SampleResult>& results) {
  Hop hop;
  hop.from = plan.from;
  hop.to = plan.to;
  hop.unpaired = plan.unpaired;
  bool has_output = false;
  for (size_t l = 0; l < plan.layers.size(); ++l) {
    LayerSummary layer{plan.layers[l], {}, {}, std::nullopt, std::nullopt};
    for (const SampleResult& result : results) {
      layer.accumulated.merge(result.comparisons[index].accumulated[l]);
      layer.local.merge(result.comparisons[index].local[l]);
    }
    if (layer.pair.is_output && !has_output) {
      hop.output.stats = layer.accumulated;
      hop.output.code_scale = layer.pair.code_scale;
      for (const SampleResult& result : results) {
        const LayerStats& stats = result.comparisons[index].accumulated[l];
        if (stats.available()) ++hop.output.samples;
        if (stats.differs()) ++hop.output.differing;
      }
      has_output = true;
    }
    hop.layers.push_back(std::move(layer));
  }
  return hop;
}

/// The larger of two spreads, figure by figure.
void widen(std::optional<LayerStats>& floor, const LayerStats& stats) {
  if (!stats.available()) return;
  if (!floor) {
    floor = stats;
    return;
  }
  if (stats.rms() > floor->rms()) {
    const double largest = std::max(stats.largest, floor->largest);
    floor = stats;
    floor->largest = largest;
  } else {
    floor->largest = std::max(stats.largest, floor->largest);
  }
}

/// Rounding to the nearest code alone: uniform in half a code to either side.
LayerStats rounding_floor(const LayerSummary& layer) {
  LayerStats floor;
  const double code = layer.pair.code_scale;
  floor.moments.count = 1;
  floor.moments.square_d = code * code / 12;
  floor.largest = code / 2;
  return floor;
}

void add_floors(Hop& hop, const std::vector<Hop>& references, bool from_float) {
  for (LayerSummary& layer : hop.layers) {
    if (from_float) {
      if (layer.pair.code_scale > 0) layer.local_floor = rounding_floor(layer);
      continue;
    }
    for (const Hop& reference : references) {
      const auto same = std::ranges::find_if(reference.layers, [&](const LayerSummary& other) {
        return other.pair.name == layer.pair.name;
      });
      if (same == reference.layers.end()) continue;
      widen(layer.floor, same->accumulated);
      widen(layer.local_floor, same->local);
    }
  }
}

void find_first(Hop& hop) {
  for (size_t l = 0; l < hop.layers.size(); ++l) {
    const LayerSummary& layer = hop.layers[l];
    if (!hop.first_local && layer.local.available() &&
        beyond_floor(layer.local, layer.local_floor, layer.pair.code_scale))
      hop.first_local = l;
    if (!hop.first_accumulated && layer.accumulated.available() &&
        beyond_floor(layer.accumulated, layer.floor, layer.pair.code_scale))
      hop.first_accumulated = l;
  }
}

}  // namespace

bool beyond_floor(const LayerStats& stats, const std::optional<LayerStats>& floor,
                  double code_scale) {
  if (!floor) return stats.differs();
  return stats.one_sided > 0 || stats.largest > floor->largest + code_scale / 2 ||
         stats.rms() > kRmseMargin * floor->rms();
}

OutputDrift reference_spread(const std::vector<Hop>& references) {
  OutputDrift spread;
  std::optional<LayerStats> widest;
  for (const Hop& pair : references) {
    const OutputDrift& o = pair.output;
    widen(widest, o.stats);
    if (o.code_scale > 0) spread.code_scale = o.code_scale;
    spread.score_rms = std::max(spread.score_rms, o.score_rms);
    spread.largest_score = std::max(spread.largest_score, o.largest_score);
    spread.flipped = std::max(spread.flipped, o.flipped);
    spread.scored = std::max(spread.scored, o.scored);
    spread.decided = std::max(spread.decided, o.decided);
  }
  if (widest) spread.stats = *widest;
  return spread;
}

TensorFacts describe_tensor(const Tensor& tensor) {
  TensorFacts facts{tensor.shape(), tensor.type(), 0, 0, 0};
  const std::vector<double> values = to_doubles(tensor);
  if (values.empty()) return facts;
  facts.smallest = std::numeric_limits<double>::infinity();
  facts.largest = -facts.smallest;
  double sum = 0;
  for (double v : values) {
    facts.smallest = std::min(facts.smallest, v);
    facts.largest = std::max(facts.largest, v);
    sum += v;
  }
  facts.mean = sum / static_cast<double>(values.size());
  return facts;
}

std::vector<double> first_output(const RungTensors& tensors, const RungValues& values) {
  for (size_t t = 0; t < values.size() && t < tensors.entries.size(); ++t) {
    const TensorEntry& entry = tensors.entries[t];
    if (entry.role != TensorRole::kOutput) continue;
    if (!values[t]) return {};
    return to_doubles(entry.quantization ? dequantize(*values[t], *entry.quantization)
                                         : *values[t]);
  }
  return {};
}

void summarise_inputs(const SampleSource& source, const std::vector<TensorFacts>& facts,
                      Diagnosis& out) {
  InputSummary& summary = out.inputs;
  summary.origin = source.origin();
  summary.preparation = source.preparation_text();
  summary.warnings = source.warnings();
  if (facts.empty()) return;
  summary.shape = facts.front().shape;
  summary.type = facts.front().type;
  summary.smallest = facts.front().smallest;
  summary.largest = facts.front().largest;
  for (const TensorFacts& f : facts) {
    summary.smallest = std::min(summary.smallest, f.smallest);
    summary.largest = std::max(summary.largest, f.largest);
    summary.mean += f.mean / static_cast<double>(facts.size());
    if (f.smallest == f.largest) ++summary.constant_samples;
  }
}

Status summarise_samples(const SampleSource& source, const std::vector<SampleResult>& results,
                         Diagnosis& out) {
  const size_t rungs = out.ladder.rungs.size();
  for (size_t i = 0; i < results.size(); ++i) {
    SampleSummary sample{results[i].name, source.label(i), {}, {}};
    for (size_t r = 0; r < rungs; ++r) {
      if (out.task) {
        NPUSCOPE_TRY(add_outcome(*out.task, results[i].outputs[r], sample));
      } else {
        sample.scores.emplace_back();
        sample.decisions.emplace_back();
      }
    }
    out.samples.push_back(std::move(sample));
  }
  out.detection.resize(rungs);
  if (out.task && out.task->kind == TaskKind::kPresentationAttack)
    for (size_t r = 0; r < rungs; ++r) out.detection[r] = detection_of(out, r);
  return {};
}

void summarise_comparisons(const std::vector<Comparison>& plans, size_t hops,
                           const std::vector<SampleResult>& results, Diagnosis& out) {
  for (size_t c = 0; c < plans.size(); ++c) {
    Hop hop = merge_samples(plans[c], c, results);
    add_decisions(hop, out);
    (c < hops ? out.hops : out.reference).push_back(std::move(hop));
  }
  for (Hop& hop : out.hops) {
    add_floors(hop, out.reference, out.ladder.rungs[hop.from].name == "float");
    find_first(hop);
  }
}

}  // namespace npuscope
