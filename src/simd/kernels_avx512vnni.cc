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
  static Sum zero() { return _mm512_setzero_si512(); }
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
  static Floats clamp(Floats v, Floats low, Floats high) {
    return _mm512_min_ps(_mm512_max_ps(v, low), high);
  }
  static bool any(Ints mask) {
    const auto lanes = reinterpret_cast<__m512i>(mask);
    return _mm512_test_epi32_mask(lanes, lanes) != 0;
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
