// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "kernels/accumulate.h"
#include "numeric/rounding.h"

namespace npuscope {

/// One fixed-point step of an integer epilogue, per element of channel c (one entry: all channels):
///
///   v' = saturate(round((v * multiplier[c] + addend[c]) / 2^shift))
///
/// v * multiplier + addend must fit int64; shift in [0, 62].
struct FixedStage {
  std::vector<int64_t> multiplier = {1};
  std::vector<int64_t> addend = {0};
  int shift = 0;
  Rounding rounding = Rounding::kHalfEven;
  int64_t low = INT64_MIN;  ///< saturation, inclusive
  int64_t high = INT64_MAX;
};

/// One step with real-valued coefficients, as `exact` uses it:
///
///   v' = saturate(round(v * multiplier[c] + addend[c]) + offset)      in double
struct RealStage {
  std::vector<double> multiplier = {1.0};
  std::vector<double> addend = {0.0};
  int64_t offset = 0;  ///< added after rounding (the zero point)
  Rounding rounding = Rounding::kHalfEven;
  int64_t low = INT64_MIN;  ///< saturation of the result, inclusive
  int64_t high = INT64_MAX;
};

using Stage = std::variant<FixedStage, RealStage>;

/// What happened inside a stage, over all elements: the "why" behind a difference.
struct StageCounters {
  int64_t elements = 0;
  int64_t saturated_low = 0;      ///< results clamped to `low`
  int64_t saturated_high = 0;     ///< results clamped to `high`
  int64_t ties = 0;               ///< values exactly half way between two integers
  int64_t largest_magnitude = 0;  ///< of the result before saturation

  void add(const StageCounters& other);
};

/// How one node's integer sum becomes its output codes: the sum in passes, each pass but for a
/// single one joined to the last through `pass` stage, then the epilogue in order.
///
///   t_p = pass( (t_{p-1} << pass_shift) + sum_p ),   y = epilogue( t_P + bias )
struct SumLowering {
  PassPlan plan = {SumSlice{}};
  std::vector<int64_t> bias;       ///< added to the first pass's sum, per channel; may be empty
  std::optional<FixedStage> pass;  ///< applied after every pass
  int pass_shift = 0;
  std::vector<Stage> epilogue;
};

/// How an element-wise node computes: its real function in double, one rounding.
/// (Fixed-point programs of other arithmetics become further alternatives.)
struct RealFunctionLowering {
  Rounding rounding = Rounding::kHalfEven;
};

/// Codes moved as they are; where input and output are quantized differently, re-quantized:
/// y = round((x - zx) * sx / sy) + zy.
struct MovementLowering {
  Rounding rounding = Rounding::kHalfEven;
};

/// Dequantize, float32, quantize.
struct FloatLowering {};

using Lowering = std::variant<SumLowering, RealFunctionLowering, MovementLowering, FloatLowering>;

/// Applies one stage in place. `channel_stride`: elements in a row that share a channel;
/// `channels`: how many channels follow each other before they repeat.
void apply_stage(const Stage& stage, std::span<int64_t> values, int64_t channel_stride,
                 int64_t channels, StageCounters* counters);

}  // namespace npuscope
