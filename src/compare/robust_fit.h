// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "compare/moments.h"

namespace npuscope {

/// other ~ slope * reference + intercept.
struct Line {
  double slope = 1;
  double intercept = 0;
};

/// A straight line that a few wrong elements cannot bend, from a single pass:
///
/// 1. Ordinary least squares over all elements, from their moments.
/// 2. Residuals e of the sampled pairs about that line; s = 1.4826 median(|e|), the standard
///    deviation where they are normal (the upper median where their number is even).
/// 3. Least squares over the sampled pairs, once, with Tukey's biweight:
///    w = (1 - (e / 4.685 s)^2)^2 where |e| < 4.685 s, else 0 (95 % efficient on normal residuals).
///
/// Nothing when there are fewer than two elements or the reference is constant. The line of step 1
/// stands when s = 0 (it already goes through most elements) or when the pairs that keep a weight
/// have a constant reference.
std::optional<Line> robust_fit(const Moments& all, std::span<const float> sampled_reference,
                               std::span<const float> sampled_other);

}  // namespace npuscope
