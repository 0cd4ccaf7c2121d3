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
/// matter: `result` is the largest that does.
double most_off(double result, double largest_addend, bool exact_sums) {
  const double product = (exact_sums ? 2 : 3) * (result + largest_addend);
  return (product + (largest_addend != 0 ? largest_addend + result : 0)) * 0x1.01p-24;
}

/// Codes of a stage as int8: those of uint8 lowered by 128, what flips back the highest bit.
struct ByteCodes {
  int64_t low, high, offset;
  uint8_t flip;

  template <class S>
  explicit ByteCodes(const S& stage) {
    const int64_t lift = stage.high > INT8_MAX ? 128 : 0;
    low = stage.low - lift;
    high = stage.high - lift;
    offset = stage.offset - lift;
    flip = lift != 0 ? 0x80 : 0;
  }
  [[nodiscard]] bool whole() const { return low == INT8_MIN && high == INT8_MAX; }
};

}  // namespace

bool SumSteps::take_real(const RealStage& stage, size_t channels, int64_t bound) {
  constexpr double kMost = 1024;  // codes and offsets of 8 bits stay below
  bound += largest_magnitude(bias_);
  if (stage.rounding != Rounding::kHalfEven || std::abs(stage.offset) > 256) return false;
  if (!fits(stage.multiplier, channels) || !fits(stage.divisor, channels) ||
      !fits(stage.addend, channels) || bound > INT32_MAX)
    return false;
  const bool exact_sums = bound <= 1 << 24;
  bool exact = exact_sums;
  double largest_factor = 0, largest_addend = 0;
  for (size_t c = 0; c < channels; ++c) {
    const double factor = stage_entry(stage.multiplier, c) / stage_entry(stage.divisor, c);
    const double addend = stage_entry(stage.addend, c);
    if (!std::isfinite(factor) || !(std::abs(addend) <= kMost)) return false;
    // A factor too large or small for float32's normal numbers loses more than a rounding.
    if (!(std::abs(factor) < 0x1p60) || (factor != 0 && std::abs(factor) < 0x1p-60)) return false;
    int exponent = 0;
    exact = exact && addend == 0 && (factor == 0 || std::abs(std::frexp(factor, &exponent)) == 0.5);
    largest_factor = std::max(largest_factor, std::abs(factor));
    largest_addend = std::max(largest_addend, std::abs(addend));
    add_coefficients(static_cast<float>(factor), static_cast<float>(addend));
  }
  finish_coefficients(stage);
  // Where int8 saturates as the codes do, and ties are decided by definition, numbers need not be
  // clamped.
  saturates_ = !exact && ByteCodes(stage).whole() && largest_addend == 0 &&
               static_cast<double>(bound) * largest_factor < 0x1p21;
  const auto result = static_cast<double>(std::max(std::abs(low_), std::abs(high_))) + 1;
  const double off = exact ? 0 : most_off(result, largest_addend, exact_sums);
  trusted_ = static_cast<float>(0.5 - off) - (exact ? 0.0F : 0x1p-25F);
  // A factor of a power of two leaves ties as they are.
  rounds_product_ = exact;
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
  finish_coefficients(stage);
  return true;
}

void SumSteps::add_coefficients(float multiplier, float addend) {
  multipliers_.push_back(multiplier);
  addends_.push_back(addend);
}

template <class S>
void SumSteps::finish_coefficients(const S& stage) {
  // Vectors of lanes are read whole.
  constexpr size_t kPadding = 16;
  multipliers_.resize(multipliers_.size() + kPadding);
  addends_.resize(addends_.size() + kPadding);
  const ByteCodes codes(stage);
  low_ = static_cast<float>(codes.low - codes.offset);
  high_ = static_cast<float>(codes.high - codes.offset);
  offset_ = static_cast<int32_t>(codes.offset);
  flip_ = codes.flip;
  real_ = stage;
}

void SumSteps::finish_real(const simd::Kernels& kernels, const Tile& tile, bool lanes,
                           StageCounters* counters) const {
  const size_t columns = std::min(tile.columns, kVectors * kernels.lanes);
  const size_t rows = kVectors / kernels.vectors_of(columns);
  for (size_t row = 0; row < tile.rows; row += rows) {
    for (size_t first = 0; first < tile.columns; first += columns) {
      Tile part = tile;
      part.sums += row * tile.stride + first;
      part.codes += row * tile.code_stride + first;
      part.rows = std::min(rows, tile.rows - row);
      part.columns = std::min(columns, tile.columns - first);
      part.channel += lanes ? first : row;
      finish_real_part(kernels, part, lanes, counters);
    }
  }
}

void SumSteps::finish_real_part(const simd::Kernels& kernels, const Tile& tile, bool lanes,
                                StageCounters* counters) const {
  uint64_t distrusted = counters != nullptr ? ~uint64_t{0} : real_codes(kernels, tile, lanes);
  for (size_t r = 0; r < tile.rows && distrusted != 0; ++r)
    for (size_t i = 0; i < tile.columns; i += kernels.lanes, distrusted >>= 1)
      if ((distrusted & 1U) != 0)
        define_run(tile, r, i, std::min(i + kernels.lanes, tile.columns), lanes, counters);
}

uint64_t SumSteps::real_codes(const simd::Kernels& kernels, const Tile& tile, bool lanes) const {
  const simd::RealTile real = {.rows = tile.rows,
                               .columns = tile.columns,
                               .multiplier = multipliers_.data() + tile.channel,
                               .addend = addends_.data() + tile.channel,
                               .saturates = saturates_,
                               .low = low_,
                               .high = high_,
                               .offset = offset_,
                               .flip = flip_,
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
      constexpr float kRounder = 0x1.8p23F;  // half to even
      const float real = std::clamp(
          static_cast<float>(sums[j]) * multipliers_[channel] + addends_[channel], low_, high_);
      const float nearest = (real + kRounder) - kRounder;
      codes[j] = static_cast<uint8_t>(static_cast<int32_t>(nearest) + offset_) ^ flip_;
      if (std::abs(real - nearest) <= trusted_) continue;
    }
    codes[j] = static_cast<uint8_t>(code_of(*real_, channel, sums[j], counters));
  }
}

}  // namespace npuscope
