// SPDX-License-Identifier: Apache-2.0
#include "compare/moments.h"

#include <algorithm>
#include <cmath>

#include "compare/block_kernels.h"

namespace npuscope {
namespace {

/// The sum of squares or products about the means, from sums about a pivot.
double centred(double products, double sum_a, double sum_b, double n) {
  return products - sum_a * sum_b / n;
}

/// Those of r and p alone, of `count` pairs of which (r0, p0) is one.
Moments pair_moments(const BlockSums& sums, float r0, float p0, size_t count) {
  Moments m;
  m.count = static_cast<int64_t>(count);
  const auto n = static_cast<double>(count);
  m.mean_r = static_cast<double>(r0) + sums.a / n;
  m.mean_p = static_cast<double>(p0) + sums.b / n;
  m.square_r = std::max(0.0, centred(sums.aa, sums.a, sums.a, n));
  m.square_p = std::max(0.0, centred(sums.bb, sums.b, sums.b, n));
  m.product = centred(sums.ab, sums.a, sums.b, n);
  return m;
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
  BlockSums sums;
  block_kernels().sums(r, p, count, sums);
  // Float32 magnitudes cannot overflow a float64 sum: it is finite exactly when every d is, and d
  // is finite only when r and p are.
  block.finite = std::isfinite(sums.absolute);
  if (!block.finite) return block;
  block.largest_d = sums.largest;
  Moments& m = block.moments;
  m = pair_moments(sums, r[0], p[0], count);
  const auto n = static_cast<double>(count);
  const auto d0 = static_cast<double>(r[0] - p[0]);
  const auto filled_up = static_cast<double>(BlockSums::filled_up(count));
  m.absolute_d = std::max(0.0, sums.absolute - filled_up * std::abs(d0));
  m.mean_d = d0 + sums.e / n;
  m.square_d = std::max(0.0, centred(sums.ee, sums.e, sums.e, n));
  return block;
}

Moments moments_of_pairs(const float* r, const float* p, size_t count, size_t repeated) {
  if (count == repeated) return {};
  BlockSums sums;
  block_kernels().pair_sums(r, p, count, sums);
  return pair_moments(sums, r[0], p[0], count - repeated);
}

double sum_of_squared_differences(const float* r, const float* p, size_t count) {
  return block_kernels().square_d(r, p, count);
}

}  // namespace npuscope
