// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "kernels/program.h"
#include "neural_art/registers.h"
#include "neural_art/scale.h"

namespace npuscope {

/// The coefficients of a sum of two tensors, as the arithmetic unit takes it in one stage:
///
///   y = sat8(rha((((A a) >> a_shift) + ((B b) >> b_shift) + (C << C_shift)) >> shift))
///
/// with r_a = s_a / s_y, r_b = s_b / s_y: shift = floor(log2(32767 / max(r_a, r_b))); the smaller
/// ratio has a right shift of its own that puts its coefficient into [16384, 32767]:
/// A = rint(r_a 2^(shift + a_shift)), B alike; C = rint((z_y - z_a r_a - z_b r_b) 2^(shift -
/// C_shift)) with the smallest C_shift that makes it fit int16. The inner shifts floor (not
/// settled by any data).
struct AdditionCoefficients {
  int64_t a = 0;
  int a_shift = 0;
  int64_t b = 0;
  int b_shift = 0;
  ShiftedAddend c;
  int shift = 0;
};

/// Silicon for a sum. A difference has -B and + z_b r_b: assumed.
Result<AdditionCoefficients> addition_coefficients(CodeScale a, CodeScale b, CodeScale y,
                                                   bool subtract);

/// The program of two inputs.
ProgramLowering lower_addition(const AdditionCoefficients& coefficients, IntegerRange output);

}  // namespace npuscope
