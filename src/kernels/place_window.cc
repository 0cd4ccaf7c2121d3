// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "kernels/window_attributes.h"

namespace npuscope {
namespace {

/// auto_pad SAME_*: as many outputs as ceil(size / stride).
void pad_same(Window& window, std::span<const int64_t> spatial, bool upper) {
  for (size_t axis = 0; axis < spatial.size(); ++axis) {
    const int64_t outputs = (spatial[axis] + window.stride[axis] - 1) / window.stride[axis];
    const int64_t needed = (outputs - 1) * window.stride[axis] + extent(window, axis);
    split_padding(std::max<int64_t>(needed - spatial[axis], 0), upper, axis, window);
  }
}

Result<int64_t> output_size(const Window& window, size_t axis, int64_t size, bool ceil_mode) {
  const int64_t padded = size + window.pad_begin[axis] + window.pad_end[axis];
  const int64_t room = padded - extent(window, axis);
  if (room < 0)
    return fail(bad_input("the window is larger than its padded input")
                    .expected(fmt::format("at most {} along spatial axis {}", padded, axis))
                    .found(std::to_string(extent(window, axis))));
  const int64_t stride = window.stride[axis];
  if (!ceil_mode) return room / stride + 1;
  const int64_t outputs = (room + stride - 1) / stride + 1;
  const bool starts_in_padding = (outputs - 1) * stride >= size + window.pad_begin[axis];
  return starts_in_padding ? outputs - 1 : outputs;
}

}  // namespace

Result<PlacedWindow> place_window(const Node& node, std::span<const int64_t> kernel,
                                  std::span<const int64_t> spatial) {
  PlacedWindow placed;
  Window& window = placed.window;
  NPUSCOPE_TRY_SET(window, read_window(node, kernel, spatial));
  NPUSCOPE_TRY_ASSIGN(const AutoPad auto_pad, read_auto_pad(node));
  if (auto_pad == AutoPad::kNotSet) NPUSCOPE_TRY(read_pads(node, window));
  if (auto_pad == AutoPad::kSameUpper || auto_pad == AutoPad::kSameLower)
    pad_same(window, spatial, auto_pad == AutoPad::kSameUpper);
  const bool ceil_mode = node.int_attribute("ceil_mode", 0) != 0 && auto_pad == AutoPad::kNotSet;
  for (size_t axis = 0; axis < spatial.size(); ++axis) {
    NPUSCOPE_TRY_ASSIGN(const int64_t size, output_size(window, axis, spatial[axis], ceil_mode));
    placed.output.push_back(size);
  }
  return placed;
}

}  // namespace npuscope
