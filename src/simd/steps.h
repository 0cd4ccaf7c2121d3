// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage. Fixed-point
// steps of sums. Arrays of int32 are padded to whole vectors.
#pragma once

#include "simd/kernels.h"
#include "simd/wide.h"

namespace npuscope::simd {
namespace {

/// Sums over the lanes of a vector, first a part of them only.
template <class V>
int64_t total_of(const V& lanes) {
  int64_t total = 0;
  for (size_t i = 0; i < sizeof(V) / sizeof(lanes[0]); ++i) total += lanes[i];
  return total;
}

template <class V>
int64_t largest_of(const V& lanes) {
  int64_t largest = 0;
  for (size_t i = 0; i < sizeof(V) / sizeof(lanes[0]); ++i)
    if (lanes[i] > largest) largest = lanes[i];
  return largest;
}

/// What happens in a step, lane by lane, as negative counts: comparisons give -1.
template <class V>
struct LaneCounts {
  V below{}, above{}, ties{}, least{}, most{};

  [[gnu::always_inline]] void see(V scaled, V rounded, V rest, V half, V low, V high, V counted) {
    ties += ((scaled & rest) == half) & counted;
    below += (rounded < low) & counted;
    above += (rounded > high) & counted;
    const V seen = rounded & counted;
    least = seen < least ? seen : least;
    most = seen > most ? seen : most;
  }
  void add_to(StepCounts& counts) const {
    counts.saturated_low -= total_of(below);
    counts.saturated_high -= total_of(above);
    counts.ties -= total_of(ties);
    for (const int64_t magnitude : {largest_of(-least), largest_of(most)})
      if (magnitude > counts.largest_magnitude) counts.largest_magnitude = magnitude;
  }
};

/// -1 in the lanes of elements below `count`.
template <class V>
[[gnu::always_inline]] inline V lanes_below(size_t count) {
  V index;
  for (size_t i = 0; i < sizeof(V) / sizeof(index[0]); ++i) index[i] = static_cast<int32_t>(i);
  return index < (V{} + static_cast<int32_t>(count));
}

/// The arithmetic of a step on one vector of V, whose elements hold the scaled number and what the
/// rounding adds. Narrow numbers shift as they are; wide ones are lifted above zero first, since
/// AVX2 has no arithmetic shift of 64 bits.
template <class V, class Unsigned>
struct StepVector {
  V positive, change, low, high, rest, half;
  int shift;
  bool even;

  explicit StepVector(const FixedStep& step) : shift(step.shift), even(step.even) {
    using Int = std::remove_reference_t<decltype(V{}[0])>;
    positive = V{} + static_cast<Int>(step.round_positive);
    change = V{} + static_cast<Int>(step.round_negative - step.round_positive);
    low = V{} + static_cast<Int>(step.low);
    high = V{} + static_cast<Int>(step.high);
    rest = V{} + static_cast<Int>((Int{1} << shift) - 1);
    half = V{} + static_cast<Int>(shift > 0 ? Int{1} << (shift - 1) : Int{-1});  // -1: no rest
  }

