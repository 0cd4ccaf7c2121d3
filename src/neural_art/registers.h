// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "kernels/stages.h"

namespace npuscope {

// How the compiler puts real coefficients into the registers of the NPU's units: all in double,
// narrowed once.

inline constexpr double kInt16Limit = 32767;
/// Of FixedStage; no register is known to be narrower.
inline constexpr int kLargestShift = 62;

/// 2^exponent.
double power_of_two(int exponent);

/// rha(x): to the nearest, halves away from zero. Of multipliers 16 of 16 channels of five public
/// builds that could tell have it so; for other coefficients no build tells.
int64_t nearest(double x);

/// floor(log2(32767 / magnitude)) of a magnitude > 0: the largest shift with which it fits int16,
/// that is in [16384, 32767]. Negative where it is larger itself.
int fitting_shift(double magnitude);

/// A bad-input error: nobody has seen what the compiler does with a layer whose `coefficient`
/// leaves its register.
Error no_place_for(std::string_view coefficient, double value);

/// fitting_shift() where it is one, [0, 62].
Result<int> register_shift(double magnitude, std::string_view name);

/// rha(value), which must fit int16.
Result<int64_t> int16_coefficient(double value, std::string_view name);

/// An addend of 16 bits that stands `shift` bits to the left.
struct ShiftedAddend {
  int64_t value = 0;
  int shift = 0;
  [[nodiscard]] int64_t placed() const { return value << shift; }
};

/// rha(addend / 2^shift) with the smallest shift that makes it fit int16. |addend| < 2^62.
ShiftedAddend shifted_addend(double addend);

/// Qn: the fractional bits with which 32 bits hold all of these real codes in [-2^31, 2^31]:
/// floor(31 - log2(max_c |code|)); `shift` where all codes are zero.
int addend_fraction(const std::vector<double>& codes, int shift);

/// Addends of 32 bits: each code with Qn fractional bits, then moved to `shift` bits, down by an
/// arithmetic shift (which floors):
///   C[c] = rha(code * 2^Qn) >> (Qn - shift)
/// 2^31, of a largest code that is a power of two, is not cut: the shift brings it back.
std::vector<int64_t> compact_addends(const std::vector<double>& codes, int shift);

// Stages that round halves away from zero, as every stage of the NPU that has been seen.

/// Saturates to 16 bits.
FixedStage int16_stage();

/// Saturates to the codes that a result may have.
FixedStage output_stage(IntegerRange output);

}  // namespace npuscope
