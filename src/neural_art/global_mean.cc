// SPDX-License-Identifier: Apache-2.0
#include "neural_art/global_mean.h"

#include <cmath>
#include <tuple>

#include "neural_art/registers.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr int kFraction = 8;  // bits behind the mean's point

/// 2^(fraction + sh) / count, halves up, with the largest sh that keeps it within 16 bits; and sh.
std::pair<int64_t, int> reciprocal(int64_t count, int fraction) {
  const auto at = [&](int sh) { return ((int64_t{1} << (fraction + sh + 1)) / count + 1) / 2; };
  int sh = 0;
  while (sh < 40 && at(sh + 1) <= INT16_MAX) ++sh;
  return {at(sh), sh};
}

}  // namespace

SumLowering lower_mean_of_codes(int64_t count, IntegerRange output) {
  SumLowering lowering;
  lowering.raw_codes = true;
  FixedStage mean = output_stage(output);
  std::tie(mean.multiplier.front(), mean.shift) = reciprocal(count, 0);
  lowering.epilogue = {std::move(mean)};
  return lowering;
}

Result<MeanCoefficients> mean_coefficients(int64_t count, const Quantization& input,
                                           const Quantization& output) {
  MeanCoefficients k;
  std::tie(k.mulval, k.sh) = reciprocal(count, kFraction);
  const double ratio =
      static_cast<double>(input.scale_at(0)) / static_cast<double>(output.scale_at(0));
  NPUSCOPE_TRY_SET(k.k, register_shift(ratio / 256, "the shift of a mean"));
  if (k.k < kFraction) return fail(no_place_for("the shift of a mean", k.k));
  k.a = nearest(std::ldexp(ratio / 256, k.k));
  k.c = static_cast<int64_t>(
      std::floor(std::ldexp(static_cast<double>(output.zero_point_at(0)) -
                                ratio * static_cast<double>(input.zero_point_at(0)),
                            k.k - kFraction)));
  return k;
}

SumLowering lower_global_mean(const MeanCoefficients& coefficients, IntegerRange output) {
  const MeanCoefficients& k = coefficients;
  SumLowering lowering;
  lowering.raw_codes = true;
  FixedStage mean = int16_stage();
  mean.multiplier = {k.mulval};
  mean.shift = k.sh;
  FixedStage scaled;
  scaled.multiplier = {k.a};
  scaled.shift = kFraction;
  scaled.rounding = Rounding::kFloor;
  FixedStage placed = output_stage(output);
  placed.addend = {k.c};
  placed.shift = k.k - kFraction;
  lowering.epilogue = {std::move(mean), std::move(scaled), std::move(placed)};
  return lowering;
}

}  // namespace npuscope
