// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>

#include "diagnose/sample_run.h"
#include "diagnose/trials.h"

namespace npuscope {

/// All samples' figures of one comparison, by layer of the plan.
struct ComparisonTotals {
  ComparisonStats merged;
  std::vector<int64_t> samples;    ///< in which the layer was compared
  std::vector<int64_t> differing;  ///< in which it differs
};

/// How often something saturates before the last stage, whose saturation is the output's own: in
/// the accumulator, and in 16-bit intermediates.
int64_t saturated_inside(const std::vector<StageCounters>& stages);

/// What happened inside a node in all samples.
struct NodeTotals {
  std::vector<StageCounters> stages;
  int64_t saturating_samples = 0;  ///< in which something saturates inside
};

/// What is left of a sample.
struct SampleOutputs {
  std::string name;
  std::vector<std::vector<double>> outputs;  ///< SampleResult::outputs
};

/// The figures of finished samples, merged in the samples' order in whatever order they finish, so
/// that neither the memory grows with their number nor the numbers depend on the threads.
class SampleTotals {
 public:
  SampleTotals(size_t samples, size_t rungs, const std::vector<Comparison>& plans,
               const std::vector<TrialPlan>& trials);

  /// Takes over what sample `index` came to; of a sample that an earlier one is missing for, until
  /// that comes. May be called from several threads, once for each sample.
  void add(size_t index, SampleResult result);

  // Once all samples were added:
  [[nodiscard]] const std::vector<SampleOutputs>& samples() const { return samples_; }
  [[nodiscard]] const std::vector<ComparisonTotals>& comparisons() const { return comparisons_; }
  /// By rung, by node of its graph; none of a rung that counts nothing.
  [[nodiscard]] const std::vector<std::vector<NodeTotals>>& counters() const { return counters_; }
  /// By trial plan, layer and trial.
  [[nodiscard]] const std::vector<std::vector<std::vector<Mismatches>>>& trials() const {
    return trials_;
  }

 private:
  void merge(const SampleResult& result);

  std::mutex mutex_;
  size_t next_ = 0;                         // the first sample that is not merged
  std::map<size_t, SampleResult> waiting_;  // later ones that are finished
  std::vector<SampleOutputs> samples_;
  std::vector<ComparisonTotals> comparisons_;
  std::vector<std::vector<NodeTotals>> counters_;
  std::vector<std::vector<std::vector<Mismatches>>> trials_;
};

}  // namespace npuscope
