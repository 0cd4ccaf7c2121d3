// SPDX-License-Identifier: Apache-2.0
#include "neural_art/registers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "numeric/rounding.h"

namespace npuscope {

double power_of_two(int exponent) { return std::ldexp(1.0, exponent); }

int64_t nearest(double x) { return static_cast<int64_t>(round_real(x, Rounding::kHalfAway)); }

int fitting_shift(double magnitude) { return std::ilogb(kInt16Limit / magnitude); }

Error no_place_for(std::string_view coefficient, double value) {
  return bad_input(fmt::format("the NPU has no place for {} = {:.6g}", coefficient, value))
      .hint("scales of this layer lie too far apart; how the compiler handles that is not known");
}

Result<int> register_shift(double magnitude, std::string_view name) {
  const int shift = fitting_shift(magnitude);
  if (shift < 0 || shift > kLargestShift) return fail(no_place_for(name, shift));
  return shift;
}

Result<int64_t> int16_coefficient(double value, std::string_view name) {
  if (!(std::fabs(value) < kInt16Limit + 0.5)) return fail(no_place_for(name, value));
  return nearest(value);
}

ShiftedAddend shifted_addend(double addend) {
  ShiftedAddend result;
  while (std::fabs(round_real(std::ldexp(addend, -result.shift), Rounding::kHalfAway)) >
         kInt16Limit)
    ++result.shift;
  result.value = nearest(std::ldexp(addend, -result.shift));
  return result;
}

int addend_fraction(const std::vector<double>& codes, int shift) {
  double largest = 0;
  for (const double code : codes) largest = std::max(largest, std::fabs(code));
  if (largest == 0) return shift;
  const int exponent = std::ilogb(largest);
  return largest == power_of_two(exponent) ? 31 - exponent : 30 - exponent;
}

std::vector<int64_t> compact_addends(const std::vector<double>& codes, int shift) {
  const int fraction = addend_fraction(codes, shift);
  std::vector<int64_t> addends;
  for (const double code : codes) {
    const int64_t addend = nearest(code * power_of_two(fraction));
    addends.push_back(fraction >= shift ? rounded_shift(addend, fraction - shift, Rounding::kFloor)
                                        : addend << (shift - fraction));
  }
  return addends;
}

FixedStage int16_stage() {
  return output_stage({std::numeric_limits<int16_t>::min(), std::numeric_limits<int16_t>::max()});
}

FixedStage output_stage(IntegerRange output) {
  FixedStage stage;
  stage.rounding = Rounding::kHalfAway;
  stage.low = output.low;
  stage.high = output.high;
  return stage;
}

}  // namespace npuscope
