// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/window.h"

namespace npuscope {

// What place_window() and place_transposed_window() read in the same way.

/// Keeps every product and sum of two attributes and a dimension far inside int64.
inline constexpr int64_t kLargestSize = int64_t{1} << 30;

/// An attribute with one entry per axis, each in [least, kLargestSize]; `otherwise` when missing.
Result<std::vector<int64_t>> read_sizes(const Node& node, const char* name, size_t count,
                                        int64_t least, int64_t otherwise);

/// kernel_shape, strides and dilations, checked against the weights and the input; no padding.
Result<Window> read_window(const Node& node, std::span<const int64_t> kernel,
                           std::span<const int64_t> spatial);

enum class AutoPad { kNotSet, kSameUpper, kSameLower, kValid };
Result<AutoPad> read_auto_pad(const Node& node);

/// Attribute 'pads'.
Status read_pads(const Node& node, Window& window);

/// Splits a padding between both ends, the odd one at the end for SAME_UPPER.
void split_padding(int64_t total, bool upper, size_t axis, Window& window);

/// The extent of the input that one window covers.
inline int64_t extent(const Window& window, size_t axis) {
  return (window.kernel[axis] - 1) * window.dilation[axis] + 1;
}

}  // namespace npuscope
