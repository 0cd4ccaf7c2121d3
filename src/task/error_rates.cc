// SPDX-License-Identifier: Apache-2.0
#include "task/error_rates.h"

#include <algorithm>
#include <cmath>

namespace npuscope {

double ErrorRate::rate() const {
  return trials > 0 ? static_cast<double>(errors) / static_cast<double>(trials) : 0;
}

std::pair<double, double> ErrorRate::interval() const {
  if (trials == 0) return {0, 1};
  constexpr double kZ = 1.959963984540054;  // 97.5 % quantile of the normal distribution
  const auto n = static_cast<double>(trials);
  const double p = rate();
  const double centre = p + kZ * kZ / (2 * n);
  const double spread = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  const double scale = 1 + kZ * kZ / n;
  // At its ends the interval is exact; computed, it would miss them by a rounding.
  return {errors == 0 ? 0 : (centre - spread) / scale,
          errors == trials ? 1 : (centre + spread) / scale};
}

std::map<std::string, ErrorRate>::const_iterator AttackDetection::worst_species() const {
  return std::ranges::max_element(species, {}, [](const auto& one) { return one.second.rate(); });
}

std::optional<double> AttackDetection::acer() const {
  if (species.empty() || bona_fide.trials == 0) return std::nullopt;
  return (worst_species()->second.rate() + bona_fide.rate()) / 2;
}

AttackDetection count_errors(std::span<const Truth> truths, std::span<const Decision> decisions) {
  AttackDetection result;
  for (size_t i = 0; i < truths.size(); ++i) {
    const bool live = truths[i].decision == Decision::kLive;
    ErrorRate& rate = live ? result.bona_fide : result.species[truths[i].species];
    ++rate.trials;
    if (decisions[i] != truths[i].decision) ++rate.errors;
  }
  return result;
}

double mcnemar_exact_p(int64_t b, int64_t c) {
  const int64_t n = b + c;
  if (n == 0) return 1;
  // Terms C(n, k) / 2^n through logarithms of the gamma function.
  double tail = 0;
  const auto count = static_cast<double>(n);
  for (int64_t k = 0; k <= std::min(b, c); ++k) {
    const auto x = static_cast<double>(k);
    tail += std::exp(std::lgamma(count + 1) - std::lgamma(x + 1) - std::lgamma(count - x + 1) -
                     count * std::log(2.0));
  }
  return std::min(1.0, 2 * tail);
}

}  // namespace npuscope
