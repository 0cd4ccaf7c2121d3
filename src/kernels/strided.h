// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "tensor/tensor.h"

namespace npuscope {

/// Elements between neighbours of `operand` along each axis of `shape`, to which the operand
/// broadcasts: 0 along axes that it repeats. operand.size() <= shape.size().
std::vector<int64_t> broadcast_strides(std::span<const int64_t> operand,
                                       std::span<const int64_t> shape);

/// Visits `shape` row by row (a row: the last axis) in C order. f(first, offsets, steps): the index
/// of the row's first element in C order, and per operand the offset of its first element and the
/// step to the next one. `strides` are per operand, per axis of `shape`.
template <size_t N, class F>
void for_each_row(std::span<const int64_t> shape,
                  const std::array<std::vector<int64_t>, N>& strides, F&& f) {
  const int64_t count = element_count(shape);
  if (count == 0) return;
  std::array<int64_t, N> offsets{};
  std::array<int64_t, N> steps{};
  if (shape.empty()) {
    f(int64_t{0}, offsets, steps);
    return;
  }
  const size_t last = shape.size() - 1;
  for (size_t n = 0; n < N; ++n) steps[n] = strides[n][last];
  std::vector<int64_t> index(last, 0);
  for (int64_t first = 0; first < count; first += shape[last]) {
    f(first, offsets, steps);
    for (size_t axis = last; axis-- > 0;) {
      const bool carry = ++index[axis] == shape[axis];
      for (size_t n = 0; n < N; ++n)
        offsets[n] += carry ? strides[n][axis] * (1 - shape[axis]) : strides[n][axis];
      if (!carry) break;
      index[axis] = 0;
    }
  }
}

/// The length of the rows that for_each_row visits.
inline int64_t row_length(std::span<const int64_t> shape) {
  return shape.empty() ? 1 : shape.back();
}

/// Calls f(Unit{}) with the unsigned type of `size` bytes: 1, 2, 4 or 8. For moving elements
/// without looking at them.
template <class F>
void visit_unit(int size, F&& f) {
  switch (size) {
    case 1: f(uint8_t{}); break;
    case 2: f(uint16_t{}); break;
    case 4: f(uint32_t{}); break;
    case 8: f(uint64_t{}); break;
    default: break;
  }
}

/// out[i] = in[offset + Σ index(i)·strides] for every element of `out`, whose shape gives the
/// indices. Both tensors have the same element type; every address must lie inside `in`.
void copy_strided(const Tensor& in, int64_t offset, const std::vector<int64_t>& strides,
                  Tensor& out);

}  // namespace npuscope
