// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "diagnose/diagnosis.h"
#include "diagnose/sample_source.h"

namespace npuscope {

/// All elements of the first output, as real numbers; empty when it was not recorded.
std::vector<double> first_output(const RungTensors& tensors, const RungValues& values);

/// Scores, decisions and error rates of every rung.
Status summarise_samples(const SampleSource& source, const std::vector<SampleResult>& results,
                         Diagnosis& out);
/// Merges the samples' figures in order; the first `hops` plans are the ladder's, the others pairs
/// of references, whose largest differences become the noise floor.
void summarise_comparisons(const std::vector<Comparison>& plans, size_t hops,
                           const std::vector<SampleResult>& results, Diagnosis& out);

}  // namespace npuscope
