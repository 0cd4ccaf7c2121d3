// SPDX-License-Identifier: Apache-2.0
// The kernels of BlockKernels, compiled once for each instruction set by a file that includes this
// one and nothing else of substance. All names here are local to that file, and no function of
// another header is called: the linker keeps one copy of an inline function, and a copy compiled
// for a larger instruction set would stop the program on a smaller processor.
#pragma once

// NOLINTBEGIN(misc-definitions-in-headers): each file that includes this one needs its own.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "compare/block_kernels.h"

namespace npuscope {
namespace {

constexpr size_t kLanes = 8;

// A register of doubles, and as many floats.
#if defined(__AVX512F__)
constexpr size_t kWidth = 8;
#elif defined(__AVX2__)
constexpr size_t kWidth = 4;
#else
constexpr size_t kWidth = 2;
#endif
using Doubles = double __attribute__((vector_size(8 * kWidth)));
#if defined(__SSE2__) && !defined(__AVX2__)
using Floats = __m128;  // of which the lower half counts
#else
using Floats = float __attribute__((vector_size(4 * kWidth)));
#endif
constexpr size_t kBytes = 8 * kWidth;
using Bytes = int8_t __attribute__((vector_size(kBytes)));

inline Doubles all_of(double v) { return Doubles{} + v; }

inline Floats load_floats(const float* from) {
#if defined(__SSE2__) && !defined(__AVX2__)
  return _mm_castpd_ps(_mm_loadl_pd(_mm_setzero_pd(), reinterpret_cast<const double*>(from)));
#else
  Floats v;
  std::memcpy(&v, from, sizeof(v));
  return v;
#endif
}

inline Doubles widened(Floats v) {
  // g++ 12 converts one element at a time when asked in portable words.
#if defined(__AVX512F__)
  return _mm512_cvtps_pd(v);
#elif defined(__AVX2__)
  return _mm256_cvtps_pd(v);
#elif defined(__SSE2__)
  return _mm_cvtps_pd(v);
#else
  return Doubles{v[0], v[1]};
#endif
}

inline Doubles larger(Doubles a, Doubles b) {
#if defined(__AVX512F__)
  return _mm512_max_pd(a, b);
#elif defined(__AVX2__)
  return _mm256_max_pd(a, b);
#elif defined(__SSE2__)
  return _mm_max_pd(a, b);
#else
  return a > b ? a : b;
#endif
}

inline Doubles magnitude(Doubles v) {
  using Patterns = int64_t __attribute__((vector_size(8 * kWidth)));
  return reinterpret_cast<Doubles>(reinterpret_cast<Patterns>(v) & INT64_MAX);
}

/// Eight lanes in memory, added up in the order that BlockSums states.
inline double total_of(const double (&v)[kLanes]) {
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/// sum + a * b, of which the product is exact: fused or not, it is the same number.
inline Doubles plus_exact_product(Doubles sum, Doubles a, Doubles b) {
#if defined(__AVX512F__)
  return _mm512_fmadd_pd(a, b, sum);
#elif defined(__FMA__)
  return _mm256_fmadd_pd(a, b, sum);
#else
  return sum + a * b;
#endif
}

/// sum + v by the units that multiply, where those that add have more to do: 1 * v is exact.
inline Doubles plus_by_multiplier(Doubles sum, Doubles v) {
#if defined(__FMA__)
  return plus_exact_product(sum, v, all_of(1.0));
#else
  return sum + v;
#endif
}

struct FloatPair {
  float r, p;
};

/// A run of pairs, its last, incomplete turn of the lanes filled up with one that adds nothing.
struct Run {
  const float* r;
  const float* p;
  size_t whole;  // elements of complete turns
  bool filled;
  float last_r[kLanes], last_p[kLanes];

  Run(const float* reference, const float* other, size_t count, FloatPair filling)
      : r(reference), p(other), whole(count / kLanes * kLanes), filled(whole != count) {
    if (!filled) return;
    for (size_t i = 0; i < kLanes; ++i) {
      const bool beyond = whole + i >= count;
      last_r[i] = beyond ? filling.r : r[whole + i];
      last_p[i] = beyond ? filling.p : p[whole + i];
    }
  }
};

/// Asks for what the next block but one of a tensor will look at, into the second cache: memory
/// keeps busy between the blocks, and from one page to the next, where processors do not look ahead
/// by themselves. The addresses need not exist.
inline void fetch_ahead(const float* r, const float* p) {
  constexpr size_t kAhead = 2 * kBlockElements;
  __builtin_prefetch(r + kAhead, 0, 2);
  __builtin_prefetch(p + kAhead, 0, 2);
}

/// Passes over a run for a register of lanes at a time, each with its own `Sums`: which adds floats
/// of r and p by add(), and shows what it has come to by each(). `Sums` of the start.
template <class Sums>
inline void pass(const Run& run, const Sums& start, double (*lanes)[kLanes]) {
  for (size_t lane = 0; lane < kLanes; lane += kWidth) {
    Sums sums = start;
    for (size_t i = 0; i < run.whole; i += kLanes) {
      if (lane == 0) fetch_ahead(run.r + i, run.p + i);
      sums.add(load_floats(run.r + i + lane), load_floats(run.p + i + lane));
    }
    if (run.filled) sums.add(load_floats(run.last_r + lane), load_floats(run.last_p + lane));
    size_t s = 0;
    sums.each([&](const Doubles& sum) { std::memcpy(&lanes[s++][lane], &sum, sizeof(sum)); });
  }
}

/// What sums are about: the first pair of the run, or zero.
enum class Pivot { kFirst, kZero };

/// About zero, products of float32 are exact in float64; about another pivot they are not.
template <Pivot kPivot>
inline Doubles plus_product(Doubles sum, Doubles a, Doubles b) {
  return kPivot == Pivot::kZero ? plus_exact_product(sum, a, b) : sum + a * b;
}
template <Pivot kPivot>
inline Doubles about(Doubles v, Doubles first) {
  return kPivot == Pivot::kZero ? v : v - first;
}

template <Pivot kPivot>
struct PairSums {
  Doubles r0, p0;
  Doubles a{}, b{}, aa{}, bb{}, ab{};
  static constexpr size_t kCount = 5;

  void add(Floats r, Floats p) {
    const Doubles x = about<kPivot>(widened(r), r0);
    const Doubles y = about<kPivot>(widened(p), p0);
    a = plus_by_multiplier(a, x);
    b = plus_by_multiplier(b, y);
    aa = plus_product<kPivot>(aa, x, x);
    bb = plus_product<kPivot>(bb, y, y);
    ab = plus_product<kPivot>(ab, x, y);
  }
  template <class F>
  void each(F f) const {
    f(a), f(b), f(aa), f(bb), f(ab);
  }
};

template <Pivot kPivot>
struct AllSums {
  PairSums<kPivot> pair;
  Doubles d0;
  Doubles e{}, ee{}, absolute{}, largest{};
  static constexpr size_t kCount = PairSums<kPivot>::kCount + 4;

  void add(Floats r, Floats p) {
    pair.add(r, p);
    const Doubles d = widened(r - p);
    const Doubles x = about<kPivot>(d, d0);
    const Doubles size = magnitude(d);
    e += x;
    ee = plus_product<kPivot>(ee, x, x);
    absolute += size;
    largest = larger(size, largest);
  }
  template <class F>
  void each(F f) const {
    pair.each(f);
    f(e), f(ee), f(absolute), f(largest);
  }
};

struct SquareSums {
  Doubles square{};
  static constexpr size_t kCount = 1;

  void add(Floats r, Floats p) {
    const Doubles d = widened(r - p);
    square = plus_exact_product(square, d, d);
  }
  template <class F>
  void each(F f) const {
    f(square);
  }
};

template <Pivot kPivot>
PairSums<kPivot> pair_start(const float* r, const float* p) {
  return {all_of(static_cast<double>(r[0])), all_of(static_cast<double>(p[0]))};
}

void store_pair(const double (*lanes)[kLanes], BlockSums& out) {
  out.a = total_of(lanes[0]);
  out.b = total_of(lanes[1]);
  out.aa = total_of(lanes[2]);
  out.bb = total_of(lanes[3]);
  out.ab = total_of(lanes[4]);
}

void pair_sums(const float* r, const float* p, size_t count, BlockSums& out) {
  constexpr Pivot kPivot = Pivot::kFirst;
  double lanes[PairSums<kPivot>::kCount][kLanes];
  pass(Run(r, p, count, {r[0], p[0]}), pair_start<kPivot>(r, p), lanes);
  store_pair(lanes, out);
}

template <Pivot kPivot>
void all_sums(const float* r, const float* p, size_t count, BlockSums& out) {
  double lanes[AllSums<kPivot>::kCount][kLanes];
  const FloatPair first = kPivot == Pivot::kFirst ? FloatPair{r[0], p[0]} : FloatPair{0, 0};
  const Doubles d0 = all_of(static_cast<double>(r[0] - p[0]));
  pass(Run(r, p, count, first), AllSums<kPivot>{pair_start<kPivot>(r, p), d0}, lanes);
  store_pair(lanes, out);
  const double(*differences)[kLanes] = lanes + PairSums<kPivot>::kCount;
  out.e = total_of(differences[0]);
  out.ee = total_of(differences[1]);
  out.absolute = total_of(differences[2]);
  double largest = 0;
  for (const double v : differences[3]) largest = v > largest ? v : largest;
  out.largest = static_cast<float>(largest);
}

double square_d(const float* r, const float* p, size_t count) {
  double lanes[SquareSums::kCount][kLanes];
  pass(Run(r, p, count, {0, 0}), SquareSums{}, lanes);
  return total_of(lanes[0]);
}

void add_square_d(const float* r, const float* p, size_t count, double* sums) {
  for (size_t i = 0; i < count; ++i) {
    const auto d = static_cast<double>(r[i] - p[i]);
    sums[i] += d * d;
  }
}

// Floats that fill a register, and as many integers.
using FullFloats = float __attribute__((vector_size(8 * kWidth)));
using FullIntegers = int32_t __attribute__((vector_size(8 * kWidth)));
constexpr size_t kFull = 2 * kWidth;

inline FullFloats load_full(const float* from) {
  FullFloats v;
  std::memcpy(&v, from, sizeof(v));
  return v;
}

inline FullFloats larger_of(FullFloats a, FullFloats b) {
#if defined(__AVX512F__)
  return _mm512_max_ps(a, b);
#elif defined(__AVX2__)
  return _mm256_max_ps(a, b);
#elif defined(__SSE2__)
  return _mm_max_ps(a, b);
#else
  return a > b ? a : b;
#endif
}

/// Bit i: whether element i is the same number in both.
inline uint64_t equal_bits(FullFloats a, FullFloats b) {
#if defined(__AVX512F__)
  return _mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ);
#elif defined(__AVX2__)
  return static_cast<uint32_t>(_mm256_movemask_ps(_mm256_cmp_ps(a, b, _CMP_EQ_OQ)));
#elif defined(__SSE2__)
  return static_cast<uint32_t>(_mm_movemask_ps(_mm_cmpeq_ps(a, b)));
#else
  uint64_t bits = 0;
  for (size_t i = 0; i < kFull; ++i) bits |= uint64_t{a[i] == b[i]} << i;
  return bits;
#endif
}

/// Where `next` is larger, it becomes the best and `here` its place. The best is found by itself:
/// the next comparison need not wait for this one.
inline void see_next(FullFloats next, FullIntegers here, FullFloats& best, FullIntegers& where) {
  const FullIntegers is_larger = next > best;
#if defined(__AVX512F__)
  where = is_larger ? here : where;
#else
  // Without a blend, which takes three steps on some processors.
  where ^= (where ^ here) & is_larger;
#endif
  best = larger_of(next, best);
}

template <size_t kDistance, class V, size_t... I>
inline V exchanged(V v, std::index_sequence<I...> /*lanes*/) {
  return __builtin_shufflevector(v, v, (I ^ kDistance)...);
}

/// The best of all lanes, in each of them: of every two at a distance, which is halved.
template <class V, class Better>
inline V best_of_lanes(V v, Better better) {
  constexpr std::make_index_sequence<kFull> kAll;
  if constexpr (kFull > 8) v = better(v, exchanged<8>(v, kAll));
  if constexpr (kFull > 4) v = better(v, exchanged<4>(v, kAll));
  v = better(v, exchanged<2>(v, kAll));
  return better(v, exchanged<1>(v, kAll));
}

/// Of at least one group of kGroup elements, the last of which may overlap the one before: the
/// largest of each lane and in which group it comes first, then the largest of the lanes, then its
/// place in that group. No step depends on a guess, which a row in two would prove wrong.
template <size_t kGroup>
FirstLargest first_largest_of_groups(const float* v, size_t count) {
  constexpr size_t kParts = kGroup / kFull;
  const auto largest_of = [&](size_t begin) {
    FullFloats most = load_full(v + begin);
#pragma GCC unroll 16
    for (size_t part = 1; part < kParts; ++part)
      most = larger_of(most, load_full(v + begin + part * kFull));
    return most;
  };
  FullFloats best = largest_of(0);
  FullIntegers where{};
  for (size_t begin = kGroup; begin < count; begin += kGroup) {
    const size_t within = begin + kGroup <= count ? begin : count - kGroup;
    see_next(largest_of(within), FullIntegers{} + static_cast<int32_t>(within), best, where);
  }
  const FullFloats most = best_of_lanes(best, larger_of);
  FullIntegers first = FullIntegers{} + INT32_MAX;
  first = best == most ? where : first;
  first = best_of_lanes(first, [](FullIntegers a, FullIntegers b) { return a < b ? a : b; });
  const auto begin = static_cast<size_t>(first[0]);
  uint64_t places = 0;
#pragma GCC unroll 16
  for (size_t part = 0; part < kParts; ++part)
    places |= equal_bits(load_full(v + begin + part * kFull), most) << (part * kFull);
  const size_t at = begin + static_cast<size_t>(__builtin_ctzll(places));
  return {v[at], at};
}

FirstLargest first_largest(const float* v, size_t count) {
  if (count >= 64) return first_largest_of_groups<64>(v, count);
  if (count >= 16) return first_largest_of_groups<16>(v, count);
  FirstLargest found{v[0], 0};
  for (size_t i = 1; i < count; ++i)
    if (v[i] > found.value) found = {v[i], i};
  return found;
}

void replace_flagged(const float* v, const uint8_t* flags, float instead, size_t count,
                     float* __restrict out) {
  for (size_t i = 0; i < count; ++i) out[i] = flags[i] != 0 ? instead : v[i];
}

template <class T>
void dequantize(const uint8_t* codes, const ByteScale& how, size_t count, float* __restrict out) {
  const int32_t zero_point = how.zero_point;
  const float scale = how.scale;
  for (size_t i = 0; i < count; ++i)
    out[i] = static_cast<float>(int32_t{static_cast<T>(codes[i])} - zero_point) * scale;
}

void dequantize_bytes(const uint8_t* codes, const ByteScale& how, size_t count, float* out) {
  (how.is_signed ? dequantize<int8_t> : dequantize<uint8_t>)(codes, how, count, out);
}

static_assert(kBlockElements <= 128 * kBytes);
/// The number of bytes that were -1, added up; at most 128 times in each place.
inline int64_t count_of(Bytes minus_ones) {
  int64_t count = 0;
  for (size_t i = 0; i < kBytes; ++i) count -= minus_ones[i];
  return count;
}

inline Bytes load_bytes(const void* from) {
  Bytes v;
  std::memcpy(&v, from, sizeof(v));
  return v;
}

int64_t unite_flags(const uint8_t* a, const uint8_t* b, size_t count, uint8_t* __restrict out) {
  Bytes flagged{};
  size_t i = 0;
  for (; i + kBytes <= count; i += kBytes) {
    const Bytes either = load_bytes(a + i) | load_bytes(b + i);
    flagged -= either;
    std::memcpy(out + i, &either, sizeof(either));
  }
  int64_t found = count_of(flagged);
  for (; i < count; ++i) {
    out[i] = a[i] | b[i];
    found += out[i];
  }
  return found;
}

RailCounts find_byte_rails(const uint8_t* codes, uint8_t low, uint8_t high, size_t count,
                           uint8_t* flags) {
  const Bytes low_end = Bytes{} + static_cast<int8_t>(low);
  const Bytes high_end = Bytes{} + static_cast<int8_t>(high);
  Bytes at_low{};
  Bytes at_high{};
  size_t i = 0;
  for (; i + kBytes <= count; i += kBytes) {
    const Bytes code = load_bytes(codes + i);
    const Bytes is_low = code == low_end;
    const Bytes is_high = code == high_end;
    at_low += is_low;
    at_high += is_high;
    const Bytes flag = (is_low | is_high) & 1;
    std::memcpy(flags + i, &flag, sizeof(flag));
  }
  RailCounts rails{count_of(at_low), count_of(at_high)};
  for (; i < count; ++i) {
    rails.low += codes[i] == low ? 1 : 0;
    rails.high += codes[i] == high ? 1 : 0;
    flags[i] = codes[i] == low || codes[i] == high ? 1 : 0;
  }
  return rails;
}

int64_t count_equal(const int8_t* v, int8_t value, size_t count) {
  const Bytes wanted = Bytes{} + value;
  Bytes equal{};
  size_t i = 0;
  for (; i + kBytes <= count; i += kBytes) equal += load_bytes(v + i) == wanted;
  int64_t found = count_of(equal);
  for (; i < count; ++i) found += v[i] == value ? 1 : 0;
  return found;
}

/// Writes the differences, kept within +-limit; returns the largest magnitude.
template <class T>
int32_t differences(const uint8_t* r, const uint8_t* p, int16_t shift, size_t count, int16_t limit,
                    int8_t* __restrict out) {
  int16_t largest = 0;
  for (size_t i = 0; i < count; ++i) {
    const auto from = static_cast<int16_t>(static_cast<T>(r[i]));
    const auto to = static_cast<int16_t>(static_cast<T>(p[i]));
    const auto difference = static_cast<int16_t>(to - from + shift);
    const auto size = static_cast<int16_t>(difference < 0 ? -difference : difference);
    largest = size > largest ? size : largest;
    const int16_t above = difference < -limit ? static_cast<int16_t>(-limit) : difference;
    out[i] = static_cast<int8_t>(above > limit ? limit : above);
  }
  return largest;
}

int32_t count_byte_differences(const uint8_t* r, const uint8_t* p, bool is_signed, int32_t shift,
                               size_t count, int32_t limit, int64_t* histogram) {
  int8_t kept[kBlockElements];
  const int32_t largest =
      (is_signed ? differences<int8_t> : differences<uint8_t>)(r, p, static_cast<int16_t>(shift),
                                                               count, static_cast<int16_t>(limit),
                                                               kept);
  const int32_t furthest = largest < limit ? largest : limit;
  auto equal = static_cast<int64_t>(count);
  for (int32_t k = -furthest; k <= furthest; ++k) {
    if (k == 0) continue;
    const int64_t found = count_equal(kept, static_cast<int8_t>(k), count);
    histogram[limit + k] += found;
    equal -= found;
  }
  histogram[limit] += equal;
  return largest;
}

constexpr BlockKernels kernels_compiled_here(Isa isa) {
  return {isa,
          all_sums<Pivot::kFirst>,
          all_sums<Pivot::kZero>,
          pair_sums,
          square_d,
          add_square_d,
          first_largest,
          unite_flags,
          replace_flagged,
          dequantize_bytes,
          find_byte_rails,
          count_byte_differences};
}

}  // namespace
}  // namespace npuscope
// NOLINTEND(misc-definitions-in-headers)
