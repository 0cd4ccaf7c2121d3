// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "base/result.h"
#include "kernels/program.h"
#include "neural_art/registers.h"
#include "neural_art/scale.h"

namespace npuscope {

/// The coefficients of a product of two tensors in three units, with M = s_a s_b / s_y:
///
///   m   = a b                                                       raw codes, 16 bits
///   t   = sat16(rha((((16384 m) >> 7) - 128 z_b a) >> 7))           = a b - z_b a
///   y   = sat8 (rha((((A t) >> A_shift) + B b + (C << C_shift)) >> 20))
///
/// A = rint(M 2^(20 + A_shift)) in [16384, 32767], B = rint(-z_a M 2^20),
/// C = rint((z_y + z_a z_b M) 2^(20 - C_shift)). Structural: read off one public build.
struct MultiplicationCoefficients {
  int64_t second_zero_point = 0;  ///< z_b
  int64_t a = 0;
  int a_shift = 0;
  int64_t b = 0;
  ShiftedAddend c;
  /// Whether every coefficient fits its 16-bit register with the shift of 20 that was seen; what
  /// the compiler does otherwise is not known.
  bool fits = true;
};

Result<MultiplicationCoefficients> multiplication_coefficients(CodeScale a, CodeScale b,
                                                               CodeScale y);
ProgramLowering lower_multiplication(const MultiplicationCoefficients& coefficients,
                                     IntegerRange output);

/// The coefficients of a product with constants q[c] (zero points taken off), one or one per
/// channel, with M = s_x s_q / s_y:
///
///   m = x q[c]                                      raw codes of x, 16 bits
///   y = sat8(rha((A m + C[c]) >> shift))
///
/// shift = floor(log2(32767 / M)), A = rint(M 2^shift), C[c] = rint((z_y - M z_x q[c]) 2^shift).
/// Structural; C in generated code lies within 13 units of this (the order of its float operations
/// is not known).
struct ConstantProductCoefficients {
  int64_t a = 0;
  std::vector<int64_t> c;
  int shift = 0;
};

Result<ConstantProductCoefficients> constant_product_coefficients(CodeScale x, double factor_scale,
                                                                  CodeScale y,
                                                                  std::span<const int64_t> factors);
FixedStage constant_product_stage(const ConstantProductCoefficients& coefficients,
                                  IntegerRange output);

}  // namespace npuscope
