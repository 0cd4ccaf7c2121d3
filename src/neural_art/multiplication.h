// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "base/result.h"
#include "kernels/program.h"
#include "neural_art/scale.h"

namespace npuscope {

/// A product of two tensors, with M = s_a s_b / s_y and affine stages (affine.h):
///
///   m = a b                                          raw codes, 16 bits
///   t = sat16(m - z_b a)                             affine(1, -z_b, 0)
///   y = sat8(affine(M, -z_a M, z_y + z_a z_b M))     of t and b
///
/// and where z_a is 0 without t: y = sat8(affine(M, -z_b M, z_y)) of m and a. Structural: 59 of 59
/// layers of two public builds have these coefficients; all of them have z_b = -128 or z_a = 0.
Result<ProgramLowering> lower_multiplication(CodeScale a, CodeScale b, CodeScale y,
                                             IntegerRange output);

/// A product of register `x` with constants of register `q` whose codes less their zero point are
/// `factors`, one or one per channel, with M = s_x s_q / s_y:
///
///   m = x q                                          raw codes, 16 bits
///   t = sat16(m - z_q x)                             where z_q is not 0
///   y = sat8(rha((A t + C[c]) >> shift))
///
/// shift = floor(log2(32767 / M)), A = rha(M 2^shift), C[c] as that of a convolution (registers.h,
/// compact_addends) for z_y - z_x M factors[c], in which the product z_x s_x s_q is rounded to
/// float32 first. Structural: as the negative half of PRelus 54 of 54 layers of public builds,
/// 6,576 of 6,576 addends, all with z_q = 0.
struct ConstantProduct {
  CodeScale x, q, y;
  std::span<const int64_t> factors;
  size_t x_register = 0, q_register = 1;
};

/// Appends the steps; the last one's register holds y.
Status append_constant_product(const ConstantProduct& product, IntegerRange output,
                               ProgramLowering& program);

}  // namespace npuscope
