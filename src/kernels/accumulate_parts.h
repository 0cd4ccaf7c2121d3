// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "kernels/accumulate.h"

namespace npuscope {

// The alternatives of accumulate(), one file each. Operands have passed check_operand.
Result<Sums> accumulate_convolution(const ConvolutionSum& convolution, SumOperand x, SumOperand w,
                                    const Shape& output_shape, const SumSlice& slice);
Result<Sums> accumulate_matrix(const MatrixSum& matrix, SumOperand a, SumOperand b,
                               const Shape& output_shape, const SumSlice& slice);
Result<Sums> accumulate_mean(const MeanSum& mean, SumOperand x, const Shape& output_shape,
                             const SumSlice& slice);

/// The range cut to [0, size); all of it where there is none.
inline SumSlice::Range cut(const std::optional<SumSlice::Range>& range, int64_t size) {
  if (!range) return {0, size};
  const int64_t begin = std::clamp<int64_t>(range->begin, 0, size);
  return {begin, std::clamp<int64_t>(range->end, begin, size)};
}

/// The terms [begin, end) of a convolution of one or two axes, counted position by position of the
/// kernel and in each the channels of the group, as slices of one position each.
std::vector<SumSlice> slices_of(const SumSlice::Range& terms, const std::vector<int64_t>& kernel,
                                int64_t channels);

/// The kernel positions that the slice's rows and columns select.
inline TapOffsets::Ranges tap_ranges(const Window& window, const SumSlice& slice) {
  TapOffsets::Ranges ranges;
  const size_t rank = window.kernel.size();
  for (size_t axis = 0; axis < rank; ++axis) {
    SumSlice::Range range{0, window.kernel[axis]};
    if (axis + 1 == rank) range = cut(slice.columns, window.kernel[axis]);
    if (axis + 2 == rank) range = cut(slice.rows, window.kernel[axis]);
    ranges.emplace_back(range.begin, range.end);
  }
  return ranges;
}

}  // namespace npuscope
