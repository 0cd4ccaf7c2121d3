// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <optional>

#include "kernels/modular.h"
#include "kernels/prepared_sum.h"
#include "kernels/sum_coding.h"
#include "kernels/sum_steps.h"

namespace npuscope {

// The kinds of PreparedSum, one file each; null where a kind does not fit. The codes of both
// operands have 8 bits.
std::unique_ptr<const PreparedSum> prepare_convolution(const SumDescription& sum,
                                                       const simd::Kernels& kernels);
std::unique_ptr<const PreparedSum> prepare_depthwise(const SumDescription& sum,
                                                     const simd::Kernels& kernels);
std::unique_ptr<const PreparedSum> prepare_matrix(const SumDescription& sum,
                                                  const simd::Kernels& kernels);

/// Sums of more terms might leave int32 on the way: |X W| is below 2^15 in every coding, and so is
/// what corrects it.
constexpr int64_t kMostTerms = 30'000;

/// The codes of constant weights of 8 bits, in the order of the tensor.
class WeightCodes {
 public:
  explicit WeightCodes(const Tensor& weights)
      : codes_(weights.values<uint8_t>().data()), signed_(weights.type() == ElementType::kInt8) {}
  int32_t operator[](size_t i) const {
    return signed_ ? int32_t{static_cast<int8_t>(codes_[i])} : int32_t{codes_[i]};
  }

 private:
  const uint8_t* codes_;
  bool signed_;
};

/// What every kind keeps.
struct SumParts {
  const simd::Kernels& kernels;
  SumCoding coding;
  SumSteps steps;
  Shape shape;  ///< of the output
  ElementType type;
};

/// How many output channels there are, on which axis of the weights, and how many terms each sums;
/// weight(channel, term) is a code.
struct SumChannels {
  size_t count = 0, terms = 0;
  int axis = 0;
};

/// Nothing where the zero points are not those of the output channels, the stages do not fit, or a
/// sum could be larger than `most`.
template <class Weight>
std::optional<SumParts> sum_parts(const SumDescription& sum, const simd::Kernels& kernels,
                                  const SumChannels& channels, int64_t most, Weight&& weight) {
  const Quantization* quantization = sum.weights.quantization;
  if (quantization != nullptr && quantization->per_channel() && quantization->axis != channels.axis)
    return std::nullopt;
  const SumCoding coding(kernels.units, sum.input_type, sum.input_quantization,
                         sum.weights.codes->type(), quantization);
  int64_t largest = 0;  // Σ |w - zw| of a channel
  for (size_t c = 0; c < channels.count; ++c) {
    const int32_t zero =
        quantization != nullptr ? quantization->zero_point_at(static_cast<int64_t>(c)) : 0;
    int64_t magnitudes = 0;
    for (size_t i = 0; i < channels.terms; ++i) magnitudes += std::abs(weight(c, i) - zero);
    largest = std::max(largest, magnitudes);
  }
  const int64_t bound = largest * coding.largest_input();
  if (bound > most) return std::nullopt;
  auto steps = SumSteps::create(*sum.lowering, channels.count, bound, sum.output_type);
  if (!steps) return std::nullopt;
  return SumParts{kernels, coding, *std::move(steps), sum.output_shape, sum.output_type};
}

/// What the kinds share.
class PreparedOnKernels : public PreparedSum {
 protected:
  explicit PreparedOnKernels(SumParts parts)
      : kernels_(parts.kernels),
        coding_(std::move(parts.coding)),
        steps_(std::move(parts.steps)),
        shape_(std::move(parts.shape)),
        type_(parts.type) {}

  /// Adds the bias to what the sums of each channel begin with, modulo 2^32, as they are. Where
  /// there are passes, it is 0.
  void add_bias(size_t channels, std::vector<int32_t>& starts) const {
    for (size_t c = 0; c < channels; ++c)
      starts[c] = modular(starts[c], steps_.bias_of(c), std::plus<>());
  }

