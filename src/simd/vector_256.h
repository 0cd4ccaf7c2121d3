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
  /// a * b + c, the product not rounded.
  static Floats fused(Floats a, Floats b, Floats c) { return _mm256_fmadd_ps(a, b, c); }
  /// Units of codes, four in each half: 16 codes from where the half's begin, shuffled by a
  /// pattern.
  class UnitShuffle {
   public:
    UnitShuffle(Bytes16 pattern, size_t half_step)
        : pattern_(_mm256_broadcastsi128_si256(reinterpret_cast<__m128i>(pattern))),
          half_step_(half_step) {}
    Ints operator()(const uint8_t* x) const {
      const auto half = [](const uint8_t* from) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
      };
      const __m256i codes =
          _mm256_inserti128_si256(_mm256_castsi128_si256(half(x)), half(x + half_step_), 1);
      return reinterpret_cast<Ints>(_mm256_shuffle_epi8(codes, pattern_));
    }

   private:
    __m256i pattern_;
    size_t half_step_;
  };
  static Floats clamp(Floats v, Floats low, Floats high) {
    return _mm256_min_ps(_mm256_max_ps(v, low), high);
  }
  /// To the nearest integer, half to even.
  static Ints round(Floats v) { return reinterpret_cast<Ints>(_mm256_cvtps_epi32(v)); }
  /// The larger magnitude.
  static Floats larger(Floats a, Floats b) {
    return _mm256_max_ps(magnitude_of(a), magnitude_of(b));
  }
  // In portable words, g++ 12 would convert one element at a time.
  static Doubles to_doubles(HalfInts v) { return _mm256_cvtepi32_pd(reinterpret_cast<__m128i>(v)); }
  static Ints widened(Bytes codes) {
    return reinterpret_cast<Ints>(
        _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(load_as<int64_t>(&codes))));
  }
  static bool any(Ints mask) {
    const auto lanes = reinterpret_cast<__m256i>(mask);
    return _mm256_testz_si256(lanes, lanes) == 0;
  }
  /// Of four vectors, saturated to int8.
  static Codes saturated(Ints a, Ints b, Ints c, Ints d) {
    const auto pack = [](Ints low, Ints high) {
      return _mm256_packs_epi32(reinterpret_cast<__m256i>(low), reinterpret_cast<__m256i>(high));
    };
    // Both halves of the registers are packed by themselves.
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    return reinterpret_cast<Codes>(
        _mm256_permutevar8x32_epi32(_mm256_packs_epi16(pack(a, b), pack(c, d)), order));
  }
  /// A row of 16 entries at a time: of an index beyond it the shuffle makes 0.
  [[gnu::always_inline]] static void look_up(const uint8_t* x, const uint8_t* entries,
                                             uint8_t* out) {
    const __m256i beyond = _mm256_set1_epi8(0x70), row = _mm256_set1_epi8(16);
    __m256i index = load_as<__m256i>(x), found = _mm256_setzero_si256();
    for (size_t i = 0; i < 256; i += 16, index = _mm256_sub_epi8(index, row)) {
      const __m256i values = _mm256_broadcastsi128_si256(load_as<__m128i>(entries + i));
      found = _mm256_or_si256(found, _mm256_shuffle_epi8(values, _mm256_adds_epu8(index, beyond)));
    }
    store_as(out, found);
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
