// SPDX-License-Identifier: Apache-2.0
// vpdpbusd adds four products of unsigned and signed bytes to int32, without saturation.
#include <immintrin.h>

#include "simd/kernel_list.h"
#include "simd/kernel_table.h"

namespace npuscope::simd {
namespace {

struct Vector : Wide<16> {
  using Units = __m512i;
  using Sum = __m512i;
  static Units load(const uint32_t* units) { return _mm512_loadu_si512(units); }
  static Units broadcast(const uint32_t* unit) {
    return _mm512_set1_epi32(static_cast<int32_t>(*unit));
  }
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    return _mm512_dpbusd_epi32(sum, activations, weights);
  }
  static void store(int32_t* out, Sum sum) { _mm512_storeu_si512(out, sum); }
  static Longs multiply_wide(HalfInts values, int32_t factor) {
    return reinterpret_cast<Longs>(_mm512_mul_epi32(
        _mm512_cvtepi32_epi64(reinterpret_cast<__m256i>(values)), _mm512_set1_epi64(factor)));
  }
  /// a * b + c, the product not rounded.
  static Floats fused(Floats a, Floats b, Floats c) { return _mm512_fmadd_ps(a, b, c); }
  /// Units of codes, four in each quarter: 16 codes from where the quarter's begin, shuffled by a
  /// pattern.
  class UnitShuffle {
   public:
    /// `quarter_step` is a multiple of 4 up to 16.
    UnitShuffle(Bytes16 pattern, size_t quarter_step)
        : pattern_(_mm512_broadcast_i32x4(reinterpret_cast<__m128i>(pattern))) {
      Ints words;
      for (size_t i = 0; i < kLanes; ++i)
        words[i] = static_cast<int32_t>(i / 4 * quarter_step / 4 + i % 4);
      words_ = reinterpret_cast<__m512i>(words);
    }
    Ints operator()(const uint8_t* x) const {
      const __m512i codes = _mm512_permutexvar_epi32(words_, _mm512_loadu_si512(x));
      return reinterpret_cast<Ints>(_mm512_shuffle_epi8(codes, pattern_));
    }

   private:
    __m512i pattern_, words_;
  };
  static Floats clamp(Floats v, Floats low, Floats high) {
    return _mm512_min_ps(_mm512_max_ps(v, low), high);
  }
  /// To the nearest integer, half to even.
  static Ints round(Floats v) { return reinterpret_cast<Ints>(_mm512_cvtps_epi32(v)); }
  /// The larger magnitude.
  static Floats larger(Floats a, Floats b) {
    constexpr int kLargestMagnitude = 0x0b;
    return _mm512_range_ps(a, b, kLargestMagnitude);
  }
  // In portable words, g++ 12 would convert one element at a time.
  static Doubles to_doubles(HalfInts v) { return _mm512_cvtepi32_pd(reinterpret_cast<__m256i>(v)); }
  static Ints widened(Bytes codes) {
    return reinterpret_cast<Ints>(_mm512_cvtepu8_epi32(reinterpret_cast<__m128i>(codes)));
  }
  static bool any(Ints mask) {
    const auto lanes = reinterpret_cast<__m512i>(mask);
    return _mm512_test_epi32_mask(lanes, lanes) != 0;
  }
  /// Of four vectors, saturated to int8.
  static Codes saturated(Ints a, Ints b, Ints c, Ints d) {
    const auto pack = [](Ints low, Ints high) {
      return _mm512_packs_epi32(reinterpret_cast<__m512i>(low), reinterpret_cast<__m512i>(high));
    };
    // Each quarter of the registers is packed by itself.
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    return reinterpret_cast<Codes>(
        _mm512_permutexvar_epi32(order, _mm512_packs_epi16(pack(a, b), pack(c, d))));
  }
  /// The first `count`.
  static void store_codes(uint8_t* to, Codes codes, size_t count) {
    if (count == sizeof(Codes)) return store_as(to, codes);
    _mm512_mask_storeu_epi8(to, (uint64_t{1} << count) - 1, reinterpret_cast<__m512i>(codes));
  }
  /// A row of 16 entries at a time: of an index beyond it the shuffle makes 0.
  [[gnu::always_inline]] static void look_up(const uint8_t* x, const uint8_t* entries,
                                             uint8_t* out) {
    const __m512i beyond = _mm512_set1_epi8(0x70), row = _mm512_set1_epi8(16);
    __m512i index = load_as<__m512i>(x), found = _mm512_setzero_si512();
    for (size_t i = 0; i < 256; i += 16, index = _mm512_sub_epi8(index, row)) {
      const __m512i values = _mm512_broadcast_i32x4(load_as<__m128i>(entries + i));
      found = _mm512_or_si512(found, _mm512_shuffle_epi8(values, _mm512_adds_epu8(index, beyond)));
    }
    store_as(out, found);
  }
  static Bytes narrow(Ints values) {
    return reinterpret_cast<Bytes>(_mm512_cvtepi32_epi8(reinterpret_cast<__m512i>(values)));
  }
};

}  // namespace

const Kernels& avx512vnni_kernels() {
  static const Kernels kKernels =
      kernels_with<Vector, 8, 3>(Isa::kAvx512Vnni, Units::kUnsignedBytes);
  return kKernels;
}

}  // namespace npuscope::simd
