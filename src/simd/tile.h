// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include <cstddef>
#include <cstdint>

#include "simd/kernels.h"
#include "simd/unrolled.h"
#include "simd/wide.h"

namespace npuscope::simd {
namespace {

/// What the sums of a tile that begins with `row` begin with.
template <class Vector, bool kWeightLanes, size_t R, size_t V>
[[gnu::always_inline]] inline void start_sums(const TileOperands& all, size_t row,
                                              typename Vector::Sum (&sums)[R * V]) {
  using Ints = typename Vector::Ints;
  const int32_t* out = all.out + row * all.out_stride;
  unrolled<R * V>([&](auto i) __attribute__((always_inline)) {
    Ints start{};
    if (all.resumes)
      start = load_as<Ints>(out + i / V * all.out_stride + i % V * Vector::kLanes);
    else if (all.start != nullptr)
      start = kWeightLanes ? load_as<Ints>(all.start + i % V * Vector::kLanes)
                           : Ints{} + all.start[row + i / V];
    sums[i] = reinterpret_cast<typename Vector::Sum>(start);
  });
}

template <class Vector, size_t R, size_t V>
[[gnu::always_inline]] inline void store_sums(const TileOperands& all, size_t row,
                                              const typename Vector::Sum (&sums)[R * V]) {
  int32_t* out = all.out + row * all.out_stride;
  const size_t stride = all.out_stride;
  unrolled<R * V>([&](auto i) __attribute__((always_inline)) {
    Vector::store(out + i / V * stride + i % V * Vector::kLanes, sums[i]);
  });
}

/// Register-blocked sums of products: R rows times V vectors stay in registers while the terms
/// pass. Vector describes the instruction set: `kLanes`, load, broadcast, store, and
/// multiply_add(sum, activations, weights). kWeightLanes: the lanes hold the weights.
template <class Vector, bool kWeightLanes>
struct Products {
  template <size_t R, size_t V>
  [[gnu::always_inline]] static void tile(const TileOperands& all, size_t row) {
    typename Vector::Sum sums[R * V];
    start_sums<Vector, kWeightLanes, R, V>(all, row, sums);
    const uint32_t* rows = all.rows + row * all.row_stride + all.first_unit * R;
    const uint32_t* lanes = all.lanes;
    for (size_t u = 0; u < all.units; ++u, rows += R, lanes += V * Vector::kLanes) {
      typename Vector::Units columns[V];
      unrolled<V>([&](auto v) __attribute__((always_inline)) {
        columns[v] = Vector::load(lanes + v * Vector::kLanes);
      });
      unrolled<R>([&](auto r) __attribute__((always_inline)) {
        const auto of_row = Vector::broadcast(rows + r);
        unrolled<V>([&](auto v) __attribute__((always_inline)) {
          auto& sum = sums[r * V + v];
          sum = kWeightLanes ? Vector::multiply_add(sum, of_row, columns[v])
                             : Vector::multiply_add(sum, columns[v], of_row);
        });
      });
    }
    store_sums<Vector, R, V>(all, row, sums);
  }
};

/// The last tile, of at most R rows.
template <class Sums, size_t R, size_t V>
void multiply_rest(const TileOperands& all, size_t row) {
  if constexpr (R > 1) {
    if (all.row_count - row < R) return multiply_rest<Sums, R - 1, V>(all, row);
  }
  Sums::template tile<R, V>(all, row);
}

/// Tiles of R rows and as many vectors as the operands have, at most V.
template <class Sums, size_t R, size_t V>
void multiply_tiles(const TileOperands& all) {
  if constexpr (V > 1) {
    if (all.vectors < V) return multiply_tiles<Sums, R, V - 1>(all);
  }
  size_t row = 0;
  for (; row + R <= all.row_count; row += R) Sums::template tile<R, V>(all, row);
  if (row < all.row_count) multiply_rest<Sums, R, V>(all, row);
}

}  // namespace
}  // namespace npuscope::simd
