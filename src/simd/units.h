// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include "simd/kernels.h"
#include "simd/unrolled.h"
#include "simd/wide.h"

namespace npuscope::simd {
namespace {

/// Which of 16 neighbouring codes each byte of four units is; kNoCode: 0.
inline constexpr uint8_t kNoCode = 0x80;
template <bool kShorts>
Bytes16 unit_pattern(size_t step) {
  Bytes16 pattern;
  for (size_t b = 0; b < 16; ++b) {
    const size_t at = b / 4 * step, in_unit = b % 4;
    if constexpr (kShorts)
      pattern[b] = in_unit % 2 == 0 ? static_cast<uint8_t>(at + in_unit / 2) : kNoCode;
    else
      pattern[b] = static_cast<uint8_t>(at + in_unit);
  }
  return pattern;
}

template <class Vector, bool kShorts>
void units_of_rows(const UnitRows& rows) {
  using Ints = typename Vector::Ints;
  using Shorts = typename Vector::Shorts;
  const typename Vector::UnitShuffle shuffle(unit_pattern<kShorts>(rows.step), 4 * rows.step);
  const Ints flip =
      all_of<Ints>(static_cast<int32_t>(rows.flip * (kShorts ? 0x00010001U : 0x01010101U)));
  const Shorts offset = all_of<Shorts>(static_cast<int16_t>(rows.offset));
  const size_t count = rows.count, step = rows.step;
  for (size_t r = 0; r < rows.rows; ++r) {
    const uint8_t* x = rows.x + r * rows.x_stride;
    uint32_t* out = rows.out + r * count;
    for (size_t i = 0; i < count; i += Vector::kLanes) {
      Ints units = shuffle(x + i * step) ^ flip;
      if constexpr (kShorts)
        units = reinterpret_cast<Ints>(reinterpret_cast<Shorts>(units) - offset);
      store_as(out + i, units);
    }
  }
}

/// V vectors from `first` on.
template <class Vector, size_t V>
void sum_unit_tile(const UnitSum& sum, size_t first) {
  using Ints = typename Vector::Ints;
  using Sum = typename Vector::Sum;
  constexpr size_t kLanes = Vector::kLanes;
  Sum sums[V];
  const auto start = reinterpret_cast<Sum>(all_of<Ints>(sum.start));
  unrolled<V>([&](auto v) __attribute__((always_inline)) { sums[v] = start; });
  for (size_t t = 0; t < sum.tap_count; ++t) {
    const uint32_t* x = sum.x + sum.taps[t] + first;
    const auto weight = Vector::broadcast(sum.weights + t);
    unrolled<V>([&](auto v) __attribute__((always_inline)) {
      sums[v] = Vector::multiply_add(sums[v], Vector::load(x + v * kLanes), weight);
    });
  }
  unrolled<V>([&](auto v) __attribute__((always_inline)) {
    Vector::store(sum.out + first + v * kLanes, sums[v]);
  });
}

template <class Vector>
void sum_units(const UnitSum& sum) {
  constexpr size_t kVectors = 8, kLanes = Vector::kLanes;
  size_t i = 0;
  for (; i + kVectors * kLanes <= sum.count; i += kVectors * kLanes)
    sum_unit_tile<Vector, kVectors>(sum, i);
  for (; i + 2 * kLanes <= sum.count; i += 2 * kLanes) sum_unit_tile<Vector, 2>(sum, i);
  if (i < sum.count) sum_unit_tile<Vector, 1>(sum, i);
}

}  // namespace
}  // namespace npuscope::simd
