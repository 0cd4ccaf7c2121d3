// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include "simd/tile.h"

namespace npuscope::simd {
namespace {

/// Register-blocked sums of products of bytes, two units at a time, by tiles of kRows rows.
/// Vector::pairs(x, w) sums the products of neighbouring bytes in 16 bits, Vector::add_pairs(sum,
/// pairs) adds these.
template <class Vector, size_t kRows>
struct PairedProducts {
  template <size_t R, size_t V>
  [[gnu::always_inline]] static void tile(const TileOperands& all, size_t row) {
    constexpr size_t kLanes = Vector::kLanes;
    typename Vector::Sum sums[R * V];
    start_sums<Vector, false, R, V>(all, row, sums);
    const PairedUnits& units = all.paired[row / kRows * all.paired_stride];
    const uint32_t* rows = all.rows + units.weight;
    const uint16_t* order = all.order + units.unit;
    const uint32_t* lanes = all.lanes;
    for (const uint16_t* end = order + units.count; order != end; order += 2, rows += 2 * R) {
      const uint32_t* first = lanes + order[0] * (V * kLanes);
      const uint32_t* second = lanes + order[1] * (V * kLanes);
      typename Vector::Units a[R], b[R];
      unrolled<R>([&](auto r) __attribute__((always_inline)) {
        a[r] = Vector::broadcast(rows + r);
        b[r] = Vector::broadcast(rows + R + r);
      });
      unrolled<V>([&](auto v) __attribute__((always_inline)) {
        const auto x = Vector::load(first + v * kLanes);
        const auto y = Vector::load(second + v * kLanes);
        unrolled<R>([&](auto r) __attribute__((always_inline)) {
          auto& sum = sums[r * V + v];
          sum = Vector::add_pairs(sum, Vector::pairs(x, a[r]) + Vector::pairs(y, b[r]));
        });
      });
    }
    store_sums<Vector, R, V>(all, row, sums);
  }
};

}  // namespace
}  // namespace npuscope::simd
