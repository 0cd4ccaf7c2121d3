// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "kernels/accumulate_parts.h"
#include "kernels/dot.h"
#include "kernels/factors.h"

namespace npuscope {
namespace {

/// The sizes of one convolution, and the part of its terms that a slice selects.
struct Problem {
  size_t batch, groups, channels, outputs;  // channels and outputs: per group
  size_t in_plane, out_plane, kernel_plane;
  bool transposed;  // as ConvolutionSum has it
  SumSlice::Range slice_channels;
  TapOffsets taps;

  [[nodiscard]] size_t sliced_channels() const {
    return static_cast<size_t>(slice_channels.end - slice_channels.begin);
  }
  /// Terms of one sum, padded for the vector loops.
  [[nodiscard]] size_t row_length() const { return padded_length(sliced_channels() * taps.size()); }
};

bool channels_fit(const ConvolutionSum& convolution, int64_t inputs, const Shape& w,
                  int64_t outputs) {
  const int64_t groups = convolution.groups;
  if (convolution.transposed)
    return w[0] == inputs && w[0] % groups == 0 && w[1] * groups == outputs;
  return w[1] * groups == inputs && w[0] % groups == 0 && w[0] == outputs;
}

Result<Problem> make_problem(const ConvolutionSum& convolution, const Shape& x, const Shape& w,
                             const Shape& y, const SumSlice& slice) {
  const size_t rank = convolution.window.kernel.size();
  const int64_t groups = convolution.groups;
  const bool ranks = rank >= 1 && x.size() == rank + 2 && w.size() == rank + 2 &&
                     y.size() == rank + 2 && groups >= 1;
  const bool fits = ranks && channels_fit(convolution, x[1], w, y[1]) && y[0] == x[0] &&
                    std::ranges::equal(std::span(w).subspan(2), convolution.window.kernel);
  if (!fits)
    return fail(internal_error("the shapes of a convolution do not fit")
                    .found(shape_text(x) + ", " + shape_text(w) + " and " + shape_text(y)));
  const auto spatial = [](const Shape& shape) { return std::span(shape).subspan(2); };
  const auto plane = [&](const Shape& shape) {
    return static_cast<size_t>(element_count(spatial(shape)));
  };
  return Problem{.batch = static_cast<size_t>(x[0]),
                 .groups = static_cast<size_t>(groups),
                 .channels = static_cast<size_t>(x[1] / groups),
                 .outputs = static_cast<size_t>(y[1] / groups),
                 .in_plane = plane(x),
                 .out_plane = plane(y),
                 .kernel_plane = plane(w),
                 .transposed = convolution.transposed,
                 .slice_channels = cut(slice.channels, x[1] / groups),
                 .taps = TapOffsets(convolution.window, spatial(x), spatial(y),
                                    tap_ranges(convolution.window, slice))};
}

/// Where the kernel begins that joins one output channel with input channel `c` of its group.
size_t kernel_of(const Problem& problem, size_t row, size_t c) {
  if (!problem.transposed) return (row * problem.channels + c) * problem.kernel_plane;
  const size_t first = row / problem.outputs * problem.channels;
  return ((first + c) * problem.outputs + row % problem.outputs) * problem.kernel_plane;
}

/// The weights of the slice: one padded row per output channel, terms ordered by input channel,
/// then kernel position.
template <class Factor>
std::vector<Factor> pack_weights(const Problem& problem, const std::vector<Factor>& w) {
  const size_t rows = problem.groups * problem.outputs;
  const size_t length = problem.row_length();
  std::vector<Factor> packed(rows * length);
  const auto first_channel = static_cast<size_t>(problem.slice_channels.begin);
  for (size_t row = 0; row < rows; ++row) {
    Factor* out = packed.data() + row * length;
    for (size_t c = 0; c < problem.sliced_channels(); ++c) {
      const Factor* kernel = w.data() + kernel_of(problem, row, first_channel + c);
      for (size_t t = 0; t < problem.taps.size(); ++t) {
        const auto tap = static_cast<size_t>(problem.taps.kernel_index(t));
        *out++ = kernel[problem.transposed ? problem.kernel_plane - 1 - tap : tap];
      }
    }
  }
  return packed;
}

/// A block of output positions and the inputs that their sums read.
template <class Factor>
class Columns {
 public:
  explicit Columns(const Problem& problem)
      : problem_(problem),
        // A block of columns stays in the first-level cache while every row passes over it.
        capacity_(std::clamp<size_t>(kBlockElements / std::max<size_t>(problem.row_length(), 1), 4,
                                     std::max<size_t>(problem.out_plane, 4))),
        offsets_(capacity_ * problem.taps.size()),
        values_(capacity_ * problem.row_length()) {}

