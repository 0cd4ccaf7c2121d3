// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnose/comparison.h"

namespace npuscope {

/// Figures of one comparison on one sample, by layer of the plan.
struct ComparisonStats {
  std::vector<LayerStats> accumulated;  ///< each rung on its own inputs
  std::vector<LayerStats> local;        ///< the layer alone, on the later rung's inputs
};

/// What is kept of one sample.
struct SampleResult {
  std::string name;
  std::string input_hash;
  /// By rung: all elements of the network's first output as real numbers; empty when missing.
  std::vector<std::vector<double>> outputs;
  std::vector<ComparisonStats> comparisons;
};

/// The tensors of one rung on one sample, by index into RungTensors::entries.
using RungValues = std::vector<std::optional<Tensor>>;

/// Runs an executing rung on prepared inputs and keeps every tensor.
Result<RungValues> run_rung(const LadderRung& rung, const RungTensors& tensors,
                            std::span<const Tensor> inputs);

/// Compares all layers of a plan on one sample, and re-executes those that have a local plan.
Result<ComparisonStats> compare_rungs(const Ladder& ladder, const std::vector<RungTensors>& tensors,
                                      const Comparison& plan,
                                      const std::vector<RungValues>& values);

/// The local errors alone: every layer with a plan, on the later rung's values.
Result<std::vector<LayerStats>> local_stats(const Ladder& ladder,
                                            const std::vector<RungTensors>& tensors,
                                            const Comparison& plan, const RungValues& later);

/// `tensor` with `from`'s quantization as the elements that a value with `to`'s takes: the codes
/// themselves where both agree, else through float32.
Tensor convert_elements(const Tensor& tensor, const std::optional<Quantization>& from,
                        const std::optional<Quantization>& to);

}  // namespace npuscope
