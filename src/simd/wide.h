// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace npuscope::simd {
namespace {

using Bytes16 [[gnu::vector_size(16)]] = uint8_t;

/// 1.5 * 2^23, whose last digit is worth 1: of a float32 of less than 2^22 that is added to it, the
/// nearest integer, half to even, remains in the lower half of the pattern.
inline constexpr float kFloatRounder = 0x1.8p23F;
inline constexpr uint32_t kFloatRounderPattern = 0x4b400000;

/// A vector of equal elements; of -0 it makes 0.
template <class V, class T>
[[gnu::always_inline]] inline V all_of(T value) {
  return value - V{};
}

template <class T>
[[gnu::always_inline]] inline T load_as(const void* from) {
  T value;
  std::memcpy(&value, from, sizeof(value));
  return value;
}

template <class T>
[[gnu::always_inline]] inline void store_as(void* to, const T& value) {
  std::memcpy(to, &value, sizeof(value));
}

template <class Floats>
[[gnu::always_inline]] inline Floats magnitude_of(Floats v) {
  using Ints [[gnu::vector_size(sizeof(Floats))]] = int32_t;
  return reinterpret_cast<Floats>(reinterpret_cast<Ints>(v) & 0x7fffffff);
}

/// A vector of which only the first `count` bytes may be read; the others are 0.
template <class T>
[[gnu::always_inline]] inline T load_first(const void* from, size_t count) {
  if (count >= sizeof(T)) return load_as<T>(from);
  T value{};
  std::memcpy(&value, from, count);
  return value;
}

/// The first `count` bytes of a vector: by words, since a call of memcpy takes longer.
template <class T>
[[gnu::always_inline]] inline void store_first(void* to, const T& value, size_t count) {
  static_assert(sizeof(T) <= 32);
  if (count >= sizeof(value)) return store_as(to, value);
  const auto* from = reinterpret_cast<const uint8_t*>(&value);
  auto* out = static_cast<uint8_t*>(to);
  const auto copy = [&]<class Word>(Word) {
    if ((count & sizeof(Word)) == 0) return;
    store_as(out, load_as<Word>(from));
    from += sizeof(Word);
    out += sizeof(Word);
  };
  if constexpr (sizeof(T) > 16) copy(Bytes16{});
  copy(uint64_t{});
  copy(uint32_t{});
  copy(uint16_t{});
  copy(uint8_t{});
}

/// Vectors of L elements, in the compilers' own extension: they become the registers that the
/// instruction set has. L times 4 bytes is the size of one.
template <size_t L>
struct Wide {
  static constexpr size_t kLanes = L;
  using Floats [[gnu::vector_size(L * 4)]] = float;
  using Ints [[gnu::vector_size(L * 4)]] = int32_t;
  using UnsignedInts [[gnu::vector_size(L * 4)]] = uint32_t;
  using Bytes [[gnu::vector_size(L)]] = uint8_t;
  using Codes [[gnu::vector_size(L * 4)]] = uint8_t;
  using Shorts [[gnu::vector_size(L * 4)]] = int16_t;
  /// Half as many of twice the size.
  using HalfInts [[gnu::vector_size(L * 2)]] = int32_t;
  using Doubles [[gnu::vector_size(L * 4)]] = double;
  using Longs [[gnu::vector_size(L * 4)]] = int64_t;
  using UnsignedLongs [[gnu::vector_size(L * 4)]] = uint64_t;

  /// The first `count` of Codes; g++ 12 takes their type in a template's parameters for bytes.
  template <class T>
  static void store_codes(uint8_t* to, const T& codes, size_t count) {
    store_first(to, codes, count);
  }
};

}  // namespace
}  // namespace npuscope::simd
