// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace npuscope::simd {
namespace {

/// Vectors of L elements, in the compilers' own extension: they become the registers that the
/// instruction set has. L times 4 bytes is the size of one.
template <size_t L>
struct Wide {
  static constexpr size_t kLanes = L;
  using Floats [[gnu::vector_size(L * 4)]] = float;
  using Ints [[gnu::vector_size(L * 4)]] = int32_t;
  using Bytes [[gnu::vector_size(L)]] = uint8_t;
  /// Half as many of twice the size.
  using HalfInts [[gnu::vector_size(L * 2)]] = int32_t;
  using Longs [[gnu::vector_size(L * 4)]] = int64_t;
  using UnsignedLongs [[gnu::vector_size(L * 4)]] = uint64_t;
};

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

/// The first `count` bytes of a vector.
template <class T>
[[gnu::always_inline]] inline void store_first(uint8_t* to, const T& value, size_t count) {
  if (count >= sizeof(value))
    store_as(to, value);
  else
    std::memcpy(to, &value, count);
}

}  // namespace
}  // namespace npuscope::simd
