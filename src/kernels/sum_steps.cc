// SPDX-License-Identifier: Apache-2.0
#include "kernels/sum_steps.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "kernels/stage_parts.h"

namespace npuscope {
namespace {

constexpr int64_t kNarrow = INT32_MAX;
constexpr int64_t kWide = int64_t{1} << 61;

int64_t largest_magnitude(const std::vector<int64_t>& values) {
  int64_t largest = 0;
  for (const int64_t v : values)
    largest = std::max(largest, v == INT64_MIN ? INT64_MAX : std::abs(v));
  return largest;
}

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

/// Whether the coefficients are one for all or one for each channel.
template <class T>
bool fits(const std::vector<T>& coefficients, size_t channels) {
  return coefficients.size() == 1 || coefficients.size() == channels;
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
  const Added added = added_by(stage.rounding, stage.shift);
  const int64_t rounding = std::max(added.positive, added.negative) + 1;
  if (multiplier > INT32_MAX || addend > kWide / 4 || rounding > kWide / 4) return std::nullopt;
  const int64_t scaled = bound * multiplier + addend;  // bound, too, has 31 bits
  if (scaled > kWide / 2) return std::nullopt;
  Fixed result;
  result.stage = stage;
  result.narrow = scaled + rounding <= kNarrow && stage.shift < 31;
  const int64_t most = (scaled >> stage.shift) + 1;
  bound = std::min(most, std::max(largest_magnitude({stage.low}), largest_magnitude({stage.high})));
  if (bound > INT32_MAX) return std::nullopt;
  const auto in_range = [](int64_t v) { return std::clamp<int64_t>(v, INT32_MIN, INT32_MAX); };
  result.step = {.multiplier = 1,
                 .addend = 0,
                 .shift = stage.shift,
                 .round_positive = added.positive,
                 .round_negative = added.negative,
                 .even = added.even,
                 .low = in_range(stage.low),
                 .high = in_range(stage.high)};
  return result;
}

/// In float32, sum * multiplier + addend is off by at most a rounding each of the sum, of the
/// multiplier and of their product, of the addend and of the result: 2^-24 of each, and the square
/// of that. Numbers beyond the range of codes do not matter.
double most_off(const RealStage& stage, double largest_addend) {
  const auto magnitude = [&](int64_t code) {
    return std::abs(static_cast<double>(code - stage.offset));
  };
  const double result = std::max(magnitude(stage.low), magnitude(stage.high)) + 1;
  return (3 * (result + largest_addend) + largest_addend + result) * 0x1.01p-24;
}

bool SumSteps::take_real(const RealStage& stage, size_t channels, int64_t bound) {
  constexpr double kMost = 1024;  // codes and offsets of 8 bits stay below
  if (stage.rounding != Rounding::kHalfEven || std::abs(stage.offset) > 256) return false;
  if (!fits(stage.multiplier, channels) || !fits(stage.divisor, channels) ||
      !fits(stage.addend, channels) || bound + largest_magnitude(bias_) > INT32_MAX)
    return false;
  double largest_addend = 0;
  bool exact = bound + largest_magnitude(bias_) <= 1 << 24;
  for (size_t c = 0; c < channels; ++c) {
    const double factor = stage_entry(stage.multiplier, c) / stage_entry(stage.divisor, c);
    const double addend = stage_entry(stage.addend, c);
    if (!std::isfinite(factor) || !(std::abs(addend) <= kMost)) return false;
    // A factor too large or small for float32's normal numbers loses more than a rounding.
    if (!(std::abs(factor) < 0x1p60) || (factor != 0 && std::abs(factor) < 0x1p-60)) return false;
    int exponent = 0;
    exact = exact && addend == 0 && (factor == 0 || std::abs(std::frexp(factor, &exponent)) == 0.5);
    largest_addend = std::max(largest_addend, std::abs(addend));
    real_bias_.push_back(static_cast<int32_t>(bias_of(c)));
    multipliers_.push_back(static_cast<float>(factor));
    addends_.push_back(static_cast<float>(addend));
  }
  // Vectors of lanes are read whole.
  constexpr size_t kPadding = 16;
  real_bias_.resize(channels + kPadding);
  multipliers_.resize(channels + kPadding);
  addends_.resize(channels + kPadding);
  // A factor of a power of two leaves ties as they are.
  const double off = exact ? 0 : most_off(stage, largest_addend);
  trusted_ = static_cast<float>(0.5 - off) - (exact ? 0.0F : 0x1p-25F);
  real_ = stage;
  return true;
}

std::optional<SumSteps> SumSteps::create(const SumLowering& lowering, size_t channels,
                                         int64_t bound, ElementType output) {
  if (element_size(output) != 1 || lowering.epilogue.empty() || bound > INT32_MAX)
    return std::nullopt;
  SumSteps steps;
  steps.pass_shift_ = lowering.pass_shift;
  steps.bias_ = lowering.bias;
  if (!lowering.bias.empty() && !fits(lowering.bias, channels)) return std::nullopt;
  if (lowering.pass) {
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
  if (const auto* real = std::get_if<RealStage>(&lowering.epilogue.front())) {
    if (lowering.epilogue.size() > 1 || real->low < -128 || real->high > 255 ||
        !steps.take_real(*real, channels, bound))
      return std::nullopt;
    return steps;
  }
  bound += largest_magnitude(steps.bias_);
  for (const Stage& stage : lowering.epilogue) {
    const auto* next = std::get_if<FixedStage>(&stage);
    if (next == nullptr || bound > INT32_MAX || !fits(next->multiplier, channels) ||
        !fits(next->addend, channels))
      return std::nullopt;
    auto step = fixed(*next, bound);
    if (!step) return std::nullopt;
    steps.fixed_.push_back(*std::move(step));
  }
  const FixedStage& last = steps.fixed_.back().stage;
  if (last.low < -128 || last.high > 255) return std::nullopt;
  return steps;
}

void SumSteps::add_to_bias(std::span<const int32_t> corrections) {
  corrections_.assign(corrections.begin(), corrections.end());
  // Modulo 2^32, as the sums that they correct.
  for (size_t c = 0; c < corrections.size() && real_; ++c)
    real_bias_[c] = static_cast<int32_t>(bias_of(c));
}

SumSteps::Counters SumSteps::start(std::vector<StageCounters>* counters) const {
  if (counters == nullptr) return {};
  const size_t passes = pass_ ? 1 : 0;
  counters->assign(passes + (real_ ? 1 : fixed_.size()), StageCounters{});
  return {pass_ ? counters->data() : nullptr, counters->data() + passes};
}

void SumSteps::end_pass(const simd::Kernels& kernels, const Tile& tile, const int32_t* before,
                        StageCounters* counters) const {
  simd::FixedStep step = pass_->step;
  step.multiplier = pass_->stage.multiplier[0];
  step.addend = pass_->stage.addend[0];
  for (size_t r = 0; r < tile.rows; ++r) {
    int32_t* sums = tile.sums + r * tile.stride;
    if (before != nullptr)
      kernels.chain(sums, tile.columns, 0, before + r * tile.stride, pass_shift_);
    simd::StepCounts counts;
    if (counters != nullptr)
      counters->beyond_24_bits += kernels.count_beyond_24_bits(sums, tile.columns);
    kernels.fixed_step(step, pass_->narrow, sums, tile.columns,
                       counters != nullptr ? &counts : nullptr);
    if (counters != nullptr) add_counts(counts, tile.columns, *counters);
  }
}

void SumSteps::join(const Tile& tile, const int32_t* other) const {
  const auto low = static_cast<int32_t>(pass_->step.low),
             high = static_cast<int32_t>(pass_->step.high);
  for (size_t i = 0; i < tile.rows * tile.stride; ++i)
    tile.sums[i] = saturate(tile.sums[i] + other[i], low, high);
}

void SumSteps::finish(const simd::Kernels& kernels, const Tile& tile,
                      StageCounters* counters) const {
  if (real_) return finish_real(kernels, tile, false, counters);
  for (size_t r = 0; r < tile.rows; ++r) {
    int32_t* sums = tile.sums + r * tile.stride;
    const size_t channel = tile.channel + r;
    if (const int64_t bias = bias_of(channel); bias != 0)
      kernels.chain(sums, tile.columns, static_cast<int32_t>(bias), nullptr, 0);
    for (size_t s = 0; s < fixed_.size(); ++s) {
      simd::FixedStep step = fixed_[s].step;
      step.multiplier = stage_entry(fixed_[s].stage.multiplier, channel);
      step.addend = stage_entry(fixed_[s].stage.addend, channel);
      simd::StepCounts counts;
      kernels.fixed_step(step, fixed_[s].narrow, sums, tile.columns,
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
      int64_t v = tile.sums[r * tile.stride + j] + bias_of(channel);
      for (size_t s = 0; s < fixed_.size(); ++s) {
        const FixedStage& stage = fixed_[s].stage;
        const int64_t scaled =
            v * stage_entry(stage.multiplier, channel) + stage_entry(stage.addend, channel);
        v = rounded_shift(scaled, stage.shift, stage.rounding);
        if (counters != nullptr)
          count_stage(counters[s], v, is_tie(scaled, stage.shift), stage.low, stage.high);
        v = saturate(v, stage.low, stage.high);
      }
      tile.codes[r * tile.code_stride + j] = static_cast<uint8_t>(v);
    }
  }
}

void SumSteps::finish_real(const simd::Kernels& kernels, const Tile& tile, bool lanes,
                           StageCounters* counters) const {
  // The kernels tell of at most 64 vectors at once.
  const size_t columns = 64 / tile.rows * kernels.lanes;
  for (size_t first = 0; first < tile.columns; first += columns) {
    Tile part = tile;
    part.sums += first;
    part.codes += first;
    part.columns = std::min(columns, tile.columns - first);
    if (lanes) part.channel += first;
    uint64_t distrusted = counters != nullptr ? ~uint64_t{0} : real_codes(kernels, part, lanes);
    for (size_t r = 0; r < tile.rows && distrusted != 0; ++r)
      for (size_t i = 0; i < part.columns; i += kernels.lanes, distrusted >>= 1)
        if ((distrusted & 1U) != 0)
          define_run(part, r, i, std::min(i + kernels.lanes, part.columns), lanes, counters);
  }
}

uint64_t SumSteps::real_codes(const simd::Kernels& kernels, const Tile& tile, bool lanes) const {
  const auto limit = [&](int64_t code) { return static_cast<float>(code - real_->offset); };
  const simd::RealTile real = {.rows = tile.rows,
                               .columns = tile.columns,
                               .bias = real_bias_.data() + tile.channel,
                               .multiplier = multipliers_.data() + tile.channel,
                               .addend = addends_.data() + tile.channel,
                               .low = limit(real_->low),
                               .high = limit(real_->high),
                               .offset = static_cast<int32_t>(real_->offset),
                               .trusted = trusted_,
                               .sums = tile.sums,
                               .sum_stride = tile.stride,
                               .codes = tile.codes,
                               .code_stride = tile.code_stride};
  return lanes ? kernels.real_lanes(real) : kernels.real_rows(real);
}

void SumSteps::define_run(const Tile& tile, size_t row, size_t first, size_t end, bool lanes,
                          StageCounters* counters) const {
  for (size_t j = first; j < end; ++j) {
    const size_t channel = tile.channel + (lanes ? j : row);
    const int64_t v = tile.sums[row * tile.stride + j] + bias_of(channel);
    tile.codes[row * tile.code_stride + j] =
        static_cast<uint8_t>(RealCode(*real_, channel).of(v, counters));
  }
}

}  // namespace npuscope
