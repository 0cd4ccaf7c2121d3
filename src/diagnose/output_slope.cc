// SPDX-License-Identifier: Apache-2.0
#include "diagnose/output_slope.h"

#include <algorithm>
#include <cmath>

namespace npuscope {
namespace {

constexpr size_t kFewestSamples = 3;  // for a line with an offset for each element and an error
constexpr size_t kFewestToTell = 5;   // of fewer, five standard errors say little
constexpr double kErrors = 5;
constexpr double kConstant = 1e-24;  // of squares: no more than double's rounding of the means
constexpr double kSmallest = 0.02;   // less moves no decision that noise does not move

bool is_finite(const OutputPair& pair) {
  const auto finite = [](double v) { return std::isfinite(v); };
  return std::ranges::all_of(pair.earlier, finite) && std::ranges::all_of(pair.later, finite);
}

struct Means {
  std::vector<double> earlier, later;
};

Means means_of(const std::vector<OutputPair>& samples) {
  const size_t elements = samples.front().earlier.size();
  const auto count = static_cast<double>(samples.size());
  Means means{std::vector<double>(elements), std::vector<double>(elements)};
  for (const OutputPair& pair : samples)
    for (size_t k = 0; k < elements; ++k) {
      means.earlier[k] += pair.earlier[k] / count;
      means.later[k] += pair.later[k] / count;
    }
  return means;
}

double squares_of(const Means& means) {
  double sum = 0;
  for (const double mean : means.earlier) sum += mean * mean;
  return sum;
}

struct Sums {
  double rr = 0, rp = 0, pp = 0;
};

Sums sums_of(const OutputPair& pair, const Means& means) {
  Sums sums;
  for (size_t k = 0; k < pair.earlier.size(); ++k) {
    const double r = pair.earlier[k] - means.earlier[k];
    const double p = pair.later[k] - means.later[k];
    sums.rr += r * r;
    sums.rp += r * p;
    sums.pp += p * p;
  }
  return sums;
}

/// The slopes that are left without each of the samples. What a sample adds to sums about the means
/// of all n, n / (n - 1) times, is what it adds to sums about the means with and without it.
/// Nothing where the others do not change.
std::optional<std::vector<double>> slopes_without_one(const std::vector<Sums>& each,
                                                      const Sums& all) {
  const auto n = static_cast<double>(each.size());
  const double share = n / (n - 1);
  std::vector<double> slopes;
  for (const Sums& one : each) {
    const double rr = all.rr - share * one.rr;
    if (rr <= all.rr * 1e-12) return std::nullopt;  // one sample alone has the slope
    slopes.push_back((all.rp - share * one.rp) / rr);
  }
  return slopes;
}

/// sqrt((n - 1) / n * sum((slope - mean)^2))
double jackknife_error(const std::vector<double>& slopes) {
  const auto n = static_cast<double>(slopes.size());
  double mean = 0, squares = 0;
  for (const double slope : slopes) mean += slope / n;
  for (const double slope : slopes) squares += (slope - mean) * (slope - mean);
  return std::sqrt((n - 1) / n * squares);
}

}  // namespace

double OutputSlope::off() const { return std::fabs(value - 1); }

bool OutputSlope::rescaled(double floor, double indistinct) const {
  if (samples < kFewestToTell || value <= 0) return false;
  const double bound = floor + std::max(kSmallest, kErrors * error);
  if (off() * spread <= indistinct) return false;
  return (std::max(steep, steepest) < 1 && 1 - steepest > bound && 1 - value > bound) ||
         (flattest - 1 > bound && value - 1 > bound);
}

std::optional<OutputSlope> output_slope(std::vector<OutputPair> samples) {
  std::erase_if(samples, [](const OutputPair& pair) { return !is_finite(pair); });
  if (samples.size() < kFewestSamples || samples.front().earlier.empty()) return std::nullopt;
  const Means means = means_of(samples);
  std::vector<Sums> each;
  Sums all;
  for (const OutputPair& pair : samples) {
    each.push_back(sums_of(pair, means));
    all.rr += each.back().rr;
    all.rp += each.back().rp;
    all.pp += each.back().pp;
  }
  if (all.rr <= kConstant * squares_of(means) * static_cast<double>(samples.size()))
    return std::nullopt;
  const auto others = slopes_without_one(each, all);
  if (!others) return std::nullopt;
  OutputSlope slope;
  slope.value = all.rp / all.rr;
  slope.steep = all.rp == 0 ? std::copysign(HUGE_VAL, all.rp) : all.pp / all.rp;
  slope.error = jackknife_error(*others);
  slope.flattest = std::ranges::min(*others);
  slope.steepest = std::ranges::max(*others);
  slope.spread = std::sqrt(all.rr / static_cast<double>(samples.size() * means.earlier.size()));
  slope.samples = samples.size();
  return slope;
}

}  // namespace npuscope
