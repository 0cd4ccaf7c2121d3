// SPDX-License-Identifier: Apache-2.0
#include "kernels/stages.h"

#include <algorithm>

#include "kernels/stage_parts.h"

namespace npuscope {
namespace {

template <bool kCount>
void apply(const FixedStage& stage, std::span<int64_t> run, size_t index, StageCounters* counters,
           Times& times) {
  const int64_t multiplier = stage_entry(stage.multiplier, index);
  const int64_t addend = stage_entry(stage.addend, index);
  const int shift = stage.shift_at(index);
  const int64_t low = stage.low, high = stage.high;
  with_rounded_shift(shift, stage.rounding, [&](auto rounded) {
    for (int64_t& v : run) {
      const int64_t scaled = v * multiplier + addend;
      const int64_t result = rounded(scaled);
      if constexpr (kCount)
        count_stage(*counters, result, is_tie(scaled, shift), low, high, times.next());
      v = saturate(result, low, high);
    }
  });
}

template <bool kCount>
void apply(const RealStage& stage, std::span<int64_t> run, size_t index, StageCounters* counters,
           Times& times) {
  const RealCode code(stage, index);
  for (int64_t& v : run) v = kCount ? code.of(v, counters, times.next()) : code.of(v, nullptr);
}

template <bool kCount>
void apply(const FloatStage& stage, std::span<int64_t> run, size_t index, StageCounters* counters,
           Times& times) {
  const FloatCode code(stage, index);
  for (int64_t& v : run) v = kCount ? code.of(v, counters, times.next()) : code.of(v, nullptr);
}

/// How many entries the coefficients of a stage have: the most of any.
size_t coefficient_count(const FixedStage& stage) {
  return std::max({stage.multiplier.size(), stage.addend.size(), stage.shifts.size()});
}

size_t coefficient_count(const FloatStage& stage) {
  return std::max(stage.multiplier.size(), stage.addend.size());
}

size_t coefficient_count(const RealStage& stage) {
  return std::max({stage.multiplier.size(), stage.divisor.size(), stage.addend.size()});
}

}  // namespace

void StageCounters::add(const StageCounters& other) {
  elements += other.elements;
  saturated_low += other.saturated_low;
  saturated_high += other.saturated_high;
  ties += other.ties;
  largest_magnitude = std::max(largest_magnitude, other.largest_magnitude);
  beyond_24_bits += other.beyond_24_bits;
}

void apply_stage(const Stage& stage, std::span<int64_t> values, int64_t channel_stride,
                 StageCounters* counters, std::span<const int64_t> times) {
  Times counted(times);
  std::visit(
      [&](const auto& s) {
        const size_t length = run_length(values, channel_stride, coefficient_count(s));
        for_each_run(values, length, [&](std::span<int64_t> run, size_t index) {
          if (counters != nullptr)
            apply<true>(s, run, index, counters, counted);
          else
            apply<false>(s, run, index, nullptr, counted);
        });
      },
      stage);
}

namespace {

/// The links between the NPU's accumulators have 24 bits. What it does with a larger sum is not
/// known: here it is only counted.
void count_wide(const Sums& sums, StageCounters& counters) {
  counters.beyond_24_bits +=
      std::ranges::count_if(sums.values, [](int64_t v) { return v != saturate_bits(v, 24); });
}

/// The sums of one piece after all of its passes.
Result<Sums> piece_sums(const SumLowering& lowering, const PassPlan& plan,
                        const SumGeometry& geometry, SumOperand a, SumOperand b,
                        const Shape& output_shape, StageCounters* counters) {
  Sums total;
  for (size_t p = 0; p < plan.size(); ++p) {
    NPUSCOPE_TRY_ASSIGN(Sums sums, lowering.saturate_pairs
                                       ? saturated_pairs(geometry, a, b, output_shape)
                                       : accumulate(geometry, a, b, output_shape, plan[p]));
    for (size_t i = 0; p > 0 && i < sums.values.size(); ++i)
      sums.values[i] += total.values[i] << lowering.pass_shift;
    if (counters != nullptr) count_wide(sums, *counters);
    if (lowering.pass) apply_stage(*lowering.pass, sums.values, lowering.channel_stride, counters);
    total = std::move(sums);
  }
  return total;
}

void add_bias(const SumLowering& lowering, Sums& sums) {
  if (lowering.bias.empty()) return;
  const size_t length = run_length(sums.values, lowering.channel_stride, lowering.bias.size());
  for_each_run(sums.values, length, [&](std::span<int64_t> run, size_t index) {
    for (int64_t& v : run) v += stage_entry(lowering.bias, index);
  });
}

/// Two by two, until one is left.
Sums joined(const SumLowering& lowering, std::vector<Sums> pieces) {
  const int64_t low = lowering.pass ? lowering.pass->low : INT64_MIN;
  const int64_t high = lowering.pass ? lowering.pass->high : INT64_MAX;
  while (pieces.size() > 1) {
    std::vector<Sums> halves;
    for (size_t i = 0; i < pieces.size(); i += 2) {
      Sums sum = std::move(pieces[i]);
      for (size_t e = 0; i + 1 < pieces.size() && e < sum.values.size(); ++e)
        sum.values[e] = saturate(sum.values[e] + pieces[i + 1].values[e], low, high);
      halves.push_back(std::move(sum));
    }
    pieces = std::move(halves);
  }
  return std::move(pieces.front());
}

}  // namespace

Result<Sums> lowered_sums(const SumLowering& lowering, const SumGeometry& geometry, SumOperand a,
                          SumOperand b, const Shape& output_shape,
                          std::vector<StageCounters>* counters) {
  if (counters != nullptr)
    counters->assign((lowering.pass ? 1 : 0) + lowering.epilogue.size(), StageCounters{});
  if (lowering.raw_codes) a.quantization = nullptr;
  std::vector<Sums> pieces;
  for (const PassPlan& plan : lowering.pieces) {
    NPUSCOPE_TRY_ASSIGN(
        Sums sums, piece_sums(lowering, plan, geometry, a, b, output_shape,
                              counters != nullptr && lowering.pass ? &counters->front() : nullptr));
    pieces.push_back(std::move(sums));
  }
  Sums total = joined(lowering, std::move(pieces));
  add_bias(lowering, total);
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
