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

/// Register-blocked sums of products: R rows times V vectors stay in registers while the terms
/// pass. Vector describes the instruction set: `kLanes`, load, broadcast, store, and
/// multiply_add(sum, activations, weights). kWeightLanes: the lanes hold the weights.
template <class Vector, bool kWeightLanes, size_t R, size_t V>
void multiply_tile(const TileOperands& tile) {
  using Ints = typename Vector::Ints;
  typename Vector::Sum sums[R * V];
  unrolled<R * V>([&](auto i) __attribute__((always_inline)) {
    Ints start{};
    if (tile.resumes)
      start = load_as<Ints>(tile.out + i / V * tile.out_stride + i % V * Vector::kLanes);
    else if (tile.start != nullptr)
      start = kWeightLanes ? load_as<Ints>(tile.start + i % V * Vector::kLanes)
                           : Ints{} + tile.start[i / V];
    sums[i] = reinterpret_cast<typename Vector::Sum>(start);
  });
  const uint32_t* rows = tile.rows;
  const uint32_t* lanes = tile.lanes;
  for (size_t u = 0; u < tile.units; ++u, rows += R, lanes += V * Vector::kLanes) {
    typename Vector::Units columns[V];
    unrolled<V>([&](auto v) __attribute__((always_inline)) {
      columns[v] = Vector::load(lanes + v * Vector::kLanes);
    });
    unrolled<R>([&](auto r) __attribute__((always_inline)) {
      const auto row = Vector::broadcast(rows + r);
      unrolled<V>([&](auto v) __attribute__((always_inline)) {
        auto& sum = sums[r * V + v];
        sum = kWeightLanes ? Vector::multiply_add(sum, row, columns[v])
                           : Vector::multiply_add(sum, columns[v], row);
      });
    });
  }
  unrolled<R * V>([&](auto i) __attribute__((always_inline)) {
    Vector::store(tile.out + i / V * tile.out_stride + i % V * Vector::kLanes, sums[i]);
  });
}

/// The tile of the number of rows and vectors that the operands have, at most R and V.
template <class Vector, bool kWeightLanes, size_t R, size_t V>
void multiply_up_to(const TileOperands& tile) {
  if constexpr (R > 1) {
    if (tile.row_count < R) return multiply_up_to<Vector, kWeightLanes, R - 1, V>(tile);
  }
  if constexpr (V > 1) {
    if (tile.vectors < V) return multiply_up_to<Vector, kWeightLanes, R, V - 1>(tile);
  }
  multiply_tile<Vector, kWeightLanes, R, V>(tile);
}

}  // namespace
}  // namespace npuscope::simd
