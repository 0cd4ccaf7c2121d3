// SPDX-License-Identifier: Apache-2.0
// The last stage in real numbers: the loops compute in float32, and say which numbers are too close
// to a tie to be right.
#include <algorithm>
#include <cmath>

#include "kernels/stage_parts.h"
#include "kernels/sum_steps.h"
#include "kernels/sum_steps_parts.h"

namespace npuscope {
namespace {

/// As the stage is defined.
int64_t code_of(const Stage& stage, size_t channel, int64_t v, StageCounters* counters) {
  if (const auto* single = std::get_if<FloatStage>(&stage))
    return FloatCode(*single, channel).of(v, counters);
  return RealCode(std::get<RealStage>(stage), channel).of(v, counters);
}

/// In float32, sum * multiplier + addend is off by at most a rounding each of the sum, if it is
/// beyond 2^24, of the multiplier and of their product, of the addend and of the result, if there
/// is one to add: 2^-24 of each, and the square of that. Numbers beyond the range of codes do not
/// matter.
double most_off(const RealStage& stage, double largest_addend, bool exact_sums) {
  const auto magnitude = [&](int64_t code) {
    return std::abs(static_cast<double>(code - stage.offset));
  };
  const double result = std::max(magnitude(stage.low), magnitude(stage.high)) + 1;
  const double product = (exact_sums ? 2 : 3) * (result + largest_addend);
  return (product + (largest_addend != 0 ? largest_addend + result : 0)) * 0x1.01p-24;
}

}  // namespace

bool SumSteps::take_real(const RealStage& stage, size_t channels, int64_t bound) {
  constexpr double kMost = 1024;  // codes and offsets of 8 bits stay below
  if (stage.rounding != Rounding::kHalfEven || std::abs(stage.offset) > 256) return false;
  if (!fits(stage.multiplier, channels) || !fits(stage.divisor, channels) ||
      !fits(stage.addend, channels) || bound + largest_magnitude(bias_) > INT32_MAX)
    return false;
  double largest_addend = 0;
  const bool exact_sums = bound + largest_magnitude(bias_) <= 1 << 24;
  bool exact = exact_sums;
  for (size_t c = 0; c < channels; ++c) {
    const double factor = stage_entry(stage.multiplier, c) / stage_entry(stage.divisor, c);
    const double addend = stage_entry(stage.addend, c);
    if (!std::isfinite(factor) || !(std::abs(addend) <= kMost)) return false;
    // A factor too large or small for float32's normal numbers loses more than a rounding.
    if (!(std::abs(factor) < 0x1p60) || (factor != 0 && std::abs(factor) < 0x1p-60)) return false;
    int exponent = 0;
    exact = exact && addend == 0 && (factor == 0 || std::abs(std::frexp(factor, &exponent)) == 0.5);
    largest_addend = std::max(largest_addend, std::abs(addend));
    add_coefficients(static_cast<float>(factor), static_cast<float>(addend));
  }
  // A factor of a power of two leaves ties as they are.
  const double off = exact ? 0 : most_off(stage, largest_addend, exact_sums);
  trusted_ = static_cast<float>(0.5 - off) - (exact ? 0.0F : 0x1p-25F);
  rounds_product_ = false;
  finish_coefficients(stage, stage.low, stage.high, stage.offset);
  return true;
}

/// The loops compute in float32 too, by the same operations: all that they give is trusted.
bool SumSteps::take_float(const FloatStage& stage, size_t channels, int64_t bound) {
  if (std::abs(stage.offset) > 256 || !fits(stage.multiplier, channels) ||
      !fits(stage.addend, channels) || bound + largest_magnitude(bias_) > INT32_MAX)
    return false;
  for (size_t c = 0; c < channels; ++c) {
    const float multiplier = stage_entry(stage.multiplier, c),
                addend = stage_entry(stage.addend, c);
    // No infinity may meet another: that would be no number.
    if (!(std::abs(multiplier) < 0x1p60F) || !(std::abs(addend) < 0x1p60F)) return false;
    add_coefficients(multiplier, addend);
  }
  trusted_ = 1;
  finish_coefficients(stage, stage.low, stage.high, stage.offset);
  return true;
}

void SumSteps::add_coefficients(float multiplier, float addend) {
  multipliers_.push_back(multiplier);
  addends_.push_back(addend);
}

void SumSteps::finish_coefficients(const Stage& stage, int64_t low, int64_t high, int64_t offset) {
  // Vectors of lanes are read whole.
  constexpr size_t kPadding = 16;
  multipliers_.resize(multipliers_.size() + kPadding);
  addends_.resize(addends_.size() + kPadding);
  low_ = static_cast<float>(low - offset);
  high_ = static_cast<float>(high - offset);
  offset_ = static_cast<int32_t>(offset);
  real_ = stage;
}

void SumSteps::finish_real(const simd::Kernels& kernels, const Tile& tile, bool lanes,
                           StageCounters* counters) const {
  const size_t columns = kVectors / tile.rows * kernels.lanes;
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
  const simd::RealTile real = {.rows = tile.rows,
                               .columns = tile.columns,
                               .multiplier = multipliers_.data() + tile.channel,
                               .addend = addends_.data() + tile.channel,
                               .low = low_,
                               .high = high_,
                               .offset = offset_,
                               .trusted = trusted_,
                               .rounds_product = rounds_product_,
                               .sums = tile.sums,
                               .sum_stride = tile.stride,
                               .codes = tile.codes,
                               .code_stride = tile.code_stride};
  return lanes ? kernels.real_lanes(real) : kernels.real_rows(real);
}

void SumSteps::define_run(const Tile& tile, size_t row, size_t first, size_t end, bool lanes,
                          StageCounters* counters) const {
  const int32_t* sums = tile.sums + row * tile.stride;
  uint8_t* codes = tile.codes + row * tile.code_stride;
  for (size_t j = first; j < end; ++j) {
    const size_t channel = tile.channel + (lanes ? j : row);
    if (counters == nullptr) {
      // As the loops do, one by one: of a vector, hardly ever more than one is not to be trusted.
      constexpr float kRounder = 0x1.8p23F;  // half to even, of less than 2^22
      const float real = std::clamp(
          static_cast<float>(sums[j]) * multipliers_[channel] + addends_[channel], low_, high_);
      const float nearest = (real + kRounder) - kRounder;
      codes[j] = static_cast<uint8_t>(static_cast<int32_t>(nearest) + offset_);
      if (std::abs(real - nearest) <= trusted_) continue;
    }
    codes[j] = static_cast<uint8_t>(code_of(*real_, channel, sums[j], counters));
  }
}

}  // namespace npuscope
