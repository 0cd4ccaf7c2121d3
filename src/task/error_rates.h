// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "task/task.h"

namespace npuscope {

/// Errors among trials, with the 95 % Wilson score interval of the rate.
struct ErrorRate {
  int64_t errors = 0;
  int64_t trials = 0;
  [[nodiscard]] double rate() const;  ///< 0 when there were no trials
  /// Lower and upper end in [0, 1]; (0, 1) when there were no trials.
  [[nodiscard]] std::pair<double, double> interval() const;
};

/// ISO/IEC 30107-3 figures of a presentation-attack detector on labelled samples.
struct AttackDetection {
  ErrorRate bona_fide;                       ///< BPCER: live taken for attack
  std::map<std::string, ErrorRate> species;  ///< APCER of each species: attack taken for live
  /// The species with the largest APCER; the end of `species` without attacks.
  [[nodiscard]] std::map<std::string, ErrorRate>::const_iterator worst_species() const;
  /// (max APCER + BPCER) / 2; nothing without both.
  [[nodiscard]] std::optional<double> acer() const;
};

AttackDetection count_errors(std::span<const Truth> truths, std::span<const Decision> decisions);

/// The two-sided exact McNemar test for b and c changed decisions in the two directions:
/// min(1, 2 * P(X <= min(b, c))), X ~ Binomial(b + c, 1/2). 1 when nothing changed.
double mcnemar_exact_p(int64_t b, int64_t c);

}  // namespace npuscope
