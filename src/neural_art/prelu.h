// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "base/result.h"
#include "kernels/program.h"
#include "neural_art/scale.h"

namespace npuscope {

/// A PRelu as the compiler decomposes it, its slopes int8 (their codes less the zero point), one or
/// one per channel:
///
///   c = min(max(x, -128), z_x)
///   n = (c q[ch]) scaled, C[ch] added: a product with constants (multiplication.h), sat8
///   r = table of rint(max(x - z_x, 0) s_x / s_y) + z_y, saturated
///   y = sat8(r + n - z_y)
///
/// Structural: 23 of 23 layers of one public build have these clips, slopes, multipliers and sums.
/// The table there is a piecewise polynomial that equals the rounded function on 5,886 of 5,888
/// codes; here it is the rounded function. The program reads the input and the slopes' codes.
Result<ProgramLowering> lower_prelu(CodeScale x, CodeScale slope, CodeScale y,
                                    std::span<const int64_t> slopes, IntegerRange output);

}  // namespace npuscope
