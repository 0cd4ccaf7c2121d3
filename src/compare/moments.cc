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

/// What sums are about.
struct Pivot {
  double r = 0, p = 0, d = 0;
};

/// Those of r and p alone, of `count` pairs.
Moments pair_moments(const BlockSums& sums, const Pivot& pivot, size_t count) {
  Moments m;
  m.count = static_cast<int64_t>(count);
  const auto n = static_cast<double>(count);
  m.mean_r = pivot.r + sums.a / n;
  m.mean_p = pivot.p + sums.b / n;
  m.square_r = std::max(0.0, centred(sums.aa, sums.a, sums.a, n));
  m.square_p = std::max(0.0, centred(sums.bb, sums.b, sums.b, n));
  m.product = centred(sums.ab, sums.a, sums.b, n);
  return m;
}

Moments all_moments(const BlockSums& sums, const Pivot& pivot, size_t count) {
  Moments m = pair_moments(sums, pivot, count);
  const auto n = static_cast<double>(count);
  m.absolute_d = std::max(0.0, sums.absolute);
  m.mean_d = pivot.d + sums.e / n;
  m.square_d = std::max(0.0, centred(sums.ee, sums.e, sums.e, n));
  return m;
}

/// Whether moments from sums about zero are as exact as moments_of_block() promises. A lane of
/// count / 8 elements rounds as often, what is made of the lanes three times: a sum is off by
/// (count / 8 + 3) * 2^-53 of it, and a moment of an eighth of it by (count + 24) * 2^-53 of
/// itself.
bool keeps_digits(const BlockSums& sums, const Moments& m) {
  constexpr double kMost = 8;
  if (m.count < 24) return false;
  return sums.aa <= kMost * m.square_r && sums.bb <= kMost * m.square_p &&
         sums.ee <= kMost * m.square_d;
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
  block_kernels().sums_about_zero(r, p, count, sums);
  // Float32 magnitudes cannot overflow a float64 sum: it is finite exactly when every d is, and d
  // is finite only when r and p are.
  block.finite = std::isfinite(sums.absolute);
  if (!block.finite) return block;
  block.largest_d = sums.largest;
  block.moments = all_moments(sums, {}, count);
  if (keeps_digits(sums, block.moments)) return block;
  block_kernels().sums(r, p, count, sums);
  const Pivot first = {static_cast<double>(r[0]), static_cast<double>(p[0]),
                       static_cast<double>(r[0] - p[0])};
  sums.absolute -= static_cast<double>(BlockSums::filled_up(count)) * std::abs(first.d);
  block.moments = all_moments(sums, first, count);
  return block;
}

Moments moments_of_pairs(const float* r, const float* p, size_t count, size_t repeated) {
  if (count == repeated) return {};
  BlockSums sums;
  block_kernels().pair_sums(r, p, count, sums);
  return pair_moments(sums, {static_cast<double>(r[0]), static_cast<double>(p[0]), 0},
                      count - repeated);
}

double sum_of_squared_differences(const float* r, const float* p, size_t count) {
  return block_kernels().square_d(r, p, count);
}

}  // namespace npuscope
