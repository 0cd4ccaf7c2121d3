// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "diagnose/diagnosis.h"
#include "diagnose/sample_source.h"
#include "diagnose/sample_totals.h"

namespace npuscope {

/// All elements of the first output, as real numbers; empty when it was not recorded.
std::vector<double> first_output(const RungTensors& tensors, const RungValues& values);

/// Scores, decisions and error rates of every rung.
Status summarise_samples(const SampleSource& source, const std::vector<SampleOutputs>& samples,
                         Diagnosis& out);

/// How many plans are of which kind, in this order; the others are against the board.
struct PlanCounts {
  size_t hops = 0;
  size_t references = 0;
};

/// What all samples show. The references' largest differences become the noise floor.
void summarise_comparisons(const std::vector<Comparison>& plans, const PlanCounts& counts,
                           const SampleTotals& totals, Diagnosis& out);
/// How the board's first output stands to the cap of the layer that computes it.
Status summarise_board_at_cap(const std::vector<SampleOutputs>& samples, Diagnosis& out);
/// What happened inside the nodes of the rung neural-art.
Status summarise_npu(const SampleTotals& totals, Diagnosis& out);

}  // namespace npuscope
