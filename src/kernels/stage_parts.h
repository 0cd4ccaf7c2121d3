// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/stages.h"
#include "numeric/half_away.h"

namespace npuscope {

// What sums and programs share in applying stages.

/// Coefficient of the run of elements that share one.
template <class T>
T stage_entry(const std::vector<T>& coefficients, size_t run) {
  return coefficients[run % coefficients.size()];
}

/// Counts one result, before it is saturated.
inline void count_stage(StageCounters& counters, int64_t result, bool tie, int64_t low,
                        int64_t high) {
  ++counters.elements;
  counters.ties += tie ? 1 : 0;
  counters.saturated_low += result < low ? 1 : 0;
  counters.saturated_high += result > high ? 1 : 0;
  const int64_t magnitude = result == INT64_MIN ? INT64_MAX : std::abs(result);
  counters.largest_magnitude = std::max(counters.largest_magnitude, magnitude);
}

/// Calls f(round), where round(v) is rounded_shift(v, shift, rounding): the rule is chosen once,
/// outside the loop over values.
template <class F>
void with_rounded_shift(int shift, Rounding rounding, F&& f) {
  if (shift > 0 && rounding == Rounding::kHalfAway)
    f([shift](int64_t v) { return half_away_shift(v, shift); });
  else
    f([shift, rounding](int64_t v) { return rounded_shift(v, shift, rounding); });
}

/// Calls f(elements, index) for each run of elements that share their coefficients.
template <class F>
void for_each_run(std::span<int64_t> values, size_t length, F&& f) {
  for (size_t index = 0; !values.empty(); ++index) {
    const size_t taken = std::min(length, values.size());
    f(values.first(taken), index);
    values = values.subspan(taken);
  }
}

/// The run length: everything where there is but one entry.
inline size_t run_length(std::span<int64_t> values, int64_t channel_stride, size_t entries) {
  return entries == 1 ? values.size() : static_cast<size_t>(channel_stride);
}

}  // namespace npuscope
