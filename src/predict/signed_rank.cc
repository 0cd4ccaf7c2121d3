// SPDX-License-Identifier: Apache-2.0
#include "predict/signed_rank.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "numeric/normal.h"

namespace npuscope {
namespace {

constexpr size_t kMostExact = 100;

/// Twice the rank of each magnitude, from the smallest: whole numbers, as equal ones share the mean
/// of their ranks. `sorted` by magnitude.
std::vector<size_t> doubled_ranks(const std::vector<double>& sorted) {
  std::vector<size_t> ranks(sorted.size());
  for (size_t begin = 0; begin < sorted.size();) {
    size_t end = begin + 1;
    while (end < sorted.size() && std::abs(sorted[end]) == std::abs(sorted[begin])) ++end;
    for (size_t i = begin; i < end; ++i)
      ranks[i] = begin + 1 + end;  // (begin + 1 + end) / 2, twice
    begin = end;
  }
  return ranks;
}

/// The probability that ranks with signs by chance sum to `sum` or less.
double exact_below(const std::vector<size_t>& ranks, size_t sum) {
  std::vector<double> ways(sum + 1);
  ways[0] = 1;
  for (const size_t rank : ranks)
    for (size_t s = sum + 1; s-- > 0;) ways[s] = (ways[s] + (s >= rank ? ways[s - rank] : 0)) / 2;
  double probability = 0;
  for (const double way : ways) probability += way;
  return probability;
}

/// The same by the normal distribution of so many signs.
double approximately_below(const std::vector<size_t>& ranks, double sum) {
  double mean = 0, variance = 0;
  for (const size_t rank : ranks) {
    const auto r = static_cast<double>(rank);
    mean += r / 2;
    variance += r * r / 4;
  }
  return normal_below((sum - mean) / std::sqrt(variance));
}

}  // namespace

double signed_rank_p(std::vector<double> differences) {
  std::erase(differences, 0.0);
  if (differences.empty()) return 1;
  std::ranges::sort(differences, {}, [](double d) { return std::abs(d); });
  const std::vector<size_t> ranks = doubled_ranks(differences);
  size_t positive = 0, negative = 0;
  for (size_t i = 0; i < ranks.size(); ++i) (differences[i] > 0 ? positive : negative) += ranks[i];
  const size_t smaller = std::min(positive, negative);
  const double below = ranks.size() <= kMostExact
                           ? exact_below(ranks, smaller)
                           : approximately_below(ranks, static_cast<double>(smaller));
  return std::min(1.0, 2 * below);
}

}  // namespace npuscope
