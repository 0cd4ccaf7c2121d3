// SPDX-License-Identifier: Apache-2.0
#include "compare/moments.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace npuscope {
namespace {

// Two lanes whatever the machine's registers hold: the order of the additions, and with it every
// bit of the sums, is the same on every CPU.
using Float4 = float __attribute__((vector_size(16)));
using Double2 = double __attribute__((vector_size(16)));

struct Double4 {
  Double2 low, high;
  Double4 operator-(const Double2& v) const { return {low - v, high - v}; }
};

inline Double4 widened(Float4 v) {
#if defined(__SSE2__)
  // g++ 12 converts one element at a time when asked in portable words.
  return {_mm_cvtps_pd(v), _mm_cvtps_pd(_mm_movehl_ps(v, v))};
#else
  return {Double2{v[0], v[1]}, Double2{v[2], v[3]}};
#endif
}

/// A sum in two lanes.
struct Sum {
  Double2 lanes{};
  void add(const Double4& v) { lanes = lanes + v.low + v.high; }
  void add_product(const Double4& a, const Double4& b) {
    lanes = lanes + a.low * b.low + a.high * b.high;
  }
  [[nodiscard]] double total() const { return lanes[0] + lanes[1]; }
};

inline Float4 absolute(Float4 v) { return v < 0 ? -v : v; }
inline Float4 larger(Float4 a, Float4 b) { return a > b ? a : b; }
inline Double2 both(double v) { return Double2{v, v}; }

/// Calls step(r, p) for every four elements; the last ones are filled up with (r_fill, p_fill).
template <class Step>
inline void for_each_four(const float* r, const float* p, size_t count, float r_fill, float p_fill,
                          Step&& step) {
  Float4 x, y;
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    std::memcpy(&x, r + i, sizeof(x));
    std::memcpy(&y, p + i, sizeof(y));
    step(x, y);
  }
  if (i == count) return;
  x = Float4{r_fill, r_fill, r_fill, r_fill};
  y = Float4{p_fill, p_fill, p_fill, p_fill};
  std::memcpy(&x, r + i, (count - i) * sizeof(float));
  std::memcpy(&y, p + i, (count - i) * sizeof(float));
  step(x, y);
}

/// The sum of squares or products about the means, from sums about a pivot.
double centred(double products, double sum_a, double sum_b, double n) {
  return products - sum_a * sum_b / n;
}

}  // namespace

void Moments::merge(const Moments& later) {
  if (later.count == 0) return;
  if (count == 0) {
    *this = later;
    return;
  }
  const auto n = static_cast<double>(count);
  const auto m = static_cast<double>(later.count);
  const double share = m / (n + m);
  const double dr = later.mean_r - mean_r;
  const double dp = later.mean_p - mean_p;
  const double dd = later.mean_d - mean_d;
  square_r += later.square_r + dr * dr * n * share;
  square_p += later.square_p + dp * dp * n * share;
  square_d += later.square_d + dd * dd * n * share;
  product += later.product + dr * dp * n * share;
  mean_r += dr * share;
  mean_p += dp * share;
  mean_d += dd * share;
  absolute_d += later.absolute_d;
  count += later.count;
}

BlockMoments moments_of_block(const float* r, const float* p, size_t count) {
  BlockMoments block;
  if (count == 0) return block;
  const Double2 pivot_r = both(static_cast<double>(r[0]));
  const Double2 pivot_p = both(static_cast<double>(p[0]));
  const Double2 pivot_d = both(static_cast<double>(r[0] - p[0]));
  Sum sum_r, sum_p, sum_d, sum_rr, sum_pp, sum_dd, sum_rp, sum_absolute;
  Float4 largest{};
  const auto step = [&](Float4 x, Float4 y) {
    const Float4 difference = x - y;
    const Float4 magnitude = absolute(difference);
    const Double4 a = widened(x) - pivot_r;
    const Double4 b = widened(y) - pivot_p;
    const Double4 d = widened(difference) - pivot_d;
    sum_r.add(a);
    sum_p.add(b);
    sum_d.add(d);
    sum_rr.add_product(a, a);
    sum_pp.add_product(b, b);
    sum_dd.add_product(d, d);
    sum_rp.add_product(a, b);
    sum_absolute.add(widened(magnitude));
    largest = larger(magnitude, largest);
  };
  // Filled up with the pivots, which add nothing to the sums about them.
  for_each_four(r, p, count, r[0], p[0], step);

  Moments& m = block.moments;
  // Float32 magnitudes cannot overflow a float64 sum: it is finite exactly when every d is, and d
  // is finite only when r and p are.
  block.finite = std::isfinite(sum_absolute.total());
  if (!block.finite) return block;
  block.largest_d = std::max(std::max(largest[0], largest[1]), std::max(largest[2], largest[3]));
  const auto padding = static_cast<double>((4 - count % 4) % 4);
  m.absolute_d = std::max(0.0, sum_absolute.total() - padding * std::abs(pivot_d[0]));
  m.count = static_cast<int64_t>(count);
  const auto n = static_cast<double>(count);
  m.mean_r = pivot_r[0] + sum_r.total() / n;
  m.mean_p = pivot_p[0] + sum_p.total() / n;
  m.mean_d = pivot_d[0] + sum_d.total() / n;
  m.square_r = std::max(0.0, centred(sum_rr.total(), sum_r.total(), sum_r.total(), n));
  m.square_p = std::max(0.0, centred(sum_pp.total(), sum_p.total(), sum_p.total(), n));
  m.square_d = std::max(0.0, centred(sum_dd.total(), sum_d.total(), sum_d.total(), n));
  m.product = centred(sum_rp.total(), sum_r.total(), sum_p.total(), n);
  return block;
}

double sum_of_squared_differences(const float* r, const float* p, size_t count) {
  Sum sum;
  for_each_four(r, p, count, 0, 0, [&](Float4 x, Float4 y) {
    const Double4 d = widened(x - y);
    sum.add_product(d, d);
  });
  return sum.total();
}

}  // namespace npuscope
