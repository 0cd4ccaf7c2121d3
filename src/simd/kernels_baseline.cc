// SPDX-License-Identifier: Apache-2.0
// What every processor of the architecture has: pmaddwd on x86-64, plain numbers elsewhere.
#include "simd/kernel_list.h"
#include "simd/kernel_table.h"
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace npuscope::simd {
namespace {

#if defined(__SSE2__)

struct Vector : Wide<4> {
  using Units = __m128i;
  using Sum = __m128i;
  static Sum zero() { return _mm_setzero_si128(); }
  static Units load(const uint32_t* units) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(units));
  }
  static Units broadcast(const uint32_t* unit) {
    return _mm_set1_epi32(static_cast<int32_t>(*unit));
  }
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    return _mm_add_epi32(sum, _mm_madd_epi16(activations, weights));
  }
  static void store(int32_t* out, Sum sum) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), sum);
  }
  static Longs multiply_wide(HalfInts values, int32_t factor) {
    return __builtin_convertvector(values, Longs) * factor;
  }
  static Floats clamp(Floats v, Floats low, Floats high) {
    return _mm_min_ps(_mm_max_ps(v, low), high);
  }
  static bool any(Ints mask) { return _mm_movemask_epi8(reinterpret_cast<__m128i>(mask)) != 0; }
  static Bytes narrow(Ints values) {
    const auto bytes = reinterpret_cast<__m128i>(values & 0xff);
    const __m128i shorts = _mm_packs_epi32(bytes, bytes);
    const __m128i packed = _mm_packus_epi16(shorts, shorts);
    return load_as<Bytes>(&packed);
  }
};

#else

struct Vector : Wide<4> {
  using Units = Ints;
  using Sum = Ints;
  static Sum zero() { return Sum{}; }
  static Units load(const uint32_t* units) { return load_as<Units>(units); }
  static Units broadcast(const uint32_t* unit) { return Units{} + static_cast<int32_t>(*unit); }
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    const Ints low = (activations << 16 >> 16) * (weights << 16 >> 16);
    return sum + low + (activations >> 16) * (weights >> 16);
  }
  static void store(int32_t* out, Sum sum) { store_as(out, sum); }
  static Longs multiply_wide(HalfInts values, int32_t factor) {
    return __builtin_convertvector(values, Longs) * factor;
  }
  static Floats clamp(Floats v, Floats low, Floats high) {
    const Floats floor = v < low ? low : v;
    return floor > high ? high : floor;
  }
  static bool any(Ints mask) { return (mask[0] | mask[1] | mask[2] | mask[3]) != 0; }
  static Bytes narrow(Ints values) { return __builtin_convertvector(values, Bytes); }
};

#endif

}  // namespace

const Kernels& baseline_kernels() {
  static const Kernels kKernels = kernels_with<Vector, 6, 2>(Isa::kBaseline, Units::kShorts);
  return kKernels;
}

}  // namespace npuscope::simd
