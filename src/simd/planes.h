// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include "simd/kernels.h"
#include "simd/unrolled.h"
#include "simd/wide.h"

namespace npuscope::simd {
namespace {

/// R rows of V vectors at columns from `first` on.
template <size_t L, size_t R, size_t V>
void sum_plane_tile(const PlaneSum& sum, size_t first) {
  using Floats = typename Wide<L>::Floats;
  using Ints = typename Wide<L>::Ints;
  Floats sums[R * V];
  unrolled<R * V>([&](auto i) __attribute__((always_inline)) { sums[i] = Floats{}; });
  for (size_t t = 0; t < sum.tap_count; ++t) {
    const float* x = sum.x + sum.taps[t] + first;
    const Floats weight = Floats{} + sum.weights[t];
    unrolled<R * V>([&](auto i) __attribute__((always_inline)) {
      sums[i] +=
          load_as<Floats>(x + static_cast<ptrdiff_t>(i / V) * sum.row_step + i % V * L) * weight;
    });
  }
  unrolled<R * V>([&](auto i) __attribute__((always_inline)) {
    store_as(sum.out + i / V * sum.out_stride + first + i % V * L,
             __builtin_convertvector(sums[i], Ints));
  });
}

template <size_t L, size_t R>
void sum_plane_rows(const PlaneSum& sum) {
  size_t i = 0;
  for (; i + 2 * L <= sum.columns; i += 2 * L) sum_plane_tile<L, R, 2>(sum, i);
  if (i < sum.columns) sum_plane_tile<L, R, 1>(sum, i);
}

template <size_t L>
void sum_planes(const PlaneSum& sum) {
  switch (sum.rows) {
    case 1: return sum_plane_rows<L, 1>(sum);
    case 2: return sum_plane_rows<L, 2>(sum);
    case 3: return sum_plane_rows<L, 3>(sum);
    default: return sum_plane_rows<L, 4>(sum);
  }
}

}  // namespace
}  // namespace npuscope::simd
