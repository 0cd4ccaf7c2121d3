// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "kernels/accumulate.h"
#include "numeric/rounding.h"

namespace npuscope {

/// One fixed-point step of an integer epilogue:
///
///   v' = saturate(round((v * multiplier[c] + addend[c]) / 2^shift))
///
/// Coefficients have one entry for all elements or several that repeat (see apply_stage).
/// v * multiplier + addend must fit int64; shift in [0, 62].
struct FixedStage {
  std::vector<int64_t> multiplier = {1};
  std::vector<int64_t> addend = {0};
  int shift = 0;
  Rounding rounding = Rounding::kHalfEven;
  int64_t low = INT64_MIN;  ///< saturation, inclusive
  int64_t high = INT64_MAX;
  std::vector<int> shifts = {};  ///< of each coefficient, instead of `shift`; empty: the same

  [[nodiscard]] int shift_at(size_t coefficient) const {
    return shifts.empty() ? shift : shifts[coefficient % shifts.size()];
  }
};

/// One step with real-valued coefficients, as `exact` uses it:
///
///   v' = saturate(round(v * multiplier[c] / divisor[c] + addend[c]) + offset)      in double
///
/// A multiplier and a divisor that double holds exactly keep ties: where the quotient is k + 1/2 in
/// real numbers, v * multiplier = (k + 1/2) * divisor, which double holds when the significant bits
/// of 2 k + 1 and divisor are at most 53 together; then neither operation rounds. A factor that was
/// divided beforehand is rounded, and moves ties to either side.
struct RealStage {
  std::vector<double> multiplier = {1.0};
  std::vector<double> divisor = {1.0};
  std::vector<double> addend = {0.0};
  int64_t offset = 0;  ///< added after rounding (the zero point)
  Rounding rounding = Rounding::kHalfEven;
  int64_t low = INT64_MIN;  ///< saturation of the result, inclusive
  int64_t high = INT64_MAX;
};

/// One step in float32, as libraries that requantize in it have it; every operation is rounded to
/// float32, and nothing is contracted to a fused multiply-add:
///
///   v' = saturate(round_half_even(float(v) * multiplier[c] + addend[c]) + offset)
struct FloatStage {
  std::vector<float> multiplier = {1.0F};
  std::vector<float> addend = {0.0F};
  int64_t offset = 0;       ///< added after rounding (the zero point)
  int64_t low = INT64_MIN;  ///< saturation of the result, inclusive
  int64_t high = INT64_MAX;
};

using Stage = std::variant<FixedStage, RealStage, FloatStage>;

/// What happened inside a stage, over all elements: the "why" behind a difference.
struct StageCounters {
  int64_t elements = 0;
  int64_t saturated_low = 0;      ///< results clamped to `low`
  int64_t saturated_high = 0;     ///< results clamped to `high`
  int64_t ties = 0;               ///< values exactly half way between two integers
  int64_t largest_magnitude = 0;  ///< of the result before saturation
  int64_t beyond_24_bits = 0;     ///< of passes: sums that do not fit a signed number of 24 bits

  void add(const StageCounters& other);
  bool operator==(const StageCounters&) const = default;
};

/// How one node's integer sum becomes its output codes: the sum in pieces of passes, joined, then
/// the epilogue in order.
///
///   t_p = pass( (t_{p-1} << pass_shift) + sum_p )      of each piece; t_0 = pass( sum_0 )
///   y   = epilogue( join( t_P of every piece ) + bias )
///
/// Pieces are joined two by two, and the results two by two again; every sum of two saturates to
/// the range of `pass`. Without `pass` the sums are simply added (pass_shift must be 0, and only
/// then may there be a bias). The last stage saturates to the
/// codes that the output may have, the node's clamp included (Arithmetic's output_range()).
struct SumLowering {
  std::vector<PassPlan> pieces = {{SumSlice{}}};
  bool raw_codes = false;               ///< sum the first operand's codes with their zero point
  bool saturate_pairs = false;          ///< sum as saturated_pairs() does; in one pass
  std::vector<int64_t> bias = {};       ///< as a stage's coefficients; empty: none
  std::optional<FixedStage> pass = {};  ///< applied after every pass
  int pass_shift = 0;
  std::vector<Stage> epilogue = {};
  /// Neighbouring output elements that share a coefficient: the spatial positions of a channel for
  /// convolutions, 1 for matrix products (coefficients per column, or per element of the product)
  /// and for means (per output position).
  int64_t channel_stride = 1;
};

/// Applies one stage in place. Element i takes entry (i / channel_stride) modulo the number of
/// entries of each coefficient. `counters` may be null; what happens is added to it, of each
/// element as often as `times` says (empty: once).
void apply_stage(const Stage& stage, std::span<int64_t> values, int64_t channel_stride,
                 StageCounters* counters, std::span<const int64_t> times = {});

/// The sums of a node after all passes and stages: its output codes. `counters` may be null;
/// otherwise gets one entry for `pass` (all passes together), where there is one, and one per
/// stage.
Result<Sums> lowered_sums(const SumLowering& lowering, const SumGeometry& geometry, SumOperand a,
                          SumOperand b, const Shape& output_shape,
                          std::vector<StageCounters>* counters);

/// The sums as codes of `type`, to whose range the last stage has saturated them.
Result<Tensor> codes_of(const Sums& sums, ElementType type);

}  // namespace npuscope
