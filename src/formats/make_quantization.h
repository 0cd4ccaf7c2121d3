// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "base/result.h"
#include "tensor/quantization.h"

namespace npuscope {

/// Scales and zero points as a file's numbers give them, checked: as many of one as of the other
/// (one for all when `axis` < 0), scales that a float32 holds, whole zero points in the type's
/// range. The double nearest to a float32 gives that float32.
Result<Quantization> make_quantization(ElementType type, std::span<const double> scales,
                                       std::span<const double> zero_points, int axis = -1);

}  // namespace npuscope
