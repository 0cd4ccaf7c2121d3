// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "kernels/stages.h"
#include "neural_art/scale.h"

namespace npuscope {

/// One affine stage of the arithmetic unit from codes to codes, with r = s_x / s_y:
///
///   y = sat8(rha((A * x + (C << C_shift)) >> shift))
///   shift = floor(log2(32767 / r)),  A = rint(r 2^shift),  C = rint((z_y - z_x r) 2^(shift - C_shift))
///
/// C_shift is the smallest with which C fits int16. The form of an addition with one operand;
/// no generated code with it alone has been seen: assumed.
Result<FixedStage> requantize_stage(CodeScale x, CodeScale y, IntegerRange output);

/// The same, to all codes of `to`'s type. Both per tensor.
Result<FixedStage> requantize_stage(const Quantization& from, const Quantization& to);

}  // namespace npuscope
