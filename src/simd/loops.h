// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage. Arrays of int32 are
// padded to whole vectors of `kPadding` elements, so that loops over them have no remainder.
#pragma once

#include "simd/kernels.h"
#include "simd/unrolled.h"
#include "simd/wide.h"

namespace npuscope::simd {
namespace {

using Shorts8 [[gnu::vector_size(16)]] = int16_t;

template <class T>
T low_halves(T a, T b);
template <class T>
T high_halves(T a, T b);

template <>
[[gnu::always_inline]] inline Bytes16 low_halves(Bytes16 a, Bytes16 b) {
  return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
template <>
[[gnu::always_inline]] inline Bytes16 high_halves(Bytes16 a, Bytes16 b) {
  return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15,
                                 31);
}
template <>
[[gnu::always_inline]] inline Shorts8 low_halves(Shorts8 a, Shorts8 b) {
  return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}
template <>
[[gnu::always_inline]] inline Shorts8 high_halves(Shorts8 a, Shorts8 b) {
  return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/// Where the next vector of L begins: the last one overlaps the one before. `count` behind it.
template <size_t L>
constexpr size_t following(size_t at, size_t count) {
  return at + 2 * L <= count || at + L == count ? at + L : count - L;
}

inline void interleave_bytes(const uint8_t* const* rows, size_t count, uint8_t flip,
                             uint32_t* out) {
  const Bytes16 flips = Bytes16{} + flip;
  for (size_t i = 0; i + 16 <= count; i = following<16>(i, count)) {
    const Bytes16 a = load_as<Bytes16>(rows[0] + i) ^ flips,
                  b = load_as<Bytes16>(rows[1] + i) ^ flips;
    const Bytes16 c = load_as<Bytes16>(rows[2] + i) ^ flips,
                  d = load_as<Bytes16>(rows[3] + i) ^ flips;
    const auto ab_low = reinterpret_cast<Shorts8>(low_halves(a, b)),
               ab_high = reinterpret_cast<Shorts8>(high_halves(a, b));
    const auto cd_low = reinterpret_cast<Shorts8>(low_halves(c, d)),
               cd_high = reinterpret_cast<Shorts8>(high_halves(c, d));
    store_as(out + i, low_halves(ab_low, cd_low));
    store_as(out + i + 4, high_halves(ab_low, cd_low));
    store_as(out + i + 8, low_halves(ab_high, cd_high));
    store_as(out + i + 12, high_halves(ab_high, cd_high));
  }
  for (size_t i = 0; i < count && count < 16; ++i) {
    const uint8_t bytes[4] = {rows[0][i], rows[1][i], rows[2][i], rows[3][i]};
    out[i] = load_as<uint32_t>(bytes) ^ flip * 0x01010101U;
  }
}

inline void interleave_shorts(const uint8_t* const* rows, size_t count, uint8_t flip,
                              int32_t offset, uint32_t* out) {
  const uint8_t* __restrict a = rows[0];
  const uint8_t* __restrict b = rows[1];
  uint32_t* __restrict units = out;
  for (size_t i = 0; i < count; ++i) {
    const auto low = static_cast<uint32_t>((int32_t{a[i]} ^ flip) - offset);
    const auto high = static_cast<uint32_t>((int32_t{b[i]} ^ flip) - offset);
    units[i] = (low & 0xffffU) | high << 16;
  }
}

template <size_t L>
void chain(int32_t* sums, size_t count, const int32_t* before, int shift) {
  using UnsignedInts = typename Wide<L>::UnsignedInts;  // what fills up the last vector may be any
  for (size_t i = 0; i < count; i += L) {
    store_as(sums + i,
             load_as<UnsignedInts>(sums + i) + (load_as<UnsignedInts>(before + i) << shift));
  }
}

inline int64_t count_beyond_24_bits(const int32_t* sums, size_t count) {
  int32_t beyond = 0;
  for (size_t i = 0; i < count; ++i) beyond += sums[i] < -0x800000 || sums[i] > 0x7fffff ? 1 : 0;
  return beyond;
}

/// Vector::look_up(x, entries, out) looks up as many bytes as a vector has, where the instruction
/// set has a way to.
template <class Vector>
void look_up(const uint8_t* x, size_t count, const uint8_t* entries, uint8_t* out) {
  size_t i = 0;
  if constexpr (requires { Vector::look_up(x, entries, out); }) {
    constexpr size_t kBytes = sizeof(typename Vector::Codes);
    for (; i + kBytes <= count; i += kBytes) Vector::look_up(x + i, entries, out + i);
  }
  for (; i < count; ++i) out[i] = entries[x[i]];
}

template <class Vector>
void to_bytes(const int32_t* values, size_t count, uint8_t* codes) {
  using Ints = typename Vector::Ints;
  size_t i = 0;
  for (; i + Vector::kLanes <= count; i += Vector::kLanes)
    store_as(codes + i, Vector::narrow(load_as<Ints>(values + i)));
  if (i < count) store_first(codes + i, Vector::narrow(load_as<Ints>(values + i)), count - i);
}

}  // namespace
}  // namespace npuscope::simd
