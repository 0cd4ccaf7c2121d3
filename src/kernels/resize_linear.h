// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "kernels/resize_plan.h"

namespace npuscope {

/// The axes along which ONNX Runtime interpolates at once: both of a matrix, the last two of four
/// (or the two before the channels), the last three of three or five. Nothing where others change
/// too, or where the form is not the plain linear one.
std::optional<std::vector<size_t>> axes_at_once(const ResizeForm& form,
                                                const std::vector<ResizeAxis>& axes);

/// Linear interpolation along these axes at once, in float32 with the weights and the order of sums
/// of ONNX Runtime, so that results that lie half way between two codes fall to the same side;
/// integers lose their fraction. float64 is summed in float64. `x` is in its computing_type, `y`
/// likewise, with the resized shape.
void interpolate_at_once(const ResizeForm& form, const std::vector<ResizeAxis>& axes,
                         const std::vector<size_t>& at_once, const Tensor& x, Tensor& y);

}  // namespace npuscope
