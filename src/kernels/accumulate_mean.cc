// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "kernels/accumulate_parts.h"
#include "kernels/factors.h"

namespace npuscope {
namespace {

bool is_reduced(const MeanSum& mean, size_t axis) {
  return std::ranges::find(mean.axes, static_cast<int64_t>(axis)) != mean.axes.end();
}

/// For every axis of the input the step in the output: 0 along reduced axes. Works with and without
/// keepdims, whose output dimensions are 1.
std::vector<int64_t> output_steps(const MeanSum& mean, const Shape& input) {
  std::vector<int64_t> steps(input.size());
  int64_t step = 1;
  for (size_t axis = input.size(); axis-- > 0;) {
    if (is_reduced(mean, axis)) continue;
    steps[axis] = step;
    step *= input[axis];
  }
  return steps;
}

void sum_axes(const MeanSum& mean, const Shape& shape, const std::vector<int32_t>& x,
              std::vector<int64_t>& sums) {
  const std::vector<int64_t> steps = output_steps(mean, shape);
  std::vector<int64_t> index(shape.size());
  int64_t target = 0;
  for (int32_t value : x) {
    sums[static_cast<size_t>(target)] += value;
    for (size_t axis = shape.size(); axis-- > 0;) {
      target += steps[axis];
      if (++index[axis] < shape[axis]) break;
      target -= steps[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}

void sum_windows(const TapOffsets& taps, size_t in_plane, size_t out_plane,
                 const std::vector<int32_t>& x, std::vector<int64_t>& sums) {
  std::vector<int64_t> offsets(taps.size());
  for (size_t position = 0; position < out_plane; ++position) {
    taps.at(static_cast<int64_t>(position), offsets);
    std::erase(offsets, kPadded);
    const int32_t* plane = x.data();
    for (size_t out = position; out < sums.size(); out += out_plane, plane += in_plane) {
      for (int64_t offset : offsets) sums[out] += plane[offset];
    }
    offsets.resize(taps.size());
  }
}

std::span<const int64_t> spatial(const Shape& shape) {
  return std::span(shape).subspan(2);
}

}  // namespace

Result<Sums> accumulate_mean(const MeanSum& mean, SumOperand x, const Shape& output_shape,
                             const SumSlice& slice) {
  const Shape& shape = x.codes->shape();
  Sums sums{output_shape, std::vector<int64_t>(static_cast<size_t>(element_count(output_shape)))};
  const auto misfit = [&] {
    return fail(internal_error("a mean cannot be computed this way")
                    .found(shape_text(shape) + " to " + shape_text(output_shape)));
  };
  if (slice.channels || (!mean.axes.empty() && (slice.rows || slice.columns))) return misfit();
  if (!mean.axes.empty()) {
    int64_t kept = 1;
    for (size_t axis = 0; axis < shape.size(); ++axis)
      kept *= is_reduced(mean, axis) ? 1 : shape[axis];
    if (mean.axes.back() >= static_cast<int64_t>(shape.size()) ||
        kept != element_count(output_shape))
      return misfit();
    sum_axes(mean, shape, factors_of<int32_t>(x), sums.values);
    return sums;
  }
  const size_t rank = mean.window.kernel.size();
  if (rank == 0 || shape.size() != rank + 2 || output_shape.size() != rank + 2 ||
      shape[0] != output_shape[0] || shape[1] != output_shape[1])
    return misfit();
  const TapOffsets taps(mean.window, spatial(shape), spatial(output_shape),
                        tap_ranges(mean.window, slice));
  sum_windows(taps, static_cast<size_t>(element_count(spatial(shape))),
              static_cast<size_t>(element_count(spatial(output_shape))), factors_of<int32_t>(x),
              sums.values);
  return sums;
}

std::vector<int64_t> mean_counts(const MeanSum& mean, const Shape& input_shape,
                                 const Shape& output_shape) {
  if (!mean.axes.empty()) {
    int64_t count = 1;
    for (int64_t axis : mean.axes) count *= input_shape[static_cast<size_t>(axis)];
    return {count};
  }
  const Shape output(output_shape.begin() + 2, output_shape.end());
  std::vector<int64_t> counts(static_cast<size_t>(element_count(output)), 1);
  int64_t inner = 1;  // output positions that share an index along the axis
  for (size_t axis = output.size(); axis-- > 0; inner *= output[axis]) {
    const int64_t size = input_shape[axis + 2];
    const int64_t begin = mean.count_padding ? -mean.window.pad_begin[axis] : 0;
    const int64_t end = size + (mean.count_padding ? mean.window.pad_end[axis] : 0);
    for (size_t i = 0; i < counts.size(); ++i) {
      const int64_t o = static_cast<int64_t>(i) / inner % output[axis];
      int64_t inside = 0;
      for (int64_t k = 0; k < mean.window.kernel[axis]; ++k) {
        const int64_t position = input_index(mean.window, axis, o, k);
        if (position >= begin && position < end) ++inside;
      }
      counts[i] *= inside;
    }
  }
  const bool same = std::ranges::all_of(counts, [&](int64_t c) { return c == counts.front(); });
  if (same && !counts.empty()) counts.resize(1);
  return counts;
}

}  // namespace npuscope
