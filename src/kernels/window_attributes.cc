// SPDX-License-Identifier: Apache-2.0
#include "kernels/window_attributes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace npuscope {
namespace {

// Tables of a window's taps stay small; real kernels have at most a few thousand.
constexpr int64_t kMostTaps = int64_t{1} << 22;

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

Status check_spatial(std::span<const int64_t> kernel, std::span<const int64_t> spatial) {
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
  return {};
}

}  // namespace

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

Result<Window> read_window(const Node& node, std::span<const int64_t> kernel,
                           std::span<const int64_t> spatial) {
  NPUSCOPE_TRY(check_spatial(kernel, spatial));
  const size_t rank = spatial.size();
  Window window;
  NPUSCOPE_TRY_SET(window.kernel, read_kernel(node, kernel, rank));
  NPUSCOPE_TRY(check_tap_count(window));
  NPUSCOPE_TRY_SET(window.stride, read_sizes(node, "strides", rank, 1, 1));
  NPUSCOPE_TRY_SET(window.dilation, read_sizes(node, "dilations", rank, 1, 1));
  window.pad_begin.assign(rank, 0);
  window.pad_end.assign(rank, 0);
  return window;
}

Result<AutoPad> read_auto_pad(const Node& node) {
  const std::string mode = node.string_attribute("auto_pad", "NOTSET");
  if (mode == "NOTSET" || mode.empty()) return AutoPad::kNotSet;
  if (mode == "SAME_UPPER") return AutoPad::kSameUpper;
  if (mode == "SAME_LOWER") return AutoPad::kSameLower;
  if (mode == "VALID") return AutoPad::kValid;
  return fail(bad_input("attribute 'auto_pad' is unknown")
                  .expected("NOTSET, SAME_UPPER, SAME_LOWER or VALID")
                  .found(mode));
}

Status read_pads(const Node& node, Window& window) {
  const size_t rank = window.kernel.size();
  NPUSCOPE_TRY_ASSIGN(const auto pads, read_sizes(node, "pads", 2 * rank, 0, 0));
  const auto middle = pads.begin() + static_cast<std::ptrdiff_t>(rank);
  window.pad_begin.assign(pads.begin(), middle);
  window.pad_end.assign(middle, pads.end());
  return {};
}

void split_padding(int64_t total, bool upper, size_t axis, Window& window) {
  window.pad_begin[axis] = upper ? total / 2 : total - total / 2;
  window.pad_end[axis] = total - window.pad_begin[axis];
}

}  // namespace npuscope
