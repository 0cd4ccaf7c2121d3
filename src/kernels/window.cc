// SPDX-License-Identifier: Apache-2.0
#include "kernels/window.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace npuscope {
namespace {

// Keeps every product and sum of two attributes and a dimension far inside int64.
constexpr int64_t kLargestSize = int64_t{1} << 30;
// Tables of a window's taps stay small; real kernels have at most a few thousand.
constexpr int64_t kMostTaps = int64_t{1} << 22;

/// An attribute with one entry per axis, each in [least, kLargestSize]; `otherwise` when missing.
Result<std::vector<int64_t>> read_sizes(const Node& node, const char* name, size_t count,
                                        int64_t least, int64_t otherwise) {
  if (!node.has_attribute(name)) return std::vector<int64_t>(count, otherwise);
  std::vector<int64_t> sizes = node.ints_attribute(name);
  const auto fits = [&](int64_t v) { return v >= least && v <= kLargestSize; };
  if (sizes.size() != count || !std::ranges::all_of(sizes, fits))
    return fail(bad_input(fmt::format("attribute '{}' does not fit the operator", name))
                    .expected(fmt::format("{} numbers of at least {}", count, least))
                    .found(fmt::format("[{}]", fmt::join(sizes, ", "))));
  return sizes;
}

Result<std::vector<int64_t>> read_kernel(const Node& node, std::span<const int64_t> weights,
                                         size_t rank) {
  if (weights.empty() && !node.has_attribute("kernel_shape"))
    return fail(bad_input("attribute 'kernel_shape' is missing"));
  NPUSCOPE_TRY_ASSIGN(auto kernel, read_sizes(node, "kernel_shape", rank, 1, 1));
  if (weights.empty()) return kernel;
  if (node.has_attribute("kernel_shape") && !std::ranges::equal(kernel, weights))
    return fail(bad_input("attribute 'kernel_shape' contradicts the weights")
                    .expected(fmt::format("[{}]", fmt::join(weights, ", ")))
                    .found(fmt::format("[{}]", fmt::join(kernel, ", "))));
  if (!std::ranges::all_of(weights, [](int64_t k) { return k >= 1 && k <= kLargestSize; }))
    return fail(bad_input("the weights have an empty kernel")
                    .found(fmt::format("[{}]", fmt::join(weights, ", "))));
  return std::vector<int64_t>(weights.begin(), weights.end());
}

Status check_tap_count(const Window& window) {
  const auto taps = checked_element_count(window.kernel);
  if (!taps || *taps > kMostTaps)
    return fail(bad_input("the window is too large")
                    .expected(fmt::format("at most {} positions", kMostTaps))
                    .found(shape_text(window.kernel)));
  return {};
}

/// The extent of the input that one window covers.
int64_t extent(const Window& window, size_t axis) {
  return (window.kernel[axis] - 1) * window.dilation[axis] + 1;
}

/// auto_pad SAME_*: as many outputs as ceil(size / stride), the padding split between both ends,
/// the odd one at the end for SAME_UPPER.
void pad_same(Window& window, std::span<const int64_t> spatial, bool upper) {
  for (size_t axis = 0; axis < spatial.size(); ++axis) {
    const int64_t outputs = (spatial[axis] + window.stride[axis] - 1) / window.stride[axis];
    const int64_t needed = (outputs - 1) * window.stride[axis] + extent(window, axis);
    const int64_t total = std::max<int64_t>(needed - spatial[axis], 0);
    window.pad_begin[axis] = upper ? total / 2 : total - total / 2;
    window.pad_end[axis] = total - window.pad_begin[axis];
  }
}

Status read_padding(const Node& node, std::span<const int64_t> spatial, Window& window) {
  const std::string mode = node.string_attribute("auto_pad", "NOTSET");
  const size_t rank = spatial.size();
  window.pad_begin.assign(rank, 0);
  window.pad_end.assign(rank, 0);
  if (mode == "SAME_UPPER" || mode == "SAME_LOWER") {
    pad_same(window, spatial, mode == "SAME_UPPER");
  } else if (mode == "NOTSET" || mode.empty()) {
    NPUSCOPE_TRY_ASSIGN(const auto pads, read_sizes(node, "pads", 2 * rank, 0, 0));
    std::copy_n(pads.begin(), rank, window.pad_begin.begin());
    std::copy_n(pads.begin() + static_cast<std::ptrdiff_t>(rank), rank, window.pad_end.begin());
  } else if (mode != "VALID") {
    return fail(bad_input("attribute 'auto_pad' is unknown")
                    .expected("NOTSET, SAME_UPPER, SAME_LOWER or VALID")
                    .found(mode));
  }
  return {};
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

Status check_pooled(const Shape& shape) {
  if (shape.size() >= 3) return {};
  return fail(bad_input("the input of a pool has too few axes")
                  .expected("batch, channels and at least one spatial axis")
                  .found(shape_text(shape)));
}

Result<PlacedWindow> place_window(const Node& node, std::span<const int64_t> kernel,
                                  std::span<const int64_t> spatial) {
  const size_t rank = spatial.size();
  if (rank < 1 || rank > 3)
    return fail(bad_input("the number of spatial axes is not supported")
                    .expected("1 to 3")
                    .found(std::to_string(rank)));
  if (!kernel.empty() && kernel.size() != rank)
    return fail(bad_input("the weights do not fit the rank of the input")
                    .expected(fmt::format("{} kernel axes", rank))
                    .found(std::to_string(kernel.size())));
  for (int64_t size : spatial)
    if (size < 1 || size > kLargestSize)
      return fail(bad_input("the input has an unusable size")
                      .expected(fmt::format("1 to {}", kLargestSize))
                      .found(shape_text(spatial)));
  PlacedWindow placed;
  Window& window = placed.window;
  NPUSCOPE_TRY_SET(window.kernel, read_kernel(node, kernel, rank));
  NPUSCOPE_TRY(check_tap_count(window));
  NPUSCOPE_TRY_SET(window.stride, read_sizes(node, "strides", rank, 1, 1));
  NPUSCOPE_TRY_SET(window.dilation, read_sizes(node, "dilations", rank, 1, 1));
  NPUSCOPE_TRY(read_padding(node, spatial, window));
  const std::string mode = node.string_attribute("auto_pad", "NOTSET");
  const bool ceil_mode =
      node.int_attribute("ceil_mode", 0) != 0 && (mode.empty() || mode == "NOTSET");
  for (size_t axis = 0; axis < rank; ++axis) {
    NPUSCOPE_TRY_ASSIGN(const int64_t size, output_size(window, axis, spatial[axis], ceil_mode));
    placed.output.push_back(size);
  }
  return placed;
}

TapOffsets::TapOffsets(const Window& window, std::span<const int64_t> input_spatial,
                       std::span<const int64_t> output_spatial, const Ranges& ranges)
    : window_(window),
      input_(input_spatial.begin(), input_spatial.end()),
      output_(output_spatial.begin(), output_spatial.end()) {
  std::vector<int64_t> tap(rank()), end = window.kernel;
  for (size_t axis = 0; axis < ranges.size(); ++axis) std::tie(tap[axis], end[axis]) = ranges[axis];
  const std::vector<int64_t> begin = tap;
  for (size_t axis = 0; axis < rank(); ++axis)
    if (begin[axis] >= end[axis]) return;
  for (;;) {
    taps_.insert(taps_.end(), tap.begin(), tap.end());
    size_t axis = rank();
    while (axis > 0 && ++tap[axis - 1] == end[axis - 1]) {
      tap[axis - 1] = begin[axis - 1];
      --axis;
    }
    if (axis == 0) return;
  }
}

int64_t TapOffsets::kernel_index(size_t t) const {
  int64_t index = 0;
  for (size_t axis = 0; axis < rank(); ++axis)
    index = index * window_.kernel[axis] + taps_[t * rank() + axis];
  return index;
}

void TapOffsets::at(int64_t position, std::span<int64_t> offsets) const {
  std::fill(offsets.begin(), offsets.end(), 0);
  int64_t plane = 1;
  for (size_t axis = rank(); axis-- > 0;) {
    const int64_t o = position % output_[axis];
    position /= output_[axis];
    for (size_t t = 0; t < offsets.size(); ++t) {
      const int64_t i = input_index(window_, axis, o, taps_[t * rank() + axis]);
      if (i < 0 || i >= input_[axis]) offsets[t] = kPadded;
      if (offsets[t] != kPadded) offsets[t] += i * plane;
    }
    plane *= input_[axis];
  }
}

}  // namespace npuscope
