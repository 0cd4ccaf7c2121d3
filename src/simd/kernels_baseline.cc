// SPDX-License-Identifier: Apache-2.0
// What every processor of the architecture has: pmaddwd on x86-64, plain numbers elsewhere.
#include "simd/kernel_list.h"
#include "simd/kernel_table.h"
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace npuscope::simd {
namespace {

/// Four units of codes: 16 codes, shuffled by a pattern.
class FourUnits {
 public:
  FourUnits(Bytes16 pattern, size_t /*part_step*/) : pattern_(pattern) {}
  Wide<4>::Ints operator()(const uint8_t* x) const {
    uint8_t bytes[16];
    for (size_t b = 0; b < 16; ++b) bytes[b] = pattern_[b] < 16 ? x[pattern_[b]] : uint8_t{0};
    return load_as<Wide<4>::Ints>(bytes);
  }

 private:
  Bytes16 pattern_;
};

#if defined(__SSE2__)

struct Vector : Wide<4> {
  using Units = __m128i;
  using Sum = __m128i;
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
  /// a * b + c; the product is rounded, where others do not round it.
  static Floats fused(Floats a, Floats b, Floats c) { return a * b + c; }
  using UnitShuffle = FourUnits;
  static Floats clamp(Floats v, Floats low, Floats high) {
    return _mm_min_ps(_mm_max_ps(v, low), high);
  }
  /// To the nearest integer, half to even.
  static Ints round(Floats v) { return reinterpret_cast<Ints>(_mm_cvtps_epi32(v)); }
  /// The larger magnitude.
  static Floats larger(Floats a, Floats b) { return _mm_max_ps(magnitude_of(a), magnitude_of(b)); }
  // In portable words, g++ 12 would convert one element at a time.
  static Doubles to_doubles(HalfInts v) {
    return _mm_cvtepi32_pd(_mm_cvtsi64_si128(load_as<int64_t>(&v)));
  }
  static Ints widened(Bytes codes) {
    const __m128i pairs =
        _mm_unpacklo_epi8(_mm_cvtsi32_si128(load_as<int32_t>(&codes)), _mm_setzero_si128());
    return reinterpret_cast<Ints>(_mm_unpacklo_epi16(pairs, _mm_setzero_si128()));
  }
  static bool any(Ints mask) { return _mm_movemask_epi8(reinterpret_cast<__m128i>(mask)) != 0; }
  /// Of four vectors, saturated to int8.
  static Codes saturated(Ints a, Ints b, Ints c, Ints d) {
    const auto pack = [](Ints low, Ints high) {
      return _mm_packs_epi32(reinterpret_cast<__m128i>(low), reinterpret_cast<__m128i>(high));
    };
    return reinterpret_cast<Codes>(_mm_packs_epi16(pack(a, b), pack(c, d)));
  }
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
  /// a * b + c; the product is rounded, where others do not round it.
  static Floats fused(Floats a, Floats b, Floats c) { return a * b + c; }
  using UnitShuffle = FourUnits;
  static Floats clamp(Floats v, Floats low, Floats high) {
    const Floats floor = v < low ? low : v;
    return floor > high ? high : floor;
  }
  /// To the nearest integer, half to even; of less than 2^22.
  static Ints round(Floats v) {
    return __builtin_convertvector((v + kFloatRounder) - kFloatRounder, Ints);
  }
  /// The larger magnitude.
  static Floats larger(Floats a, Floats b) {
    const Floats x = magnitude_of(a), y = magnitude_of(b);
    return x > y ? x : y;
  }
  static Doubles to_doubles(HalfInts v) { return __builtin_convertvector(v, Doubles); }
  static Ints widened(Bytes codes) { return __builtin_convertvector(codes, Ints); }
  static bool any(Ints mask) { return (mask[0] | mask[1] | mask[2] | mask[3]) != 0; }
  /// Of four vectors, saturated to int8.
  static Codes saturated(Ints a, Ints b, Ints c, Ints d) {
    Codes codes;
    const Ints all[] = {a, b, c, d};
    for (size_t i = 0; i < sizeof(codes); ++i) {
      const int32_t value = all[i / kLanes][i % kLanes];
      codes[i] = static_cast<uint8_t>(value < -128 ? -128 : value > 127 ? 127 : value);
    }
    return codes;
  }
  static Bytes narrow(Ints values) { return __builtin_convertvector(values, Bytes); }
};

#endif

}  // namespace

const Kernels& baseline_kernels() {
  static const Kernels kKernels = kernels_with<Vector, 6, 2>(Isa::kBaseline, Units::kShorts);
  return kKernels;
}

}  // namespace npuscope::simd
