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

/// Registers that work side by side: as many as hold all their sums without spilling.
constexpr size_t kGroups = kWidth == kLanes ? 1 : 2;

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

/// What sums are about: the first pair of the run, or zero.
enum class Pivot { kFirst, kZero };

/// A run of pairs, its last, incomplete turn of the lanes filled up with the first pair, or zeros.
struct Run {
  const float* r;
  const float* p;
  size_t whole;  // elements of complete turns
  bool filled;
  float last_r[kLanes], last_p[kLanes];

  Run(const float* reference, const float* other, size_t count, Pivot pivot = Pivot::kFirst)
      : r(reference), p(other), whole(count / kLanes * kLanes), filled(whole != count) {
    if (!filled) return;
    for (size_t i = 0; i < kLanes; ++i) {
      const bool beyond = whole + i >= count;
      const size_t at = beyond ? 0 : whole + i;
      last_r[i] = beyond && pivot == Pivot::kZero ? 0 : r[at];
      last_p[i] = beyond && pivot == Pivot::kZero ? 0 : p[at];
    }
  }
};

/// Asks for what the next block of a tensor will look at: memory keeps busy between the blocks, and
/// from one page to the next, where processors do not look ahead by themselves. The addresses need
/// not exist.
inline void fetch_ahead(const float* r, const float* p) {
  __builtin_prefetch(r + kBlockElements);
  __builtin_prefetch(p + kBlockElements);
}

/// Passes over a run for kGroups registers of lanes at a time, each with its own `Sums`: which adds
/// floats of r and p by add(), and writes what it has come to by store(). `Sums` of the start.
template <class Sums>
inline void pass(const Run& run, const Sums& start, double (*lanes)[kLanes]) {
  for (size_t first = 0; first < kLanes; first += kGroups * kWidth) {
    Sums sums[kGroups];
    for (Sums& one : sums) one = start;
    const auto turn = [&](const float* r, const float* p) {
#pragma GCC unroll 2
      for (size_t g = 0; g < kGroups; ++g)
        sums[g].add(load_floats(r + first + g * kWidth), load_floats(p + first + g * kWidth));
    };
    for (size_t i = 0; i < run.whole; i += kLanes) {
      if (first == 0) fetch_ahead(run.r + i, run.p + i);
      turn(run.r + i, run.p + i);
    }
    if (run.filled) turn(run.last_r, run.last_p);
    for (size_t g = 0; g < kGroups; ++g) {
      const size_t lane = first + g * kWidth;
      size_t s = 0;
      sums[g].each([&](const Doubles& sum) { std::memcpy(&lanes[s++][lane], &sum, sizeof(sum)); });
    }
  }
}

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
struct DifferenceSums {
  Doubles d0;
  Doubles e{}, ee{}, absolute{}, largest{};
  static constexpr size_t kCount = 4;

  void add(Floats r, Floats p) {
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
    f(e), f(ee), f(absolute), f(largest);
  }
};

/// Both at once, where there are registers enough: memory is read once.
template <Pivot kPivot>
struct AllSums {
  PairSums<kPivot> pair;
  DifferenceSums<kPivot> difference;
  static constexpr size_t kCount = PairSums<kPivot>::kCount + DifferenceSums<kPivot>::kCount;

  void add(Floats r, Floats p) {
    pair.add(r, p);
    difference.add(r, p);
  }
  template <class F>
  void each(F f) const {
    pair.each(f);
    difference.each(f);
  }
};

struct SquareSums {
  Doubles square{};
  static constexpr size_t kCount = 1;

