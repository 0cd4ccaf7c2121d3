// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/accumulate.h"

namespace npuscope {

/// For every axis of the input the step in the output, with or without the reduced dimensions: 0
/// along reduced axes.
inline std::vector<int64_t> mean_steps(const MeanSum& mean, const Shape& input) {
  std::vector<int64_t> steps(input.size());
  int64_t step = 1;
  for (size_t axis = input.size(); axis-- > 0;) {
    if (std::ranges::find(mean.axes, static_cast<int64_t>(axis)) != mean.axes.end()) continue;
    steps[axis] = step;
    step *= input[axis];
  }
  return steps;
}

/// Calls add(output index, input index) for every term of a mean over axes; the terms of one output
/// come in the order of the input.
template <class F>
void for_each_axes_term(const MeanSum& mean, const Shape& input, F&& add) {
  const std::vector<int64_t> steps = mean_steps(mean, input);
  std::vector<int64_t> index(input.size());
  const auto count = static_cast<size_t>(element_count(input));
  // The last axis, and those before it that are reduced with it, are a run of one step.
  size_t outer = input.size();
  size_t run = 1;
  while (outer > 0 && (outer == input.size() || (steps[outer] == 0 && steps[outer - 1] == 0)))
    run *= static_cast<size_t>(input[--outer]);
  const size_t step = input.empty() ? 0 : static_cast<size_t>(steps.back());
  int64_t target = 0;
  for (size_t source = 0; source < count; source += run) {
    for (size_t i = 0; i < run; ++i) add(static_cast<size_t>(target) + i * step, source + i);
    for (size_t axis = outer; axis-- > 0;) {
      target += steps[axis];
      if (++index[axis] < input[axis]) break;
      target -= steps[axis] * input[axis];
      index[axis] = 0;
    }
  }
}

/// The same for a mean over windows, the taps in C order; padding is left out.
template <class F>
void for_each_window_term(const TapOffsets& taps, size_t planes, size_t in_plane, size_t out_plane,
                          F&& add) {
  std::vector<int64_t> offsets;
  for (size_t position = 0; position < out_plane; ++position) {
    offsets.resize(taps.size());
    taps.at(static_cast<int64_t>(position), offsets);
    std::erase(offsets, kPadded);
    for (size_t plane = 0; plane < planes; ++plane) {
      for (int64_t offset : offsets)
        add(plane * out_plane + position, plane * in_plane + static_cast<size_t>(offset));
    }
  }
}

/// The terms of either kind of mean. Shapes are those of a node that passed shape inference.
template <class F>
void for_each_mean_term(const MeanSum& mean, const Shape& input, const Shape& output,
                        const TapOffsets::Ranges& ranges, F&& add) {
  if (mean.window.kernel.empty()) {
    for_each_axes_term(mean, input, add);
    return;
  }
  const auto in = std::span(input).subspan(2);
  const auto out = std::span(output).subspan(2);
  for_each_window_term(
      TapOffsets(mean.window, in, out, ranges), static_cast<size_t>(input[0] * input[1]),
      static_cast<size_t>(element_count(in)), static_cast<size_t>(element_count(out)), add);
}

}  // namespace npuscope
