// SPDX-License-Identifier: Apache-2.0
#include "diagnose/sample_totals.h"

#include <span>
#include <utility>

namespace npuscope {
namespace {

/// The saturation of the last stage is the output's own.
bool saturates_inside(const std::vector<StageCounters>& stages) {
  for (const StageCounters& stage : std::span(stages).first(stages.empty() ? 0 : stages.size() - 1))
    if (stage.saturated_low + stage.saturated_high > 0) return true;
  return false;
}

void merge_layers(const std::vector<LayerStats>& from, std::vector<LayerStats>& to) {
  to.resize(from.size());
  for (size_t l = 0; l < from.size(); ++l) to[l].merge(from[l]);
}

void merge_comparison(const ComparisonStats& from, ComparisonTotals& to) {
  merge_layers(from.accumulated, to.merged.accumulated);
  merge_layers(from.local, to.merged.local);
  to.samples.resize(from.accumulated.size());
  to.differing.resize(from.accumulated.size());
  for (size_t l = 0; l < from.accumulated.size(); ++l) {
    to.samples[l] += from.accumulated[l].available() ? 1 : 0;
    to.differing[l] += from.accumulated[l].differs() ? 1 : 0;
  }
}

void merge_node(const NodeCounters& from, NodeTotals& to) {
  if (to.stages.size() < from.stages.size()) to.stages.resize(from.stages.size());
  for (size_t s = 0; s < from.stages.size(); ++s) to.stages[s].add(from.stages[s]);
  to.saturating_samples += saturates_inside(from.stages) ? 1 : 0;
}

/// merge(from[i], to[i]) of all; `to` becomes as long as it must.
template <class From, class To, class Merge>
void merge_each(const std::vector<From>& from, std::vector<To>& to, Merge&& merge) {
  if (to.size() < from.size()) to.resize(from.size());
  for (size_t i = 0; i < from.size(); ++i) merge(from[i], to[i]);
}

}  // namespace

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
      merge_each(trials, totals, [](const Mismatches& one, Mismatches& all) { all.merge(one); });
    });
  });
}

}  // namespace npuscope
