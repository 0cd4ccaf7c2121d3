// SPDX-License-Identifier: Apache-2.0
#include "diagnose/sample_totals.h"

#include <span>
#include <utility>

namespace npuscope {
namespace {

/// merge(from[i], to[i]) of all; `to` becomes as long as it must.
template <class From, class To, class Merge>
void merge_each(const std::vector<From>& from, std::vector<To>& to, Merge&& merge) {
  if (to.size() < from.size()) to.resize(from.size());
  for (size_t i = 0; i < from.size(); ++i) merge(from[i], to[i]);
}

template <class T>
void merge_one(const T& from, T& to) {
  to.merge(from);
}

void merge_comparison(const ComparisonStats& from, ComparisonTotals& to) {
  merge_each(from.accumulated, to.merged.accumulated, merge_one<LayerStats>);
  merge_each(from.local, to.merged.local, merge_one<LayerStats>);
  for (size_t l = 0; l < from.accumulated.size(); ++l) {
    to.samples[l] += from.accumulated[l].available() ? 1 : 0;
    to.differing[l] += from.accumulated[l].differs() ? 1 : 0;
  }
}

void merge_node(const NodeCounters& from, NodeTotals& to) {
  merge_each(from.stages, to.stages,
             [](const StageCounters& one, StageCounters& all) { all.add(one); });
  to.saturating_samples += saturated_inside(from.stages) > 0 ? 1 : 0;
}

}  // namespace

int64_t saturated_inside(const std::vector<StageCounters>& stages) {
  int64_t count = 0;
  for (const StageCounters& stage : std::span(stages).first(stages.empty() ? 0 : stages.size() - 1))
    count += stage.saturated_low + stage.saturated_high;
  return count;
}

SampleTotals::SampleTotals(size_t samples, size_t rungs, const std::vector<Comparison>& plans,
                           const std::vector<TrialPlan>& trials)
    : samples_(samples), counters_(rungs) {
  for (const Comparison& plan : plans) {
    const size_t layers = plan.layers.size();
    comparisons_.push_back({{std::vector<LayerStats>(layers), std::vector<LayerStats>(layers)},
                            std::vector<int64_t>(layers),
                            std::vector<int64_t>(layers)});
  }
  for (const TrialPlan& plan : trials) {
    auto& of_layers = trials_.emplace_back();
    for (const TriedLayer& layer : plan.layers()) of_layers.emplace_back(layer.trials.size());
  }
}

void SampleTotals::add(size_t index, SampleResult result) {
  const std::lock_guard lock(mutex_);
  samples_[index] = {result.name, std::move(result.outputs)};
  waiting_.emplace(index, std::move(result));
  for (auto next = waiting_.begin(); next != waiting_.end() && next->first == next_;
       next = waiting_.erase(next), ++next_)
    merge(next->second);
}

void SampleTotals::merge(const SampleResult& result) {
  merge_each(result.comparisons, comparisons_, merge_comparison);
  merge_each(result.counters, counters_,
             [](const auto& nodes, auto& totals) { merge_each(nodes, totals, merge_node); });
  merge_each(result.trials, trials_, [](const auto& layers, auto& of_layers) {
    merge_each(layers, of_layers, [](const auto& trials, auto& totals) {
      merge_each(trials, totals, merge_one<Mismatches>);
    });
  });
}

}  // namespace npuscope
