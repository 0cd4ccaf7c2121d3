// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "base/result.h"
#include "tensor/tensor.h"

namespace npuscope {

/// A convolution or pooling window over N spatial axes (N = 1 … 3; inputs are N x C x spatial).
struct Window {
  std::vector<int64_t> kernel;     ///< size per spatial axis
  std::vector<int64_t> stride;     ///< per spatial axis, >= 1
  std::vector<int64_t> dilation;   ///< per spatial axis, >= 1
  std::vector<int64_t> pad_begin;  ///< per spatial axis, >= 0
  std::vector<int64_t> pad_end;    ///< per spatial axis, >= 0
};

/// sum over (ic, window) of (x - zx) * (w - zw[oc]); weights are OC x IC/group x kernel.
struct ConvolutionSum {
  Window window;
  int64_t groups = 1;
};

/// sum over k of (a[.., m, k] - za) * (b[.., k, n] - zb[n]), with optional transposes (Gemm,
/// MatMul).
struct MatrixSum {
  bool transpose_a = false;
  bool transpose_b = false;
};

/// sum over a window or over whole axes of (x - zx), times the real factor 1/count (means).
struct MeanSum {
  Window window;               ///< used when `axes` is empty
  bool count_padding = false;  ///< AveragePool's count_include_pad
  std::vector<int64_t> axes;   ///< reduced axes, sorted (ReduceMean, GlobalAveragePool)
};

using SumGeometry = std::variant<ConvolutionSum, MatrixSum, MeanSum>;

/// A part of the terms of a sum that is accumulated together before the next rounding. Empty ranges
/// mean "all". Ranges are half open.
struct SumSlice {
  struct Range {
    int64_t begin = 0;
    int64_t end = 0;
  };
  std::optional<Range> channels;  ///< input channels (of the group), or k of a matrix product
  std::optional<Range> rows;      ///< kernel rows
  std::optional<Range> columns;   ///< kernel columns
};

/// The slices of a sum, in order of accumulation. Together they must cover every term once. One
/// slice without ranges: the whole sum at once.
using PassPlan = std::vector<SumSlice>;

/// Exact sums, one int64 per output element in C order. Bounded by Σ|w|·range: never overflows for
/// tensors that Tensor::create allows.
struct Sums {
  Shape shape;
  std::vector<int64_t> values;
};

/// How codes become the integers that are summed.
struct SumOperand {
  const Tensor* codes = nullptr;               ///< (u)int4, (u)int8, (u)int16
  const Quantization* quantization = nullptr;  ///< its zero points are subtracted
};

/// Σ over the terms of `slice`. `b` is the second factor; unused for MeanSum. For MeanSum over a
/// window the padding contributes zero (codes equal to the zero point).
/// The scalar reference; faster versions must equal it.
Result<Sums> accumulate(const SumGeometry& geometry, SumOperand a, SumOperand b,
                        const Shape& output_shape, const SumSlice& slice);

/// The number of terms that the mean of each output element divides by (windows at an edge have
/// fewer when padding does not count); one entry when it is the same everywhere.
std::vector<int64_t> mean_counts(const MeanSum& mean, const Shape& input_shape,
                                 const Shape& output_shape);

}  // namespace npuscope
