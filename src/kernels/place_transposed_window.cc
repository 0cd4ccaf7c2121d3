// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "kernels/window_attributes.h"

namespace npuscope {
namespace {

/// The attributes that only ConvTranspose has; without entries where they are missing.
struct WantedOutput {
  std::vector<int64_t> padding;  ///< added to the size, at the end
  std::vector<int64_t> size;     ///< the output's; empty: follows from the paddings
};

Result<WantedOutput> read_wanted(const Node& node, std::span<const int64_t> spatial,
                                 const Window& window, AutoPad auto_pad) {
  const size_t rank = spatial.size();
  WantedOutput wanted;
  NPUSCOPE_TRY_SET(wanted.padding, read_sizes(node, "output_padding", rank, 0, 0));
  if (node.has_attribute("output_shape")) {
    NPUSCOPE_TRY_SET(wanted.size, read_sizes(node, "output_shape", rank, 1, 1));
  } else if (auto_pad == AutoPad::kSameUpper || auto_pad == AutoPad::kSameLower) {
    for (size_t axis = 0; axis < rank; ++axis)
      wanted.size.push_back(spatial[axis] * window.stride[axis]);
  }
  return wanted;
}

}  // namespace

Result<PlacedWindow> place_transposed_window(const Node& node, std::span<const int64_t> kernel,
                                             std::span<const int64_t> spatial) {
  PlacedWindow placed;
  Window& window = placed.window;
  NPUSCOPE_TRY_SET(window, read_window(node, kernel, spatial));
  NPUSCOPE_TRY_ASSIGN(const AutoPad auto_pad, read_auto_pad(node));
  NPUSCOPE_TRY_ASSIGN(const WantedOutput wanted, read_wanted(node, spatial, window, auto_pad));
  if (auto_pad == AutoPad::kNotSet && wanted.size.empty()) NPUSCOPE_TRY(read_pads(node, window));
  window.spread = std::exchange(window.stride, std::vector<int64_t>(spatial.size(), 1));
  for (size_t axis = 0; axis < spatial.size(); ++axis) {
    const int64_t reach = extent(window, axis) - 1;
    const int64_t all =
        window.spread[axis] * (spatial[axis] - 1) + wanted.padding[axis] + reach + 1;
    if (!wanted.size.empty())
      split_padding(std::max<int64_t>(all - wanted.size[axis], 0), auto_pad == AutoPad::kSameUpper,
                    axis, window);
    const int64_t size = wanted.size.empty() ? all - window.pad_begin[axis] - window.pad_end[axis]
                                             : wanted.size[axis];
    if (size < 1 || size > kLargestSize)
      return fail(bad_input("the output would have an unusable size")
                      .expected(fmt::format("1 to {} along spatial axis {}", kLargestSize, axis))
                      .found(std::to_string(size))
                      .hint("see 'pads', 'strides' and 'dilations'"));
    // Of the convolution: the window begins so far before the first element.
    window.pad_begin[axis] = reach - window.pad_begin[axis];
    window.pad_end[axis] = reach - window.pad_end[axis] + wanted.padding[axis];
    placed.output.push_back(size);
  }
  return placed;
}

}  // namespace npuscope