  [[nodiscard]] size_t capacity() const { return capacity_; }
  [[nodiscard]] const Factor* data() const { return values_.data(); }

  void move_to(size_t first, size_t count) {
    count_ = count;
    const size_t taps = problem_.taps.size();
    for (size_t j = 0; j < count; ++j)
      problem_.taps.at(static_cast<int64_t>(first + j),
                       std::span(offsets_).subspan(j * taps, taps));
  }

  /// Gathers the inputs of one group; `x` is its first channel's plane.
  void gather(const Factor* x) {
    const size_t taps = problem_.taps.size();
    const size_t length = problem_.row_length();
    x += static_cast<size_t>(problem_.slice_channels.begin) * problem_.in_plane;
    for (size_t c = 0; c < problem_.sliced_channels(); ++c, x += problem_.in_plane) {
      for (size_t j = 0; j < count_; ++j) {
        Factor* column = values_.data() + j * length + c * taps;
        const int64_t* offsets = offsets_.data() + j * taps;
        for (size_t t = 0; t < taps; ++t)
          column[t] = offsets[t] == kPadded ? Factor{0} : x[offsets[t]];
      }
    }
  }

 private:
  static constexpr size_t kBlockElements = 8192;

  const Problem& problem_;
  size_t capacity_, count_ = 0;
  std::vector<int64_t> offsets_;
  std::vector<Factor> values_;
};

template <class Factor, class Sum>
void convolve(const Problem& problem, const std::vector<Factor>& x,
              const std::vector<Factor>& weights, std::vector<int64_t>& y) {
  Columns<Factor> columns(problem);
  std::vector<Sum> sums(columns.capacity());
  for (size_t first = 0; first < problem.out_plane; first += columns.capacity()) {
    const size_t count = std::min(columns.capacity(), problem.out_plane - first);
    columns.move_to(first, count);
    for (size_t group = 0; group < problem.batch * problem.groups; ++group) {
      columns.gather(x.data() + group * problem.channels * problem.in_plane);
      for (size_t o = 0; o < problem.outputs; ++o) {
        const size_t row = group % problem.groups * problem.outputs + o;
        dot_products(weights.data() + row * problem.row_length(), columns.data(),
                     problem.row_length(), count, sums.data());
        std::copy_n(sums.begin(), count,
                    y.begin() + static_cast<std::ptrdiff_t>(
                                    (group * problem.outputs + o) * problem.out_plane + first));
      }
    }
  }
}

}  // namespace

Result<Sums> accumulate_convolution(const ConvolutionSum& convolution, SumOperand x, SumOperand w,
                                    const Shape& output_shape, const SumSlice& slice) {
  NPUSCOPE_TRY_ASSIGN(const Problem problem, make_problem(convolution, x.codes->shape(),
                                                          w.codes->shape(), output_shape, slice));
  Sums sums{output_shape, std::vector<int64_t>(static_cast<size_t>(element_count(output_shape)))};
  if (!fit_int16(x, w)) {
    convolve<int32_t, int64_t>(problem, factors_of<int32_t>(x),
                               pack_weights(problem, factors_of<int32_t>(w)), sums.values);
    return sums;
  }
  const auto weights = pack_weights(problem, factors_of<int16_t>(w));
  const auto inputs = factors_of<int16_t>(x);
  if (sums_fit_int32(weights, problem.row_length(), factor_range(x)))
    convolve<int16_t, int32_t>(problem, inputs, weights, sums.values);
  else
    convolve<int16_t, int64_t>(problem, inputs, weights, sums.values);
  return sums;
}

}  // namespace npuscope
