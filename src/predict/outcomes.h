// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "execute/accumulator_caps.h"
#include "execute/arithmetic.h"
#include "predict/drift.h"
#include "task/task.h"

namespace npuscope {

/// Loads the inputs of sample i, as a graph takes them. Safe to call from several threads.
using LoadSample = std::function<Result<std::vector<Tensor>>(size_t i)>;

/// What a network makes of one sample.
struct Outcome {
  std::vector<double> outputs;  ///< all of them, one after another, as real numbers
  size_t first = 0;             ///< how many of these are the first output's
};

/// Which samples to run, and how.
struct SampleRun {
  LoadSample load;
  std::vector<size_t> samples;
  int threads = 0;
  Progress* progress = nullptr;      ///< advances by one a sample; may be null
  ActivationCodes* codes = nullptr;  ///< gets every value's codes; may be null
};

/// Runs the network on the samples, in their order.
Result<std::vector<Outcome>> run_samples(const Graph& graph, const Arithmetic& arithmetic,
                                         const SampleRun& run);

/// How the outputs of one way of computing differ from those of another, over samples.
struct OutputChange {
  int64_t samples = 0;
  double rms = 0;      ///< of the differences, in real numbers
  double largest = 0;  ///< of their magnitudes
  /// Samples that are decided otherwise; nothing without a task.
  std::optional<int64_t> decisions_changed;
  std::vector<double> squares;  ///< by sample: the mean of the squared differences
};

/// Whether one way of computing is nearer to the reference than another, or seems so by chance.
enum class Verdict { kBetter, kWorse, kUnclear };

/// "better", "worse", "unclear"
std::string_view verdict_text(Verdict verdict);

/// Of two changes from the same reference on the same samples: Wilcoxon's signed-rank
/// test of the differences of their squares, sample by sample, at 5 %. Unclear with fewer than 6
/// samples.
Verdict verdict_on(const OutputChange& before, const OutputChange& after);

/// `other` has outputs of the same sizes as `reference`.
Result<OutputChange> change_of_outputs(const std::vector<Outcome>& reference,
                                       const std::vector<Outcome>& other,
                                       const std::optional<TaskSpec>& task);

/// From the smallest to the largest element of the first output of any sample.
Reach reach_of_outputs(const std::vector<Outcome>& outcomes);

}  // namespace npuscope
