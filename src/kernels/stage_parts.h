// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
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

/// Counts a result that occurs `times`, before it is saturated.
inline void count_stage(StageCounters& counters, int64_t result, bool tie, int64_t low,
                        int64_t high, int64_t times = 1) {
  if (times == 0) return;
  counters.elements += times;
  counters.ties += tie ? times : 0;
  counters.saturated_low += result < low ? times : 0;
  counters.saturated_high += result > high ? times : 0;
  const int64_t magnitude = result == INT64_MIN ? INT64_MAX : std::abs(result);
  counters.largest_magnitude = std::max(counters.largest_magnitude, magnitude);
}

/// A rounded double as int64; beyond its range the nearest end. NaN (of a bias) becomes zero.
inline int64_t to_int64(double rounded) {
  if (std::isnan(rounded)) return 0;
  if (rounded >= 0x1p63) return INT64_MAX;
  if (rounded < -0x1p63) return INT64_MIN;
  return static_cast<int64_t>(rounded);
}

/// What a RealStage makes of the elements that share the coefficients of a run.
class RealCode {
 public:
  RealCode(const RealStage& stage, size_t run)
      : multiplier_(stage_entry(stage.multiplier, run)),
        divisor_(stage_entry(stage.divisor, run)),
        addend_(stage_entry(stage.addend, run)),
        offset_(static_cast<double>(stage.offset)),
        low_(stage.low),
        high_(stage.high),
        rounding_(stage.rounding) {}

  /// `counters` may be null; otherwise the result counts so many times.
  [[nodiscard]] int64_t of(int64_t v, StageCounters* counters, int64_t times = 1) const {
    const double scaled = static_cast<double>(v) * multiplier_ / divisor_ + addend_;
    const int64_t result = to_int64(round_real(scaled, rounding_) + offset_);
    if (counters != nullptr)
      count_stage(*counters, result, scaled - std::floor(scaled) == 0.5, low_, high_, times);
    return saturate(result, low_, high_);
  }

 private:
  double multiplier_, divisor_, addend_, offset_;
  int64_t low_, high_;
  Rounding rounding_;
};

/// What a FloatStage makes of the elements that share the coefficients of a run.
class FloatCode {
 public:
  FloatCode(const FloatStage& stage, size_t run)
      : multiplier_(stage_entry(stage.multiplier, run)),
        addend_(stage_entry(stage.addend, run)),
        offset_(static_cast<double>(stage.offset)),
        low_(stage.low),
        high_(stage.high) {}

  /// `counters` may be null; otherwise the result counts so many times.
  [[nodiscard]] int64_t of(int64_t v, StageCounters* counters, int64_t times = 1) const {
    const float scaled = static_cast<float>(v) * multiplier_ + addend_;
    const double rounded = round_real(static_cast<double>(scaled), Rounding::kHalfEven);
    const int64_t result = to_int64(rounded + offset_);
    if (counters != nullptr)
      count_stage(*counters, result, scaled - std::floor(scaled) == 0.5F, low_, high_, times);
    return saturate(result, low_, high_);
  }

 private:
  float multiplier_, addend_;
  double offset_;
  int64_t low_, high_;
};

/// Calls f(round), where round(v) is rounded_shift(v, shift, rounding): the rule is chosen once,
/// outside the loop over values.
template <class F>
void with_rounded_shift(int shift, Rounding rounding, F&& f) {
  if (shift > 0 && rounding == Rounding::kHalfAway)
    f([shift](int64_t v) { return half_away_shift(v, shift); });
  else
    f([shift, rounding](int64_t v) { return rounded_shift(v, shift, rounding); });
}

/// How often each of the numbers counts: once, or as often as `times` says from the first on.
class Times {
 public:
  explicit Times(std::span<const int64_t> times) : next_(times.empty() ? nullptr : times.data()) {}
  int64_t next() { return next_ != nullptr ? *next_++ : 1; }

 private:
  const int64_t* next_;
};

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
