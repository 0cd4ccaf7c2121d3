// SPDX-License-Identifier: Apache-2.0
// vpmaddwd: exact, where vpmaddubsw on bytes would saturate.
#include "simd/kernel_list.h"

#if defined(__AVX2__)
#include <immintrin.h>

#include "simd/kernel_table.h"

namespace npuscope::simd {
namespace {

struct Vector {
  using Units = __m256i;
  using Sum = __m256i;
  static constexpr size_t kLanes = 8;
  using Floats = Wide<kLanes>::Floats;
  using Ints = Wide<kLanes>::Ints;
  using Bytes = Wide<kLanes>::Bytes;
  using Half = Wide<kLanes>::HalfInts;
  using Longs = Wide<kLanes>::Longs;
  static Sum zero() { return _mm256_setzero_si256(); }
  static Units load(const uint32_t* units) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(units));
  }
  static Units broadcast(const uint32_t* unit) {
    return _mm256_set1_epi32(static_cast<int32_t>(*unit));
  }
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    return _mm256_add_epi32(sum, _mm256_madd_epi16(activations, weights));
  }
  static void store(int32_t* out, Sum sum) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), sum);
  }
  static Longs multiply_wide(Half values, int32_t factor) {
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

const Kernels* avx2_kernels() {
  static const Kernels kKernels = kernels_with<Vector, 6, 2>(Isa::kAvx2, Units::kShorts);
  return &kKernels;
}

}  // namespace npuscope::simd

#else

namespace npuscope::simd {

const Kernels* avx2_kernels() { return nullptr; }

}  // namespace npuscope::simd

#endif
