// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include "simd/kernels.h"
#include "simd/unrolled.h"
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

/// Four vectors of elements in float32.
template <class Vector>
class QuickPairs {
  using Floats = typename Vector::Floats;
  using Ints = typename Vector::Ints;
  using UnsignedInts = typename Vector::UnsignedInts;
  using Bytes = typename Vector::Bytes;

 public:
  static constexpr size_t kVectors = 4;
  static constexpr size_t kElements = kVectors * Vector::kLanes;

  explicit QuickPairs(const RealPair& pair)
      : pair_(pair),
        x_factor_(all_of<Floats>(pair.x_factor)),
        y_factor_(all_of<Floats>(pair.y_factor)),
        addend_(all_of<Floats>(pair.addend)),
        low_(all_of<Floats>(static_cast<float>(pair.low))),
        high_(all_of<Floats>(static_cast<float>(pair.high))),
        rounder_(all_of<Floats>(kFloatRounder + static_cast<float>(pair.offset - pair.out_flip))) {}

  /// Writes the codes of kElements from `i` on; whether all are to be trusted.
  template <PairFunction kFunction>
  [[gnu::always_inline]] [[nodiscard]] bool codes(size_t i) const {
    Ints all[kVectors];
    Floats distances[kVectors];
    unrolled<kVectors>([&](auto v) __attribute__((always_inline)) {
      const Floats inside = Vector::clamp(number<kFunction>(i + v * Vector::kLanes), low_, high_);
      const Floats lifted = inside + rounder_;
      distances[v] = inside - (lifted - rounder_);
      all[v] =
          reinterpret_cast<Ints>(reinterpret_cast<UnsignedInts>(lifted) - kFloatRounderPattern);
    });
    Vector::store_codes(pair_.out + i,
                        Vector::saturated(all[0], all[1], all[2], all[3]) ^ pair_.out_flip,
                        kElements);
    const Floats farthest = Vector::larger(Vector::larger(distances[0], distances[1]),
                                           Vector::larger(distances[2], distances[3]));
    return !Vector::any(reinterpret_cast<Ints>(farthest) >
                        all_of<Ints>(load_as<int32_t>(&pair_.trusted)));
  }

 private:
  template <PairFunction kFunction>
  [[gnu::always_inline]] [[nodiscard]] Floats number(size_t i) const {
    const Ints x = Vector::widened(load_as<Bytes>(pair_.x + i) ^ pair_.x_flip);
    const Ints y = Vector::widened(load_as<Bytes>(pair_.y + i) ^ pair_.y_flip);
    if constexpr (kFunction == PairFunction::kProduct)
      return real(x - pair_.x_offset) * real(y - pair_.y_offset) * x_factor_;
    else
      return Vector::fused(real(x), x_factor_, Vector::fused(real(y), y_factor_, addend_));
  }
  [[gnu::always_inline]] static Floats real(Ints v) { return __builtin_convertvector(v, Floats); }

  const RealPair& pair_;
  Floats x_factor_, y_factor_, addend_, low_, high_, rounder_;
};

/// Elements `begin` to `end` by definition.
template <class Vector, PairFunction kFunction>
void define_pairs(const RealPair& pair, size_t begin, size_t end) {
  constexpr size_t kLanes = Vector::kLanes;
  using Bytes = typename Vector::Bytes;
  using Ints = typename Vector::Ints;
  using Half = typename Vector::HalfInts;
  const RealPairs<Vector> pairs(pair);
  for (size_t i = begin; i < end; i += kLanes) {
    const size_t count = end - i < kLanes ? end - i : kLanes;
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

template <class Vector, PairFunction kFunction>
void real_pair_of(const RealPair& pair) {
  using Quick = QuickPairs<Vector>;
  const Quick quick(pair);
  size_t i = 0;
  if (pair.trusted > 0) {
    for (; i + Quick::kElements <= pair.count; i += Quick::kElements)
      if (!quick.template codes<kFunction>(i))
        define_pairs<Vector, kFunction>(pair, i, i + Quick::kElements);
  }
  define_pairs<Vector, kFunction>(pair, i, pair.count);
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