  /// The sums of a tile, after all passes where there are any: sum_pass(p, sums) fills `sums` with
  /// what pass p sums, passes[p].piece is the piece that it belongs to, in ascending order.
  /// `scratch` becomes as large as it must.
  template <class Passes, class SumPass>
  void sum_tile(const SumSteps::Tile& tile, const Passes& passes, std::vector<int32_t>& scratch,
                StageCounters* counters, SumPass&& sum_pass) const;
  /// The passes from `first` to `end`, of one piece, into tile.sums. `spare` holds a tile.
  template <class SumPass>
  void sum_piece(const SumSteps::Tile& tile, size_t first, size_t end, int32_t* spare,
                 StageCounters* counters, SumPass&& sum_pass) const;

  const simd::Kernels& kernels_;
  SumCoding coding_;
  SumSteps steps_;
  Shape shape_;
  ElementType type_;
};

template <class SumPass>
void PreparedOnKernels::sum_piece(const SumSteps::Tile& tile, size_t first, size_t end,
                                  int32_t* spare, StageCounters* counters,
                                  SumPass&& sum_pass) const {
  SumSteps::Tile pass = tile;
  const int32_t* before = nullptr;
  for (size_t p = first; p < end; ++p) {
    // By turns, so that the last one ends in the tile.
    pass.sums = (end - p) % 2 == 1 ? tile.sums : spare;
    sum_pass(p, pass.sums);
    steps_.end_pass(kernels_, pass, before, counters);
    before = pass.sums;
  }
}

template <class Passes, class SumPass>
void PreparedOnKernels::sum_tile(const SumSteps::Tile& tile, const Passes& passes,
                                 std::vector<int32_t>& scratch, StageCounters* counters,
                                 SumPass&& sum_pass) const {
  if (!steps_.has_passes()) return sum_pass(0, tile.sums);
  const size_t size = tile.rows * tile.stride;
  const size_t pieces = passes.back().piece + 1;
  scratch.resize(std::max(scratch.size(), (pieces + 1) * size));
  int32_t* spare = scratch.data() + pieces * size;
  if (pieces == 1) return sum_piece(tile, 0, passes.size(), spare, counters, sum_pass);
  // Each piece ends in a slot of its own.
  SumSteps::Tile joined = tile;
  for (size_t first = 0; first < passes.size();) {
    size_t end = first;
    while (end < passes.size() && passes[end].piece == passes[first].piece) ++end;
    joined.sums = scratch.data() + passes[first].piece * size;
    sum_piece(joined, first, end, spare, counters, sum_pass);
    first = end;
  }
  for (size_t count = pieces; count > 1; count = (count + 1) / 2) {
    for (size_t i = 0; i < count; i += 2) {
      joined.sums = scratch.data() + i * size;
      if (i + 1 < count) steps_.join(joined, scratch.data() + (i + 1) * size);
      std::copy_n(joined.sums, size, scratch.data() + i / 2 * size);
    }
  }
  std::copy_n(scratch.data(), size, tile.sums);
}

/// The sizes of a convolution over one or two axes, a single axis as rows of one.
struct Plane {
  int64_t height = 1, width = 1;
};

struct ConvolutionSizes {
  int64_t batch = 0, groups = 0, channels = 0, outputs = 0;  // channels, outputs: of a group
  Plane input, output, kernel, stride, dilation, pad;

  /// Of the shapes of input, weights and output; nothing for transposed convolutions and three
  /// axes.
  static std::optional<ConvolutionSizes> of(const ConvolutionSum& convolution, const Shape& x,
                                            const Shape& w, const Shape& y);
  [[nodiscard]] size_t positions() const {
    return static_cast<size_t>(output.height * output.width);
  }
  [[nodiscard]] size_t all_outputs() const { return static_cast<size_t>(outputs * groups); }
  [[nodiscard]] size_t taps() const { return static_cast<size_t>(kernel.height * kernel.width); }
};

/// A channel of the input as the convolution's taps read it: padded, and cut to what they reach.
/// With a stride, columns that are the stride apart are neighbours, so that what one tap reads of a
/// row of outputs lies together.
class PaddedPlane {
 public:
  explicit PaddedPlane(const ConvolutionSizes& sizes);

