// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "kernels/program.h"
#include "neural_art/registers.h"
#include "neural_art/scale.h"

namespace npuscope {

/// The coefficients with which one stage of the arithmetic unit computes r_x x + r_y y + c of two
/// registers:
///
///   v = sat(rha((((A x) >> x_shift) + ((B y) >> y_shift) + (C << C_shift)) >> shift))
///
/// shift = floor(log2(32767 / max(|r_x|, |r_y|))); the smaller factor has a right shift of its own,
/// the largest with which its coefficient fits int16: A = rha(r_x 2^(shift + x_shift)), B alike;
/// C = rha(c 2^(shift - C_shift)) with the smallest C_shift that makes it fit. The inner shifts
/// floor (not settled by any data).
struct AffineCoefficients {
  int64_t a = 0;
  int x_shift = 0;
  int64_t b = 0;
  int y_shift = 0;
  ShiftedAddend c;
  int shift = 0;
};

/// r_x and r_y not both 0. Bad input: factors that no shift of a register suits.
Result<AffineCoefficients> affine_coefficients(double r_x, double r_y, double c);

/// Of a + b or a - b in codes. The sum is silicon; the difference structural (4 of 4 layers of two
/// public builds).
Result<AffineCoefficients> addition_coefficients(CodeScale a, CodeScale b, CodeScale y,
                                                 bool subtract);

JoinStage affine_stage(const AffineCoefficients& coefficients, IntegerRange output);

}  // namespace npuscope
