// SPDX-License-Identifier: Apache-2.0
#include "compare/robust_fit.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace npuscope {
namespace {

constexpr double kNormalConsistency = 1.4826;
constexpr double kBiweightCutoff = 4.685;

double residual(const Line& line, float reference, float other) {
  return static_cast<double>(other) -
         (line.slope * static_cast<double>(reference) + line.intercept);
}

/// Median of |residual|.
double spread_about(const Line& line, std::span<const float> r, std::span<const float> p) {
  std::vector<double> residuals(r.size());
  for (size_t i = 0; i < r.size(); ++i) residuals[i] = std::abs(residual(line, r[i], p[i]));
  const auto middle = residuals.begin() + static_cast<std::ptrdiff_t>(residuals.size() / 2);
  std::nth_element(residuals.begin(), middle, residuals.end());
  return *middle;
}

std::optional<Line> weighted_fit(const Line& start, double cutoff, std::span<const float> r,
                                 std::span<const float> p) {
  // Weighted means and deviations, updated pair by pair (West 1979).
  double weights = 0, mean_r = 0, mean_p = 0, square_r = 0, product = 0;
  for (size_t i = 0; i < r.size(); ++i) {
    const double u = residual(start, r[i], p[i]) / cutoff;
    if (std::abs(u) >= 1) continue;
    const double weight = (1 - u * u) * (1 - u * u);
    if (weight == 0) continue;
    weights += weight;
    const double from_r = static_cast<double>(r[i]) - mean_r;
    const double from_p = static_cast<double>(p[i]) - mean_p;
    mean_r += from_r * weight / weights;
    mean_p += from_p * weight / weights;
    square_r += weight * from_r * (static_cast<double>(r[i]) - mean_r);
    product += weight * from_r * (static_cast<double>(p[i]) - mean_p);
  }
  if (square_r <= 0) return std::nullopt;
  const double slope = product / square_r;
  return Line{slope, mean_p - slope * mean_r};
}

}  // namespace

std::optional<Line> robust_fit(const Moments& all, std::span<const float> sampled_reference,
                               std::span<const float> sampled_other) {
  if (all.count < 2 || all.square_r <= 0) return std::nullopt;
  const double slope = all.product / all.square_r;
  const Line plain = {slope, all.mean_p - slope * all.mean_r};
  if (sampled_reference.empty()) return plain;
  const double spread = kNormalConsistency * spread_about(plain, sampled_reference, sampled_other);
  if (spread <= 0) return plain;
  return weighted_fit(plain, kBiweightCutoff * spread, sampled_reference, sampled_other)
      .value_or(plain);
}

}  // namespace npuscope