  void add(Floats r, Floats p) {
    const Doubles d = widened(r - p);
    square += d * d;
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

template <Pivot kPivot>
DifferenceSums<kPivot> difference_start(const float* r, const float* p) {
  return {all_of(static_cast<double>(r[0] - p[0]))};
}

void store_pair(const double (*lanes)[kLanes], BlockSums& out) {
  out.a = total_of(lanes[0]);
  out.b = total_of(lanes[1]);
  out.aa = total_of(lanes[2]);
  out.bb = total_of(lanes[3]);
  out.ab = total_of(lanes[4]);
}

void store_difference(const double (*lanes)[kLanes], BlockSums& out) {
  out.e = total_of(lanes[0]);
  out.ee = total_of(lanes[1]);
  out.absolute = total_of(lanes[2]);
  double largest = 0;
  for (const double v : lanes[3]) largest = v > largest ? v : largest;
  out.largest = static_cast<float>(largest);
}

void pair_sums(const float* r, const float* p, size_t count, BlockSums& out) {
  constexpr Pivot kPivot = Pivot::kFirst;
  double lanes[PairSums<kPivot>::kCount][kLanes];
  pass(Run(r, p, count), pair_start<kPivot>(r, p), lanes);
  store_pair(lanes, out);
}

template <Pivot kPivot>
void all_sums(const float* r, const float* p, size_t count, BlockSums& out) {
  double lanes[AllSums<kPivot>::kCount][kLanes];
  double(*differences)[kLanes] = lanes + PairSums<kPivot>::kCount;
  const Run run(r, p, count, kPivot);
  const auto pairs = pair_start<kPivot>(r, p);
  const auto of_differences = difference_start<kPivot>(r, p);
  if constexpr (kWidth == kLanes) {
    pass(run, AllSums<kPivot>{pairs, of_differences}, lanes);
  } else {
    pass(run, pairs, lanes);
    pass(run, of_differences, differences);
  }
  store_pair(lanes, out);
  store_difference(differences, out);
}

double square_d(const float* r, const float* p, size_t count) {
  double lanes[SquareSums::kCount][kLanes];
  const size_t whole = count / kLanes * kLanes;
  pass(Run(r, p, whole), SquareSums{}, lanes);
  for (size_t i = whole; i < count; ++i) {
    const auto d = static_cast<double>(r[i] - p[i]);
    lanes[0][i - whole] += d * d;
  }
  return total_of(lanes[0]);
}

void add_square_d(const float* r, const float* p, size_t count, double* sums) {
  for (size_t i = 0; i < count; ++i) {
    const auto d = static_cast<double>(r[i] - p[i]);
    sums[i] += d * d;
  }
}

// Floats that fill a register, and as many integers; sixteen of each at a time.
using FullFloats = float __attribute__((vector_size(8 * kWidth)));
using FullIntegers = int32_t __attribute__((vector_size(8 * kWidth)));
constexpr size_t kChunk = 16;
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

inline FullIntegers lane_numbers() {
  FullIntegers numbers;
  for (size_t i = 0; i < kFull; ++i) numbers[i] = static_cast<int32_t>(i);
  return numbers;
}

/// Of whole chunks: the largest of each of sixteen lanes and in which chunk it comes first, then
/// the largest of the lanes. Looking for its place afterwards would mispredict once a row.
FirstLargest first_largest_of_chunks(const float* v, size_t chunks) {
  constexpr size_t kParts = kChunk / kFull;
  FullFloats best[kParts];
  FullIntegers where[kParts];
#pragma GCC unroll 4
  for (size_t part = 0; part < kParts; ++part) {
    best[part] = load_full(v + part * kFull);
    where[part] = FullIntegers{};
  }
  for (size_t i = 1; i < chunks; ++i) {
    const FullIntegers here = FullIntegers{} + static_cast<int32_t>(i * kChunk);
#pragma GCC unroll 4
    for (size_t part = 0; part < kParts; ++part) {
      const FullFloats next = load_full(v + i * kChunk + part * kFull);
      see_next(next, here, best[part], where[part]);
    }
  }
  FullFloats most = best[0];
#pragma GCC unroll 4
  for (size_t part = 1; part < kParts; ++part) most = larger_of(most, best[part]);
  most = best_of_lanes(most, larger_of);
  FullIntegers first = FullIntegers{} + INT32_MAX;
#pragma GCC unroll 4
  for (size_t part = 0; part < kParts; ++part) {
    const FullIntegers place = where[part] + lane_numbers() + static_cast<int32_t>(part * kFull);
    const FullIntegers nearer = (best[part] == most) & (place < first);
    first = nearer ? place : first;
  }
  first = best_of_lanes(first, [](FullIntegers a, FullIntegers b) { return a < b ? a : b; });
  return {v[first[0]], static_cast<size_t>(first[0])};
}

FirstLargest first_largest(const float* v, size_t count) {
  FirstLargest found{v[0], 0};
  size_t i = 1;
  if (count >= kChunk) {
    found = first_largest_of_chunks(v, count / kChunk);
    i = count / kChunk * kChunk;
  }
  for (; i < count; ++i)
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
