// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "tensor/shape.h"

namespace npuscope {

/// The sizes of a matrix product as MatMul defines it: [.., M, K] times [.., K, N] with broadcast
/// batch dimensions; an operand of one dimension is a row on the left, a column on the right.
struct MatrixLayout {
  int64_t m = 1, k = 1, n = 1;
  /// For every matrix of the product, which matrix of a and of b it is made from.
  std::vector<int64_t> a_matrices, b_matrices;
  Shape output;  ///< without the dimension that a one-dimensional operand lacks
};

/// The layout of the product of two shapes, each transposed over its last two dimensions if asked.
Result<MatrixLayout> matrix_layout(std::span<const int64_t> a, std::span<const int64_t> b,
                                   bool transpose_a = false, bool transpose_b = false);

/// Writes rows [0, rows) of a matrix, columns [begin, end), as rows of `length` elements each (the
/// rest is left alone). Element (r, c) is stored at r * row_stride + c * column_stride.
template <class T>
void pack_rows(const T* matrix, int64_t row_stride, int64_t column_stride, int64_t rows,
               int64_t begin, int64_t end, int64_t length, T* packed) {
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = begin; c < end; ++c)
      packed[r * length + c - begin] = matrix[r * row_stride + c * column_stride];
  }
}

}  // namespace npuscope
