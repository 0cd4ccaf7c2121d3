// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "kernels/accumulate_parts.h"
#include "kernels/factors.h"
#include "kernels/mean_terms.h"

namespace npuscope {
namespace {

bool fits(const MeanSum& mean, const Shape& input, const Shape& output, const SumSlice& slice) {
  if (slice.channels) return false;
  const size_t rank = mean.window.kernel.size();
  if (rank > 0)
    return mean.axes.empty() && input.size() == rank + 2 && output.size() == rank + 2 &&
           input[0] == output[0] && input[1] == output[1];
  if (slice.rows || slice.columns) return false;
  if (!mean.axes.empty() && mean.axes.back() >= static_cast<int64_t>(input.size())) return false;
  int64_t kept = 1;
  for (size_t axis = 0; axis < input.size(); ++axis)
    if (std::ranges::find(mean.axes, static_cast<int64_t>(axis)) == mean.axes.end())
      kept *= input[axis];
  return kept == element_count(output);
}

}  // namespace

Result<Sums> accumulate_mean(const MeanSum& mean, SumOperand x, const Shape& output_shape,
                             const SumSlice& slice) {
  const Shape& shape = x.codes->shape();
  if (!fits(mean, shape, output_shape, slice))
    return fail(internal_error("a mean cannot be computed this way")
                    .found(shape_text(shape) + " to " + shape_text(output_shape)));
  Sums sums{output_shape, std::vector<int64_t>(static_cast<size_t>(element_count(output_shape)))};
  const std::vector<int32_t> factors = factors_of<int32_t>(x);
  for_each_mean_term(mean, shape, output_shape, tap_ranges(mean.window, slice),
                     [&](size_t target, size_t source) { sums.values[target] += factors[source]; });
  return sums;
}

std::vector<int64_t> mean_counts(const MeanSum& mean, const Shape& input_shape,
                                 const Shape& output_shape) {
  if (mean.window.kernel.empty()) {
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
