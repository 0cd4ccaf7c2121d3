// SPDX-License-Identifier: Apache-2.0
#include "neural_art/affine.h"

#include <algorithm>
#include <cmath>

namespace npuscope {
namespace {

/// Of a factor under the stage's shift: the coefficient and its own right shift.
Result<std::pair<int64_t, int>> narrowed(double factor, int shift, std::string_view name) {
  if (factor == 0) return std::pair<int64_t, int>(0, 0);
  NPUSCOPE_TRY_ASSIGN(const int own, register_shift(std::fabs(factor), name));
  return std::pair(nearest(factor * power_of_two(own)), own - shift);
}

}  // namespace

Result<AffineCoefficients> affine_coefficients(double r_x, double r_y, double c) {
  AffineCoefficients k;
  NPUSCOPE_TRY_SET(k.shift,
                   register_shift(std::max(std::fabs(r_x), std::fabs(r_y)), "the shift of a sum"));
  NPUSCOPE_TRY_ASSIGN(const auto x, narrowed(r_x, k.shift, "the shift of a sum's first operand"));
  NPUSCOPE_TRY_ASSIGN(const auto y, narrowed(r_y, k.shift, "the shift of a sum's second operand"));
  std::tie(k.a, k.x_shift) = x;
  std::tie(k.b, k.y_shift) = y;
  const double addend = c * power_of_two(k.shift);
  if (!(std::fabs(addend) < power_of_two(kLargestShift))) return fail(no_place_for("C", addend));
  k.c = shifted_addend(addend);
  return k;
}

Result<AffineCoefficients> addition_coefficients(CodeScale a, CodeScale b, CodeScale y,
                                                 bool subtract) {
  const double ra = a.scale / y.scale;
  const double rb = (subtract ? -1 : 1) * (b.scale / y.scale);
  return affine_coefficients(ra, rb,
                             static_cast<double>(y.zero_point) -
                                 static_cast<double>(a.zero_point) * ra -
                                 static_cast<double>(b.zero_point) * rb);
}

JoinStage affine_stage(const AffineCoefficients& coefficients, IntegerRange output) {
  const AffineCoefficients& k = coefficients;
  JoinStage join;
  join.a = {k.a};
  join.a_shift = k.x_shift;
  join.b = {k.b};
  join.b_shift = k.y_shift;
  join.addend = {k.c.placed()};
  join.shift = k.shift;
  join.rounding = Rounding::kHalfAway;
  join.low = output.low;
  join.high = output.high;
  return join;
}

}  // namespace npuscope