  [[nodiscard]] size_t size() const { return static_cast<size_t>(rows_ * row_); }
  /// Where a tap's reading of the first output begins, taps in C order of the kernel.
  [[nodiscard]] const std::vector<ptrdiff_t>& taps() const { return taps_; }
  /// Whether it is the input's plane, nothing added, left out or moved.
  [[nodiscard]] bool is_input() const {
    return sizes_.stride.width == 1 && stride_height_ == 1 && inside_.to_column == 0 &&
           inside_.to_row == 0 && row_ == sizes_.input.width && rows_ == sizes_.input.height &&
           inside_.columns == static_cast<size_t>(row_) &&
           inside_.rows == static_cast<size_t>(rows_);
  }
  /// From an output row to the next.
  [[nodiscard]] ptrdiff_t row_step() const { return stride_height_ * row_; }

  /// Fills all of a plane but its padding: copy(row, column, count, out) writes `count` elements of
  /// the input's row from `column` on.
  template <class T, class Copy>
  void fill(T* plane, Copy&& copy) const;

  /// The part of the input that lies in the plane.
  struct Inside {
    int64_t row = 0, column = 0;  ///< of the input
    size_t rows = 0, columns = 0;
    int64_t to_row = 0, to_column = 0;  ///< in the plane, phases disregarded
  };
  [[nodiscard]] const Inside& inside() const { return inside_; }
  /// That the taps reach, phases disregarded.
  [[nodiscard]] size_t rows() const { return static_cast<size_t>(rows_); }
  [[nodiscard]] size_t columns() const { return static_cast<size_t>(columns_); }

 private:
  /// Of every `stride` columns of the part inside, those that lie together: the first of them is
  /// column `from` of the part.
  struct Phase {
    size_t from = 0, count = 0;
    ptrdiff_t to = 0;  ///< where the first is put in its row
  };
  ConvolutionSizes sizes_;
  ptrdiff_t rows_ = 0, columns_ = 0;  // that the taps reach
  ptrdiff_t phase_ = 0, row_ = 0;     // elements of a phase, and of all phases of a row
  ptrdiff_t stride_height_ = 1;
  std::vector<ptrdiff_t> taps_;
  Inside inside_;
  std::vector<Phase> phases_;
};

template <class T, class Copy>
void PaddedPlane::fill(T* plane, Copy&& copy) const {
  const size_t count = inside_.columns;
  const bool whole = sizes_.stride.width == 1 && inside_.to_column == 0 &&
                     row_ == sizes_.input.width && inside_.columns == static_cast<size_t>(row_);
  T* out = plane + inside_.to_row * row_;
  if (whole) return copy(inside_.row, 0, inside_.rows * count, out);
  std::vector<T> row(phases_.size() > 1 ? count : 0);
  for (size_t y = 0; y < inside_.rows; ++y, out += row_) {
    const auto from = inside_.row + static_cast<int64_t>(y);
    if (phases_.size() == 1) {
      copy(from, inside_.column, count, out + phases_[0].to);
      continue;
    }
    copy(from, inside_.column, count, row.data());
    for (const Phase& phase : phases_)
      for (size_t i = 0; i < phase.count; ++i)
        out[phase.to + static_cast<ptrdiff_t>(i)] = row[phase.from + i * phases_.size()];
  }
}

/// Which terms a pass sums. All passes together have each term once; without rounding between them
/// they are one.
struct PassTerms {
  size_t piece = 0;
  std::vector<bool> terms;  ///< [channel of the group][tap]
};
std::vector<PassTerms> pass_terms(const SumLowering& lowering, const ConvolutionSizes& sizes,
                                  const ConvolutionSum& convolution);

}  // namespace npuscope
