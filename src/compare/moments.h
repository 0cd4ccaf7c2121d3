// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace npuscope {

/// First and second moments of pairs (r, p) and of d = r - p. Second moments are kept about the
/// means and merged by the formula of Chan, Golub and LeVeque (1979), so that neither a large
/// offset nor 10^9 elements cost digits. Differences are float32, everything else is float64.
struct Moments {
  int64_t count = 0;
  double mean_r = 0, mean_p = 0, mean_d = 0;
  double square_r = 0;    ///< sum of (r - mean_r)^2
  double square_p = 0;    ///< sum of (p - mean_p)^2
  double square_d = 0;    ///< sum of (d - mean_d)^2
  double product = 0;     ///< sum of (r - mean_r)(p - mean_p)
  double absolute_d = 0;  ///< sum of |d|

  void merge(const Moments& later);

  /// Sums about zero.
  [[nodiscard]] double sum_rr() const { return about_zero(square_r, mean_r, mean_r); }
  [[nodiscard]] double sum_pp() const { return about_zero(square_p, mean_p, mean_p); }
  [[nodiscard]] double sum_dd() const { return about_zero(square_d, mean_d, mean_d); }
  [[nodiscard]] double sum_rp() const { return about_zero(product, mean_r, mean_p); }

  bool operator==(const Moments&) const = default;

 private:
  [[nodiscard]] double about_zero(double centred, double mean_a, double mean_b) const {
    return centred + static_cast<double>(count) * mean_a * mean_b;
  }
};

/// Moments of a short run of elements.
struct BlockMoments {
  Moments moments;
  float largest_d = 0;  ///< max |d|
  bool finite = true;   ///< false: some d is NaN or infinite, and the moments mean nothing
};

/// From sums about zero, or where these would cost digits about the run's own first element: the
/// relative error of each second moment stays below count * 2^-52.
BlockMoments moments_of_block(const float* r, const float* p, size_t count);

/// Moments of r and p alone, nothing of d: of a run of which `repeated` elements beside the first
/// are but the first one again, and do not count. They add nothing to sums about the first.
Moments moments_of_pairs(const float* r, const float* p, size_t count, size_t repeated);

/// Sum of d^2 over a run.
double sum_of_squared_differences(const float* r, const float* p, size_t count);

}  // namespace npuscope
