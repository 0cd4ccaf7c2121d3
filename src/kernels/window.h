// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"
#include "tensor/shape.h"

namespace npuscope {

/// A convolution or pooling window over N spatial axes (N = 1 … 3; inputs are N x C x spatial).
struct Window {
  std::vector<int64_t> kernel;     ///< size per spatial axis, >= 1
  std::vector<int64_t> stride;     ///< per spatial axis, >= 1
  std::vector<int64_t> dilation;   ///< per spatial axis, >= 1
  std::vector<int64_t> pad_begin;  ///< per spatial axis
  std::vector<int64_t> pad_end;    ///< per spatial axis
  /// Per spatial axis, >= 1; empty: 1. The window runs over the input's elements that many apart,
  /// with nothing between them, as a transposed convolution's does.
  std::vector<int64_t> spread = {};
};

/// A window and the spatial sizes of what it produces.
struct PlacedWindow {
  Window window;
  Shape output;  ///< per spatial axis, >= 1
};

/// The sizes behind batch and channels; none where there are no more.
inline std::span<const int64_t> spatial_of(const Shape& shape) {
  return std::span(shape).subspan(std::min<size_t>(2, shape.size()));
}

/// The input of a pool has a batch, channels and at least one spatial axis.
Status check_pooled(const Shape& shape);

/// Reads kernel_shape, strides, dilations, pads, auto_pad and ceil_mode of a convolution or pooling
/// node as ONNX defines them. `kernel` holds the spatial sizes of the weights, which kernel_shape
/// must agree with; empty for pools, whose kernel_shape is then required. `spatial` holds the
/// input's sizes without batch and channels.
///
/// With ceil_mode, a window that would begin in the padding at the end is left out, as ONNX (since
/// opset 22) and ONNX Runtime do. ceil_mode does not apply to auto_pad other than NOTSET.
Result<PlacedWindow> place_window(const Node& node, std::span<const int64_t> kernel,
                                  std::span<const int64_t> spatial);

/// Reads kernel_shape, strides, dilations, pads, auto_pad, output_padding and output_shape of a
/// ConvTranspose as ONNX defines them, as the window of the convolution that is the same: it runs
/// in steps of 1 over the input spread by the strides, its kernel read backwards. The paddings may
/// be negative then: elements left out. Where output_shape or auto_pad SAME_* asks for more than
/// the windows reach, the rest lies at the end and has no terms, as in ONNX Runtime.
Result<PlacedWindow> place_transposed_window(const Node& node, std::span<const int64_t> kernel,
                                             std::span<const int64_t> spatial);

/// For one output position, a tap that reads no element: padding, or between spread elements.
constexpr int64_t kPadded = -1;

/// The index along `axis` of the input element under tap `k` of output `o`; may lie in the padding,
/// that is outside [0, size).
inline int64_t input_index(const Window& window, size_t axis, int64_t o, int64_t k) {
  const int64_t at = o * window.stride[axis] - window.pad_begin[axis] + k * window.dilation[axis];
  if (window.spread.empty()) return at;
  return at % window.spread[axis] == 0 ? at / window.spread[axis] : kPadded;
}

/// Where each tap of a window (kernel positions in C order) reads from, for one output position.
class TapOffsets {
 public:
  /// Half-open range of kernel positions along each spatial axis; empty: the whole kernel.
  using Ranges = std::vector<std::pair<int64_t, int64_t>>;

  TapOffsets(const Window& window, std::span<const int64_t> input_spatial,
             std::span<const int64_t> output_spatial, const Ranges& ranges = {});

  /// Number of taps in the ranges.
  [[nodiscard]] size_t size() const { return taps_.size() / rank(); }
  /// Position of tap t in the whole kernel, in C order.
  [[nodiscard]] int64_t kernel_index(size_t t) const;
  /// Writes for every tap the offset of its input in the channel's plane, or kPadded. `position`
  /// counts outputs of a plane in C order; `offsets` holds size() elements.
  void at(int64_t position, std::span<int64_t> offsets) const;

 private:
  [[nodiscard]] size_t rank() const { return input_.size(); }

  Window window_;
  Shape input_, output_;
  std::vector<int64_t> taps_;  // size() x rank kernel coordinates
};

}  // namespace npuscope
