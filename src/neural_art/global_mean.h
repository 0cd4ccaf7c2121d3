// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/result.h"
#include "kernels/stages.h"
#include "tensor/element_type.h"
#include "tensor/quantization.h"

namespace npuscope {

/// The coefficients of a global average over N elements. The pool sums raw codes, zero points
/// included:
///
///   m = sat16(rha((sum * mulval) >> sh))            the mean, with 8 fractional bits
///   y = sat8 (rha((((A * m) >> 8) + C) >> (k - 8)))
///
/// mulval / 2^sh is 256 / N, rounded, sh the largest with mulval <= 32767; with
/// r = s_x / (256 s_y): k = floor(log2(32767 / r)), A = rha(r 2^k),
/// C = floor((z_y - s_x / s_y * z_x) 2^(k - 8)). The inner shift by 8 floors.
struct MeanCoefficients {
  int64_t mulval = 0;
  int sh = 0;
  int64_t a = 0;
  int64_t c = 0;
  int k = 8;
};

/// Reproduces silicon for N a power of two; other N are structural. Bad input: scales so far apart
/// that a shift has no place.
Result<MeanCoefficients> mean_coefficients(int64_t count, const Quantization& input,
                                           const Quantization& output);

/// The mean of N codes where input and output are quantized alike: one stage,
/// y = sat8(rha((sum * mulval) >> sh)), mulval / 2^sh = 1 / N. Structural.
SumLowering lower_mean_of_codes(int64_t count, IntegerRange output);

SumLowering lower_global_mean(const MeanCoefficients& coefficients, IntegerRange output);

}  // namespace npuscope
