// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include <immintrin.h>

#include "simd/wide.h"

namespace npuscope::simd {
namespace {

/// Registers of AVX2; a kind of products is to be added.
struct Vector256 : Wide<8> {
  using Units = __m256i;
  using Sum = __m256i;
  static Sum zero() { return _mm256_setzero_si256(); }
  static Units load(const uint32_t* units) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(units));
  }
  static Units broadcast(const uint32_t* unit) {
    return _mm256_set1_epi32(static_cast<int32_t>(*unit));
  }
  static void store(int32_t* out, Sum sum) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), sum);
  }
  static Longs multiply_wide(HalfInts values, int32_t factor) {
    return reinterpret_cast<Longs>(_mm256_mul_epi32(
        _mm256_cvtepi32_epi64(reinterpret_cast<__m128i>(values)), _mm256_set1_epi64x(factor)));
  }
  static Floats clamp(Floats v, Floats low, Floats high) {
    return _mm256_min_ps(_mm256_max_ps(v, low), high);
  }
  static bool any(Ints mask) {
    const auto lanes = reinterpret_cast<__m256i>(mask);
    return _mm256_testz_si256(lanes, lanes) == 0;
  }
  static Bytes narrow(Ints values) {
    const auto bytes = reinterpret_cast<__m256i>(values & 0xff);
    const __m128i shorts =
        _mm_packus_epi32(_mm256_castsi256_si128(bytes), _mm256_extracti128_si256(bytes, 1));
    const __m128i packed = _mm_packus_epi16(shorts, shorts);
    return load_as<Bytes>(&packed);
  }
};

}  // namespace
}  // namespace npuscope::simd
