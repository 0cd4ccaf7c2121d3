// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "base/result.h"
#include "kernels/window.h"
#include "tensor/tensor.h"

namespace npuscope {

/// sum over (ic, window) of (x - zx) * (w - zw[oc]); weights are OC x IC/group x kernel.
struct ConvolutionSum {
  Window window;
  int64_t groups = 1;
  /// ConvTranspose: weights are IC x OC/group x kernel, and each kernel is read backwards: tap k of
  /// the window stands at the last position minus k.
  bool transposed = false;
};

/// sum over k of (a[.., m, k] - za) * (b[.., k, n] - zb[n]), with optional transposes (Gemm,
/// MatMul).
struct MatrixSum {
  bool transpose_a = false;
  bool transpose_b = false;
};

/// sum over a window or over whole axes of (x - zx), times the real factor 1/count (means).
struct MeanSum {
  Window window;               ///< without a kernel: a mean over `axes`
  bool count_padding = false;  ///< AveragePool's count_include_pad
  std::vector<int64_t> axes;   ///< reduced axes, sorted (ReduceMean, GlobalAveragePool)
};

using SumGeometry = std::variant<ConvolutionSum, MatrixSum, MeanSum>;

/// A part of the terms of a sum that is accumulated together before the next rounding. Missing
/// ranges mean "all". Ranges are half open and cut to what there is.
struct SumSlice {
  struct Range {
    int64_t begin = 0;
    int64_t end = 0;
    bool operator==(const Range&) const = default;
  };
  std::optional<Range> channels;  ///< input channels of the group; k of a matrix product
  std::optional<Range> rows;      ///< kernel positions along the last but one spatial axis
  std::optional<Range> columns;   ///< kernel positions along the last spatial axis
  /// Instead of the others, of a convolution: its terms as a dense layer counts them, position by
  /// position of the kernel, in each the channels of the group.
  std::optional<Range> terms{};
  bool operator==(const SumSlice&) const = default;
};

/// The slices of a sum, in order of accumulation. Together they must cover every term once. One
/// slice without ranges: the whole sum at once.
using PassPlan = std::vector<SumSlice>;

/// Exact sums, one int64 per output element in C order. Factors have at most 17 bits, so that a sum
/// of fewer than 2^29 terms cannot overflow.
struct Sums {
  Shape shape;
  std::vector<int64_t> values;
};

/// How codes become the integers that are summed.
struct SumOperand {
  const Tensor* codes = nullptr;  ///< (u)int4, (u)int8, (u)int16
  /// Its zero points are subtracted; null: the codes are summed as they stand.
  const Quantization* quantization = nullptr;
};

/// Σ over the terms of `slice`, each output element by itself. `b` is the second factor; unused for
/// MeanSum. Padding contributes zero. Shapes follow the operator's definition in ONNX; the geometry
/// and shapes of a node that passed shape inference fit, others are internal errors.
///
/// MeanSum has no terms to cut by `channels`, and with `axes` none to cut by rows and columns;
/// `terms` cuts convolutions of one or two spatial axes.
Result<Sums> accumulate(const SumGeometry& geometry, SumOperand a, SumOperand b,
                        const Shape& output_shape, const SumSlice& slice);

/// The same of all terms, as vpmaddubsw multiplies: activations are made unsigned (u = code + 128
/// of int8), padding has the code of zero, and the products of every two neighbouring terms are
/// added in 16 bits, saturated:
///
///   Σ_pairs sat16(u w + u' w') - Σ (u zw + w zu - zu zw)
///
/// Terms lie as ONNX Runtime has them: position by position of the kernel, in each the channels of
/// the group. Codes of 8 bits, weights int8; others are internal errors, as are means.
Result<Sums> saturated_pairs(const SumGeometry& geometry, SumOperand a, SumOperand b,
                             const Shape& output_shape);

/// The number of terms that the mean of each output element divides by: one entry when it is the
/// same everywhere, otherwise one per output position of a channel (windows at an edge have fewer
/// terms when padding does not count).
std::vector<int64_t> mean_counts(const MeanSum& mean, const Shape& input_shape,
                                 const Shape& output_shape);

}  // namespace npuscope
