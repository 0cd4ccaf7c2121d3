// SPDX-License-Identifier: Apache-2.0
#include "kernels/window.h"

#include <algorithm>
#include <tuple>

namespace npuscope {

Status check_pooled(const Shape& shape) {
  if (shape.size() >= 3) return {};
  return fail(bad_input("the input of a pool has too few axes")
                  .expected("batch, channels and at least one spatial axis")
                  .found(shape_text(shape)));
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
