// SPDX-License-Identifier: Apache-2.0
#include "neural_art/addition.h"

#include <algorithm>

namespace npuscope {

Result<AdditionCoefficients> addition_coefficients(CodeScale a, CodeScale b, CodeScale y,
                                                   bool subtract) {
  const double ra = a.scale / y.scale;
  const double rb = b.scale / y.scale;
  const double sign = subtract ? -1 : 1;
  AdditionCoefficients k;
  NPUSCOPE_TRY_SET(k.shift, register_shift(std::max(ra, rb), "the shift of a sum"));
  NPUSCOPE_TRY_ASSIGN(const int shift_a, register_shift(ra, "the shift of a sum's first operand"));
  NPUSCOPE_TRY_ASSIGN(const int shift_b, register_shift(rb, "the shift of a sum's second operand"));
  k.a_shift = shift_a - k.shift;
  k.b_shift = shift_b - k.shift;
  k.a = nearest(ra * power_of_two(shift_a));
  k.b = nearest(sign * rb * power_of_two(shift_b));
  const double rest = static_cast<double>(y.zero_point) - static_cast<double>(a.zero_point) * ra -
                      sign * static_cast<double>(b.zero_point) * rb;
  k.c = shifted_addend(rest * power_of_two(k.shift));
  return k;
}

ProgramLowering lower_addition(const AdditionCoefficients& coefficients, IntegerRange output) {
  const AdditionCoefficients& k = coefficients;
  JoinStage join;
  join.a = {k.a};
  join.a_shift = k.a_shift;
  join.b = {k.b};
  join.b_shift = k.b_shift;
  join.addend = {k.c.placed()};
  join.shift = k.shift;
  join.rounding = Rounding::kHalfAway;
  join.low = output.low;
  join.high = output.high;
  return {2, {{std::move(join), 0, 1}}, 1};
}

}  // namespace npuscope
