// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "execute/arithmetic.h"
#include "predict/code_histogram.h"

namespace npuscope {

/// What makes a layer's results on the NPU differ most from `exact`.
enum class DriftReason {
  kNone,          ///< they do not differ
  kSaturation,    ///< the 16 bits of the accumulator or of the real value saturate
  kCoarseSum,     ///< one step of the 16-bit sum is a large part of a code
  kManyPasses,    ///< the same, once in every pass
  kIntermediate,  ///< the real value's 16 bits (three roundings) are coarse
  kMultiplier,    ///< a channel's integer multiplier has few bits
  kTies,          ///< halves, which `exact` rounds to even and the NPU away from zero
  kSteps,         ///< the function is computed in integer steps of its own
};

/// The error of one layer on the NPU given the same inputs as `exact`, in codes of its output.
struct Drift {
  double rms = 0;
  /// Expected of the largest: what one element of all is likely to reach.
  int64_t largest = 0;
  int64_t elements = 0;   ///< that this is about: of one sample where no inputs are known
  int64_t saturated = 0;  ///< of these: a 16-bit stage before the output's cuts them
  DriftReason reason = DriftReason::kNone;
};

/// How the codes of each value are distributed: by ValueId, int8 values of one scale; others have
/// none.
using ActivationCodes = std::vector<std::optional<CodeHistogram>>;

/// Counters for every value of the graph that has int8 codes, all zero.
ActivationCodes empty_activation_codes(const Graph& graph);
/// What is assumed where no inputs are known: normal distributions (drift.cc).
Result<ActivationCodes> assumed_activation_codes(const Graph& graph);

/// The predicted error of every node, in order of execution, from the lowerings of both arithmetics
/// and the distribution of codes: a closed form for sums (drift_of_sum), all codes one by one for
/// functions of one or two codes (drift_of_function). Nothing is executed. 0 where the NPU's rule
/// is not known and it is taken to compute as `exact`.
Result<std::vector<Drift>> predict_drift(const Graph& graph, const Arithmetic& npu,
                                         const ActivationCodes& codes);

// The kinds of node.

Result<Drift> drift_of_sum(const Graph& graph, const Node& node, const SumLowering& exact,
                           const SumLowering& npu, const CodeHistogram& output);

/// Of a function of the codes of one or two inputs, which are taken as independent of each other.
Result<Drift> drift_of_function(const Graph& graph, const Node& node, const Arithmetic& npu,
                                const ActivationCodes& codes);

/// Of codes that change their quantization on the way.
Result<Drift> drift_of_movement(const Graph& graph, const Node& node, const Arithmetic& npu,
                                const ActivationCodes& codes);

/// Collects errors of elements, with how often each occurs.
class DriftSum {
 public:
  void add_saturated(double count) { saturated_ += count; }
  /// `square`: the mean of d^2.
  void add(double count, double square) {
    count_ += count;
    square_ += count * square;
  }
  /// `count` elements differ by at least `steps` codes.
  void add_reaching(double count, int64_t steps) {
    if (reaching_.size() <= static_cast<size_t>(steps))
      reaching_.resize(static_cast<size_t>(steps) + 1);
    reaching_[static_cast<size_t>(steps)] += count;
  }
  [[nodiscard]] Drift drift(DriftReason reason) const;

 private:
  double count_ = 0, square_ = 0, saturated_ = 0;
  std::vector<double> reaching_;
};

}  // namespace npuscope
