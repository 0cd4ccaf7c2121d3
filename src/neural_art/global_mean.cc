// SPDX-License-Identifier: Apache-2.0
#include "neural_art/global_mean.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr double kInt16 = 32767;
constexpr int kFraction = 8;  // bits behind the mean's point
constexpr int kLargestShift = 62;

int64_t nearest(double x) { return static_cast<int64_t>(round_real(x, Rounding::kHalfEven)); }

}  // namespace

Result<MeanCoefficients> mean_coefficients(int64_t count, const Quantization& input,
                                           const Quantization& output) {
  MeanCoefficients k;
  // floor(2^(8 + sh) / N): in integers, exactly.
  while (k.sh < 40 && (int64_t{1} << (kFraction + k.sh + 1)) / count <= 32767) ++k.sh;
  k.mulval = (int64_t{1} << (kFraction + k.sh)) / count;
  const double ratio =
      static_cast<double>(input.scale_at(0)) / static_cast<double>(output.scale_at(0));
  k.k = std::ilogb(kInt16 / (ratio / 256));
  if (k.k < kFraction || k.k > kLargestShift)
    return fail(bad_input(fmt::format("the NPU has no place for the shift of a mean, {}", k.k))
                    .hint("the scales of its input and output lie too far apart"));
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
  FixedStage mean;
  mean.multiplier = {k.mulval};
  mean.shift = k.sh;
  mean.rounding = Rounding::kHalfAway;
  mean.low = std::numeric_limits<int16_t>::min();
  mean.high = std::numeric_limits<int16_t>::max();
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
