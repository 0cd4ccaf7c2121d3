// SPDX-License-Identifier: Apache-2.0
#include "kernels/sum_steps.h"

#include <algorithm>

#include "kernels/stage_parts.h"
#include "kernels/sum_steps_parts.h"

namespace npuscope {
namespace {

constexpr int64_t kNarrow = INT32_MAX;
constexpr int64_t kWide = int64_t{1} << 61;

/// How a rounding adds before a shift that floors: of numbers below zero, of others, and whether
/// 1 more where the quotient is odd.
struct Added {
  int64_t positive = 0, negative = 0;
  bool even = false;
};

Added added_by(Rounding rounding, int shift) {
  if (shift == 0) return {};
  const int64_t half = int64_t{1} << (shift - 1);
  switch (rounding) {
    case Rounding::kHalfEven: return {half - 1, half - 1, true};
    case Rounding::kHalfAway: return {half, half - 1};
    case Rounding::kHalfUp: return {half, half};
    case Rounding::kHalfDown: return {half - 1, half - 1};
    case Rounding::kHalfToZero: return {half - 1, half};
    case Rounding::kFloor: return {};
    case Rounding::kTowardZero: return {0, 2 * half - 1};
  }
  return {};
}

/// The smallest and the largest.
std::pair<int, int> shifts_of(const FixedStage& stage) {
  if (stage.shifts.empty()) return {stage.shift, stage.shift};
  const auto [least, most] = std::ranges::minmax(stage.shifts);
  return {least, most};
}

simd::FixedStep step_of(const FixedStage& stage, size_t channel) {
  const auto in_range = [](int64_t v) { return std::clamp<int64_t>(v, INT32_MIN, INT32_MAX); };
  const int shift = stage.shift_at(channel);
  const Added added = added_by(stage.rounding, shift);
  return {.multiplier = stage_entry(stage.multiplier, channel),
          .addend = stage_entry(stage.addend, channel),
          .shift = shift,
          .round_positive = added.positive,
          .round_negative = added.negative,
          .even = added.even,
          .low = in_range(stage.low),
          .high = in_range(stage.high)};
}

void add_counts(const simd::StepCounts& from, size_t elements, StageCounters& to) {
  to.elements += static_cast<int64_t>(elements);
  to.saturated_low += from.saturated_low;
  to.saturated_high += from.saturated_high;
  to.ties += from.ties;
  to.largest_magnitude = std::max(to.largest_magnitude, from.largest_magnitude);
}

}  // namespace

std::optional<SumSteps::Fixed> SumSteps::fixed(const FixedStage& stage, int64_t& bound) {
  const int64_t multiplier = largest_magnitude(stage.multiplier);
  const int64_t addend = largest_magnitude(stage.addend);
  const auto [least_shift, most_shift] = shifts_of(stage);
  const Added added = added_by(stage.rounding, most_shift);
  const int64_t rounding = std::max(added.positive, added.negative) + 1;
  if (multiplier > INT32_MAX || addend > kWide / 4 || rounding > kWide / 4) return std::nullopt;
  const int64_t scaled = bound * multiplier + addend;  // bound, too, has 31 bits
  if (scaled > kWide / 2) return std::nullopt;
  Fixed result;
  result.stage = stage;
  if (scaled + rounding <= kNarrow && most_shift < 31)
    result.width = simd::StepWidth::kNarrow;
  else if (bound * multiplier <= kNarrow && addend <= kNarrow && scaled + rounding < 2 * kNarrow &&
           least_shift >= 1 && most_shift < 31)
    result.width = simd::StepWidth::kHalved;
  const int64_t most = (scaled >> least_shift) + 1;
  bound = std::min(most, std::max(largest_magnitude({stage.low}), largest_magnitude({stage.high})));
  if (bound > INT32_MAX) return std::nullopt;
  const size_t entries =
      std::max({stage.multiplier.size(), stage.addend.size(), stage.shifts.size()});
  for (size_t c = 0; c < entries; ++c) result.steps.push_back(step_of(stage, c));
  return result;
}

std::optional<SumSteps> SumSteps::create(const SumLowering& lowering, size_t channels,
                                         int64_t bound, ElementType output) {
  if (element_size(output) != 1 || lowering.epilogue.empty() || bound > INT32_MAX)
    return std::nullopt;
  SumSteps steps;
  steps.pass_shift_ = lowering.pass_shift;
  steps.bias_ = lowering.bias;
  if (!lowering.bias.empty() && (lowering.pass || !fits(lowering.bias, channels)))
    return std::nullopt;
  if (lowering.pass) {
    if (!lowering.pass->shifts.empty()) return std::nullopt;
    // What the pass before left is added, shifted.
    const int64_t before =
        std::max(largest_magnitude({lowering.pass->low}), largest_magnitude({lowering.pass->high}));
    if (lowering.pass_shift > 30 || before > (INT32_MAX >> lowering.pass_shift))
      return std::nullopt;
    bound += before << lowering.pass_shift;
    if (bound > INT32_MAX || lowering.pass->multiplier.size() != 1 ||
        lowering.pass->addend.size() != 1)
      return std::nullopt;
    steps.pass_ = fixed(*lowering.pass, bound);
    if (!steps.pass_) return std::nullopt;
    bound = before;
  }
  const auto take = [&](const auto* stage, auto taken) {
    // The codes of int8 or those of uint8.
    const int64_t low = stage->high > INT8_MAX ? 0 : INT8_MIN;
    return lowering.epilogue.size() == 1 && stage->low >= low && stage->high <= UINT8_MAX &&
           (steps.*taken)(*stage, channels, bound);
  };
  if (const auto* real = std::get_if<RealStage>(&lowering.epilogue.front()))
    return take(real, &SumSteps::take_real) ? std::optional(std::move(steps)) : std::nullopt;
  if (const auto* single = std::get_if<FloatStage>(&lowering.epilogue.front()))
    return take(single, &SumSteps::take_float) ? std::optional(std::move(steps)) : std::nullopt;
  bound += largest_magnitude(steps.bias_);
  for (const Stage& stage : lowering.epilogue) {
    const auto* next = std::get_if<FixedStage>(&stage);
    if (next == nullptr || bound > INT32_MAX || !fits(next->multiplier, channels) ||
        !fits(next->addend, channels) || !(next->shifts.empty() || fits(next->shifts, channels)))
      return std::nullopt;
    auto step = fixed(*next, bound);
    if (!step) return std::nullopt;
    steps.fixed_.push_back(*std::move(step));
  }
  const FixedStage& last = steps.fixed_.back().stage;
  if (last.low < -128 || last.high > 255) return std::nullopt;
  return steps;
}

SumSteps::Counters SumSteps::start(std::vector<StageCounters>* counters) const {
  if (counters == nullptr) return {};
  const size_t passes = pass_ ? 1 : 0;
  counters->assign(passes + (real_ ? 1 : fixed_.size()), StageCounters{});
  return {pass_ ? counters->data() : nullptr, counters->data() + passes};
}

void SumSteps::end_pass(const simd::Kernels& kernels, const Tile& tile, const int32_t* before,
                        StageCounters* counters) const {
  const simd::FixedStep& step = pass_->step(0);
  const size_t size = tile.rows * tile.stride;
  if (before != nullptr) kernels.chain(tile.sums, size, before, pass_shift_);
  // Also what fills up the rows, where nobody counts.
  if (counters == nullptr) return kernels.fixed_step(step, pass_->width, tile.sums, size, nullptr);
  for (size_t r = 0; r < tile.rows; ++r) {
    int32_t* sums = tile.sums + r * tile.stride;
    simd::StepCounts counts;
    counters->beyond_24_bits += kernels.count_beyond_24_bits(sums, tile.columns);
    kernels.fixed_step(step, pass_->width, sums, tile.columns, &counts);
    add_counts(counts, tile.columns, *counters);
  }
}

void SumSteps::join(const Tile& tile, const int32_t* other) const {
  const simd::FixedStep& step = pass_->step(0);
  const auto low = static_cast<int32_t>(step.low), high = static_cast<int32_t>(step.high);
  for (size_t i = 0; i < tile.rows * tile.stride; ++i)
    tile.sums[i] = saturate(tile.sums[i] + other[i], low, high);
}

void SumSteps::finish(const simd::Kernels& kernels, const Tile& tile,
                      StageCounters* counters) const {
  if (real_) return finish_real(kernels, tile, false, counters);
  for (size_t r = 0; r < tile.rows; ++r) {
    int32_t* sums = tile.sums + r * tile.stride;
    const size_t channel = tile.channel + r;
    for (size_t s = 0; s < fixed_.size(); ++s) {
      simd::StepCounts counts;
      kernels.fixed_step(fixed_[s].step(channel), fixed_[s].width, sums, tile.columns,
                         counters != nullptr ? &counts : nullptr);
      if (counters != nullptr) add_counts(counts, tile.columns, counters[s]);
    }
    kernels.to_bytes(sums, tile.columns, tile.codes + r * tile.code_stride);
  }
}

void SumSteps::finish_lanes(const simd::Kernels& kernels, const Tile& tile,
                            StageCounters* counters) const {
  if (real_) return finish_real(kernels, tile, true, counters);
  for (size_t r = 0; r < tile.rows; ++r) {
    for (size_t j = 0; j < tile.columns; ++j) {
      const size_t channel = tile.channel + j;
      int64_t v = tile.sums[r * tile.stride + j];
      for (size_t s = 0; s < fixed_.size(); ++s) {
        const FixedStage& stage = fixed_[s].stage;
        const int64_t scaled =
            v * stage_entry(stage.multiplier, channel) + stage_entry(stage.addend, channel);
        const int shift = stage.shift_at(channel);
        v = rounded_shift(scaled, shift, stage.rounding);
        if (counters != nullptr)
          count_stage(counters[s], v, is_tie(scaled, shift), stage.low, stage.high);
        v = saturate(v, stage.low, stage.high);
      }
      tile.codes[r * tile.code_stride + j] = static_cast<uint8_t>(v);
    }
  }
}

}  // namespace npuscope
