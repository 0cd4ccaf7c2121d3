// SPDX-License-Identifier: Apache-2.0
#include "compare/robust_fit.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace npuscope {
namespace {

constexpr double kNormalConsistency = 1.4826;
constexpr double kBiweightCutoff = 4.685;

/// Sums in four lanes, which the compiler may add up at once: pair i belongs to lane i mod 4.
constexpr size_t kLanes = 4;
struct Sum {
  double lanes[kLanes] = {};
  [[nodiscard]] double total() const { return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]); }
};

/// Calls f(i, lane) for every i below `count`, in ascending order.
template <class F>
void for_each_lane(size_t count, F&& f) {
  size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (size_t lane = 0; lane < kLanes; ++lane) f(i + lane, lane);
  for (size_t lane = 0; i + lane < count; ++lane) f(i + lane, lane);
}

std::vector<double> residuals_about(const Line& line, std::span<const float> r,
                                    std::span<const float> p) {
  std::vector<double> residuals(r.size());
  for (size_t i = 0; i < r.size(); ++i)
    residuals[i] =
        static_cast<double>(p[i]) - (line.slope * static_cast<double>(r[i]) + line.intercept);
  return residuals;
}

/// The upper median of the magnitudes. As patterns of bits, magnitudes are ordered like integers:
/// counting the upper bits finds the few among which the median is.
double median_magnitude(const std::vector<double>& values) {
  constexpr int kShift = 50;  // leaves the exponent and two bits of the fraction
  const auto pattern = [](double v) { return std::bit_cast<uint64_t>(v) << 1 >> 1; };
  std::vector<uint32_t> bins(size_t{1} << (63 - kShift));
  for (const double v : values) ++bins[pattern(v) >> kShift];
  size_t rank = values.size() / 2;
  uint64_t bin = 0;
  for (; rank >= bins[bin]; ++bin) rank -= bins[bin];
  std::vector<uint64_t> candidates;
  candidates.reserve(bins[bin]);
  for (const double v : values)
    if (pattern(v) >> kShift == bin) candidates.push_back(pattern(v));
  const auto middle = candidates.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(candidates.begin(), middle, candidates.end());
  return std::bit_cast<double>(*middle);
}

/// Tukey's biweight of each residual.
std::vector<double> weights_of(std::vector<double> residuals, double cutoff) {
  for (double& value : residuals) {
    const double u = value / cutoff;
    const double root = 1 - u * u;
    value = root > 0 ? root * root : 0;
  }
  return residuals;
}

/// Least squares about the weighted means; nothing when r is constant where a weight is left.
std::optional<Line> weighted_fit(const std::vector<double>& weights, std::span<const float> r,
                                 std::span<const float> p) {
  const auto first = std::ranges::find_if(weights, [](double w) { return w > 0; });
  if (first == weights.end()) return std::nullopt;
  // About a pair that counts: where all r are equal, their mean is exactly the same.
  const auto pivot = static_cast<size_t>(first - weights.begin());
  const auto r0 = static_cast<double>(r[pivot]);
  const auto p0 = static_cast<double>(p[pivot]);
  Sum sum, sum_r, sum_p, square_r, product;
  for_each_lane(r.size(), [&](size_t i, size_t lane) {
    sum.lanes[lane] += weights[i];
    sum_r.lanes[lane] += weights[i] * (static_cast<double>(r[i]) - r0);
    sum_p.lanes[lane] += weights[i] * (static_cast<double>(p[i]) - p0);
  });
  const double mean_r = r0 + sum_r.total() / sum.total();
  const double mean_p = p0 + sum_p.total() / sum.total();
  for_each_lane(r.size(), [&](size_t i, size_t lane) {
    const double from_r = static_cast<double>(r[i]) - mean_r;
    square_r.lanes[lane] += weights[i] * from_r * from_r;
    product.lanes[lane] += weights[i] * from_r * (static_cast<double>(p[i]) - mean_p);
  });
  if (square_r.total() <= 0) return std::nullopt;
  const double slope = product.total() / square_r.total();
  return Line{slope, mean_p - slope * mean_r};
}

}  // namespace

std::optional<Line> robust_fit(const Moments& all, std::span<const float> sampled_reference,
                               std::span<const float> sampled_other) {
  if (all.count < 2 || all.square_r <= 0) return std::nullopt;
  const double slope = all.product / all.square_r;
  const Line plain = {slope, all.mean_p - slope * all.mean_r};
  if (sampled_reference.empty()) return plain;
  std::vector<double> residuals = residuals_about(plain, sampled_reference, sampled_other);
  const double spread = kNormalConsistency * median_magnitude(residuals);
  // Not "<= 0": where the moments overflow, a residual may be no number.
  if (!(spread > 0)) return plain;
  return weighted_fit(weights_of(std::move(residuals), kBiweightCutoff * spread), sampled_reference,
                      sampled_other)
      .value_or(plain);
}

}  // namespace npuscope
