// SPDX-License-Identifier: Apache-2.0
#include "neural_art/global_mean.h"

#include <cmath>

#include "neural_art/registers.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr int kFraction = 8;  // bits behind the mean's point

}  // namespace

Result<MeanCoefficients> mean_coefficients(int64_t count, const Quantization& input,
                                           const Quantization& output) {
  MeanCoefficients k;
  // floor(2^(8 + sh) / N): in integers, exactly.
  while (k.sh < 40 && (int64_t{1} << (kFraction + k.sh + 1)) / count <= 32767) ++k.sh;
  k.mulval = (int64_t{1} << (kFraction + k.sh)) / count;
  const double ratio =
      static_cast<double>(input.scale_at(0)) / static_cast<double>(output.scale_at(0));
  NPUSCOPE_TRY_SET(k.k, register_shift(ratio / 256, "the shift of a mean"));
  if (k.k < kFraction) return fail(no_place_for("the shift of a mean", k.k));
  k.a = nearest(std::ldexp(ratio / 256, k.k));
  k.c = nearest(std::ldexp(static_cast<double>(output.zero_point_at(0)) -
                               ratio * static_cast<double>(input.zero_point_at(0)),
                           k.k - kFraction));
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
  FixedStage placed;
  placed.addend = {k.c};
  placed.shift = k.k - kFraction;
  placed.rounding = Rounding::kHalfAway;
  placed.low = output.low;
  placed.high = output.high;
  lowering.epilogue = {std::move(mean), std::move(scaled), std::move(placed)};
  return lowering;
}

}  // namespace npuscope
