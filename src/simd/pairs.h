// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include "simd/kernels.h"
#include "simd/wide.h"

namespace npuscope::simd {
namespace {

/// Half a vector's elements in float64.
template <class Vector>
struct RealPairs {
  using Half = typename Vector::HalfInts;
  using Doubles = typename Vector::Doubles;
  using Longs = typename Vector::Longs;
  /// Added to a float64 of less than 2^31, it leaves the nearest integer, half to even, in the
  /// lower half of the pattern.
  static constexpr double kRounder = 0x1.8p52;

  const RealPair& pair;
  Doubles x_scale, y_scale, scale, low, high;

  explicit RealPairs(const RealPair& of)
      : pair(of),
        x_scale(all_of<Doubles>(of.x_scale)),
        y_scale(all_of<Doubles>(of.y_scale)),
        scale(all_of<Doubles>(of.scale)),
        low(all_of<Doubles>(of.low)),
        high(all_of<Doubles>(of.high)) {}

  template <PairFunction kFunction>
  [[gnu::always_inline]] [[nodiscard]] Half codes(Half x, Half y) const {
    const Doubles a = Vector::to_doubles(x - pair.x_offset) * x_scale;
    const Doubles b = Vector::to_doubles(y - pair.y_offset) * y_scale;
    Doubles real;
    if constexpr (kFunction == PairFunction::kSum)
      real = a + b;
    else if constexpr (kFunction == PairFunction::kDifference)
      real = a - b;
    else
      real = a * b;
    const Doubles steps = real / scale;
    const Doubles floor = steps < low ? low : steps;
    const Doubles inside = floor > high ? high : floor;
    return __builtin_convertvector(reinterpret_cast<Longs>(inside + kRounder), Half) + pair.offset;
  }
};

template <class Vector, PairFunction kFunction>
void real_pair_of(const RealPair& pair) {
  constexpr size_t kLanes = Vector::kLanes;
  using Bytes = typename Vector::Bytes;
  using Ints = typename Vector::Ints;
  using Half = typename Vector::HalfInts;
  const RealPairs<Vector> pairs(pair);
  for (size_t i = 0; i < pair.count; i += kLanes) {
    const size_t count = pair.count - i < kLanes ? pair.count - i : kLanes;
    const Ints x = Vector::widened(load_first<Bytes>(pair.x + i, count) ^ pair.x_flip);
    const Ints y = Vector::widened(load_first<Bytes>(pair.y + i, count) ^ pair.y_flip);
    Half halves_x[2], halves_y[2], codes[2];
    std::memcpy(halves_x, &x, sizeof(x));
    std::memcpy(halves_y, &y, sizeof(y));
    for (size_t h = 0; h < 2; ++h)
      codes[h] = pairs.template codes<kFunction>(halves_x[h], halves_y[h]);
    store_first(pair.out + i, Vector::narrow(load_as<Ints>(codes)), count);
  }
}

template <class Vector>
void real_pair(const RealPair& pair) {
  switch (pair.function) {
    case PairFunction::kSum: return real_pair_of<Vector, PairFunction::kSum>(pair);
    case PairFunction::kDifference: return real_pair_of<Vector, PairFunction::kDifference>(pair);
    case PairFunction::kProduct: return real_pair_of<Vector, PairFunction::kProduct>(pair);
  }
}

}  // namespace
}  // namespace npuscope::simd
