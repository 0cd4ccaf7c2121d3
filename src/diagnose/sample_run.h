// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnose/comparison.h"
#include "diagnose/mismatches.h"

namespace npuscope {

/// Figures of one comparison on one sample, by layer of the plan.
struct ComparisonStats {
  std::vector<LayerStats> accumulated;  ///< each rung on its own inputs
  std::vector<LayerStats> local;        ///< the layer alone, on the later rung's inputs
};

/// What is kept of one sample.
struct SampleResult {
  std::string name;
  std::string evidence;  ///< a hash over its input and what was recorded of it elsewhere
  /// By rung: all elements of the network's first output as real numbers; empty when missing.
  std::vector<std::vector<double>> outputs;
  std::vector<ComparisonStats> comparisons;
  /// By rung, by node of its graph: what happened inside, where the rung counts it.
  std::vector<std::vector<NodeCounters>> counters;
  /// By trial plan, layer and trial: TrialPlan::run().
  std::vector<std::vector<std::vector<Mismatches>>> trials{};
};

/// Compares all layers of a plan on one sample, and re-executes those that have a local plan.
Result<ComparisonStats> compare_rungs(const Ladder& ladder, const std::vector<RungTensors>& tensors,
                                      const Comparison& plan,
                                      const std::vector<RungValues>& values);

/// The local errors alone: every layer with a plan, on the later rung's values.
Result<std::vector<LayerStats>> local_stats(const Ladder& ladder,
                                            const std::vector<RungTensors>& tensors,
                                            const Comparison& plan, const RungValues& later);

}  // namespace npuscope