  [[gnu::always_inline]] [[nodiscard]] V shifted(V v) const {
    if constexpr (sizeof(v[0]) == 4) {
      return v >> shift;
    } else {
      constexpr uint64_t kLift = uint64_t{1} << 62;
      const auto lifted = reinterpret_cast<Unsigned>(v) + kLift;
      return reinterpret_cast<V>((lifted >> shift) - (kLift >> shift));
    }
  }
  [[gnu::always_inline]] [[nodiscard]] V rounded(V scaled) const {
    V added = positive + ((scaled < 0) & change);
    if (even) added += shifted(scaled) & 1;
    return shifted(reinterpret_cast<V>(reinterpret_cast<Unsigned>(scaled) +
                                       reinterpret_cast<Unsigned>(added)));
  }
  [[gnu::always_inline]] [[nodiscard]] V saturated(V v) const {
    const V floor = v < low ? low : v;
    return floor > high ? high : floor;
  }
};

/// Unsigned, since what fills up the last vector may be any number.
template <size_t L, bool kCount>
void narrow_step(const FixedStep& step, int32_t* values, size_t count, StepCounts* counts) {
  using Ints = typename Wide<L>::Ints;
  using UnsignedInts = typename Wide<L>::UnsignedInts;
  const StepVector<Ints, UnsignedInts> vector(step);
  const auto multiplier = static_cast<uint32_t>(step.multiplier);
  const auto addend = static_cast<uint32_t>(step.addend);
  LaneCounts<Ints> seen;
  for (size_t i = 0; i < count; i += L) {
    const auto scaled =
        reinterpret_cast<Ints>(load_as<UnsignedInts>(values + i) * multiplier + addend);
    const Ints rounded = vector.rounded(scaled);
    if constexpr (kCount)
      seen.see(scaled, rounded, vector.rest, vector.half, vector.low, vector.high,
               lanes_below<Ints>(count - i));
    store_as(values + i, vector.saturated(rounded));
  }
  if constexpr (kCount) seen.add_to(*counts);
}

/// Vector::multiply_wide gives the int64 products of half a vector with one int32.
template <class Vector, bool kCount>
void wide_step(const FixedStep& step, int32_t* values, size_t count, StepCounts* counts) {
  constexpr size_t kHalf = Vector::kLanes / 2;
  using Half = typename Vector::HalfInts;
  using Longs = typename Vector::Longs;
  const StepVector<Longs, typename Vector::UnsignedLongs> vector(step);
  const auto multiplier = static_cast<int32_t>(step.multiplier);
  LaneCounts<Longs> seen;
  for (size_t i = 0; i < count; i += kHalf) {
    const Longs scaled = Vector::multiply_wide(load_as<Half>(values + i), multiplier) + step.addend;
    const Longs rounded = vector.rounded(scaled);
    if constexpr (kCount)
      seen.see(scaled, rounded, vector.rest, vector.half, vector.low, vector.high,
               lanes_below<Longs>(count - i));
    store_as(values + i, __builtin_convertvector(vector.saturated(rounded), Half));
  }
  if constexpr (kCount) seen.add_to(*counts);
}

/// Of p + a, product and addend, half is computed: t = floor((p + a) / 2), and b is the bit that is
/// lost. What the rounding adds, r, is added by halves too:
///
///   floor((p + a + r) / 2^shift) = floor((t + floor((b + r) / 2)) / 2^(shift - 1))
template <size_t L>
void halved_step(const FixedStep& step, int32_t* values, size_t count) {
  using Ints = typename Wide<L>::Ints;
  using UnsignedInts = typename Wide<L>::UnsignedInts;
  const StepVector<Ints, UnsignedInts> vector(step);
  const auto multiplier = static_cast<uint32_t>(step.multiplier);
  const auto addend = all_of<Ints>(static_cast<int32_t>(step.addend));
  const int shift = step.shift - 1;
  for (size_t i = 0; i < count; i += L) {
    const auto product = reinterpret_cast<Ints>(load_as<UnsignedInts>(values + i) * multiplier);
    const Ints differing = product ^ addend;
    const Ints half = (product & addend) + (differing >> 1);
    Ints added = vector.positive + ((half < 0) & vector.change);
    if (step.even) added += (half >> shift) & 1;
    const Ints added_half = (added + (differing & 1)) >> 1;
    const auto rounded = reinterpret_cast<Ints>(reinterpret_cast<UnsignedInts>(half) +
                                                reinterpret_cast<UnsignedInts>(added_half)) >>
                         shift;
    store_as(values + i, vector.saturated(rounded));
  }
}

template <class Vector>
void fixed_step(const FixedStep& step, StepWidth width, int32_t* values, size_t count,
                StepCounts* counts) {
  constexpr size_t kLanes = Vector::kLanes;
  const bool narrow = width == StepWidth::kNarrow;
  if (narrow && counts != nullptr) return narrow_step<kLanes, true>(step, values, count, counts);
  if (narrow) return narrow_step<kLanes, false>(step, values, count, nullptr);
  if (width == StepWidth::kHalved && counts == nullptr)
    return halved_step<kLanes>(step, values, count);
  if (counts != nullptr) return wide_step<Vector, true>(step, values, count, counts);
  wide_step<Vector, false>(step, values, count, nullptr);
}

}  // namespace
}  // namespace npuscope::simd
