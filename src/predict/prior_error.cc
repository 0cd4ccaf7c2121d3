// SPDX-License-Identifier: Apache-2.0
#include "predict/prior_error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "numeric/normal.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr double kSpread = 0.3;  // deviation from which three terms of the series suffice
constexpr double kPi = std::numbers::pi;

double normal_density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * kPi); }

/// E[max(0, mean + deviation z)].
double mean_above_zero(double mean, double deviation) {
  if (deviation == 0) return std::max(0.0, mean);
  const double x = mean / deviation;
  return mean * normal_below(x) + deviation * normal_density(x);
}

double mean_magnitude(double mean, double deviation) {
  return mean_above_zero(mean, deviation) + mean_above_zero(-mean, deviation);
}

/// The share of [0, 1] below mean + deviation z, on average.
double mean_ramp(double mean, double deviation) {
  return mean_above_zero(mean, deviation) - mean_above_zero(mean - 1, deviation);
}

}  // namespace

double mean_square_step(const PriorError& error) {
  const double mean = error.mean, deviation = error.deviation;
  if (deviation < kSpread) {
    const double near = mean - round_real(mean, Rounding::kHalfEven);
    return mean * mean - near * near + mean_magnitude(near, deviation);
  }
  double square = mean * mean + deviation * deviation + 1.0 / 6;
  for (int m = 1; m <= 3; ++m)
    square -= std::cos(2 * kPi * m * mean) *
              std::exp(-2 * kPi * kPi * m * m * deviation * deviation) / (kPi * kPi * m * m);
  return square;
}

double step_probability(const PriorError& error, int steps) {
  const double below = static_cast<double>(steps) - 1;
  double probability = 0;
  for (const double mean : {error.mean, -error.mean})
    if (mean + error.bound > below) probability += mean_ramp(mean - below, error.deviation);
  return std::min(1.0, probability);
}

}  // namespace npuscope
