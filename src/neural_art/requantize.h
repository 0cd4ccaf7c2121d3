// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "kernels/stages.h"
#include "neural_art/scale.h"

namespace npuscope {

/// One affine stage of the arithmetic unit from codes to codes, with r = s_x / s_y:
///
///   y = sat8(rha((A * x + C) >> shift))
///   shift = floor(log2(32767 / r)),  A = rha(r 2^shift),  C = floor((z_y - z_x r) 2^shift)
///
/// C has 32 bits. Structural: 8 of 8 in two public builds.
Result<FixedStage> requantize_stage(CodeScale x, CodeScale y, IntegerRange output);

/// The same, to all codes of `to`'s type. Both per tensor.
Result<FixedStage> requantize_stage(const Quantization& from, const Quantization& to);

}  // namespace npuscope
