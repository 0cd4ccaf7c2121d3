// SPDX-License-Identifier: Apache-2.0
#include "kernels/stages.h"

#include <algorithm>
#include <cmath>

namespace npuscope {
namespace {

/// Coefficient of the run of elements that share one.
template <class T>
T entry(const std::vector<T>& coefficients, size_t run) {
  return coefficients[run % coefficients.size()];
}

void count(StageCounters& counters, int64_t result, bool tie, int64_t low, int64_t high) {
  ++counters.elements;
  counters.ties += tie ? 1 : 0;
  counters.saturated_low += result < low ? 1 : 0;
  counters.saturated_high += result > high ? 1 : 0;
  const int64_t magnitude = result == INT64_MIN ? INT64_MAX : std::abs(result);
  counters.largest_magnitude = std::max(counters.largest_magnitude, magnitude);
}

/// A rounded double as int64; beyond its range the nearest end. NaN (of a bias) becomes zero.
int64_t to_int64(double rounded) {
  if (std::isnan(rounded)) return 0;
  if (rounded >= 0x1p63) return INT64_MAX;
  if (rounded < -0x1p63) return INT64_MIN;
  return static_cast<int64_t>(rounded);
}

template <bool kCount>
void apply(const FixedStage& stage, std::span<int64_t> run, size_t index, StageCounters* counters) {
  const int64_t multiplier = entry(stage.multiplier, index);
  const int64_t addend = entry(stage.addend, index);
  for (int64_t& v : run) {
    const int64_t scaled = v * multiplier + addend;
    const int64_t result = rounded_shift(scaled, stage.shift, stage.rounding);
    if constexpr (kCount)
      count(*counters, result, is_tie(scaled, stage.shift), stage.low, stage.high);
    v = saturate(result, stage.low, stage.high);
  }
}

template <bool kCount>
void apply(const RealStage& stage, std::span<int64_t> run, size_t index, StageCounters* counters) {
  const double multiplier = entry(stage.multiplier, index);
  const double divisor = entry(stage.divisor, index);
  const double addend = entry(stage.addend, index);
  const auto offset = static_cast<double>(stage.offset);
  for (int64_t& v : run) {
    const double scaled = static_cast<double>(v) * multiplier / divisor + addend;
    const int64_t result = to_int64(round_real(scaled, stage.rounding) + offset);
    if constexpr (kCount)
      count(*counters, result, scaled - std::floor(scaled) == 0.5, stage.low, stage.high);
    v = saturate(result, stage.low, stage.high);
  }
}

/// How many entries the coefficients of a stage have: the most of any.
size_t coefficient_count(const FixedStage& stage) {
  return std::max(stage.multiplier.size(), stage.addend.size());
}

size_t coefficient_count(const RealStage& stage) {
  return std::max({stage.multiplier.size(), stage.divisor.size(), stage.addend.size()});
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
size_t run_length(std::span<int64_t> values, int64_t channel_stride, size_t entries) {
  return entries == 1 ? values.size() : static_cast<size_t>(channel_stride);
}

}  // namespace

void StageCounters::add(const StageCounters& other) {
  elements += other.elements;
  saturated_low += other.saturated_low;
  saturated_high += other.saturated_high;
  ties += other.ties;
  largest_magnitude = std::max(largest_magnitude, other.largest_magnitude);
}

void apply_stage(const Stage& stage, std::span<int64_t> values, int64_t channel_stride,
                 StageCounters* counters) {
  std::visit(
      [&](const auto& s) {
        const size_t length = run_length(values, channel_stride, coefficient_count(s));
        for_each_run(values, length, [&](std::span<int64_t> run, size_t index) {
          if (counters != nullptr)
            apply<true>(s, run, index, counters);
          else
            apply<false>(s, run, index, nullptr);
        });
      },
      stage);
}

Result<Sums> lowered_sums(const SumLowering& lowering, const SumGeometry& geometry, SumOperand a,
                          SumOperand b, const Shape& output_shape,
                          std::vector<StageCounters>* counters) {
  if (counters != nullptr)
    counters->assign((lowering.pass ? 1 : 0) + lowering.epilogue.size(), StageCounters{});
  if (lowering.raw_codes) a.quantization = nullptr;
  Sums total;
  for (size_t p = 0; p < lowering.plan.size(); ++p) {
    NPUSCOPE_TRY_ASSIGN(Sums sums, accumulate(geometry, a, b, output_shape, lowering.plan[p]));
    if (p > 0) {
      for (size_t i = 0; i < sums.values.size(); ++i)
        sums.values[i] += total.values[i] << lowering.pass_shift;
    } else if (!lowering.bias.empty()) {
      const size_t length = run_length(sums.values, lowering.channel_stride, lowering.bias.size());
      for_each_run(sums.values, length, [&](std::span<int64_t> run, size_t index) {
        for (int64_t& v : run) v += entry(lowering.bias, index);
      });
    }
    if (lowering.pass)
      apply_stage(*lowering.pass, sums.values, lowering.channel_stride,
                  counters != nullptr ? &counters->front() : nullptr);
    total = std::move(sums);
  }
  size_t stage = lowering.pass ? 1 : 0;
  for (const Stage& step : lowering.epilogue)
    apply_stage(step, total.values, lowering.channel_stride,
                counters != nullptr ? &(*counters)[stage++] : nullptr);
  return total;
}

Result<Tensor> codes_of(const Sums& sums, ElementType type) {
  NPUSCOPE_TRY_ASSIGN(Tensor codes, Tensor::create(type, sums.shape));
  visit_element_type(type, [&]<class T>(T) {
    std::ranges::transform(sums.values, codes.mutable_values<T>().begin(),
                           [](int64_t v) { return static_cast<T>(v); });
  });
  return codes;
}

}  // namespace npuscope
