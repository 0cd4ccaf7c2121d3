// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "diagnose/diagnosis.h"
#include "diagnose/sample_source.h"

namespace npuscope {

/// Smallest, largest and mean element of a tensor.
struct TensorFacts {
  Shape shape;
  ElementType type = ElementType::kUndefined;
  double smallest = 0, largest = 0, mean = 0;
};
TensorFacts describe_tensor(const Tensor& tensor);

/// All elements of the first output, as real numbers; empty when it was not recorded.
std::vector<double> first_output(const RungTensors& tensors, const RungValues& values);

/// Whether a difference is more than the references differ among themselves: its largest exceeds
/// theirs by more than half a code, or its rms is more than twice theirs. Without references: any
/// difference.
bool beyond_floor(const LayerStats& stats, const std::optional<LayerStats>& floor,
                  double code_scale);

/// What the references differ by at the output among themselves: the largest figure of any pair.
OutputDrift reference_spread(const std::vector<Hop>& references);

void summarise_inputs(const SampleSource& source, const std::vector<TensorFacts>& facts,
                      Diagnosis& out);
/// Scores, decisions and error rates of every rung.
Status summarise_samples(const SampleSource& source, const std::vector<SampleResult>& results,
                         Diagnosis& out);
/// Merges the samples' figures in order; the first `hops` plans are the ladder's, the others pairs
/// of references, whose largest differences become the noise floor.
void summarise_comparisons(const std::vector<Comparison>& plans, size_t hops,
                           const std::vector<SampleResult>& results, Diagnosis& out);

}  // namespace npuscope
