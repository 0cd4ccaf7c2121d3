// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace npuscope {

/// An error that is added to a real number before the number is rounded to a code: normal, cut off
/// at `bound` from its mean, in codes. The number's own fraction is taken as uniform.
struct PriorError {
  double mean = 0;
  double deviation = 0;
  double bound = 0;
};

/// The mean of d^2, d = round(y + e) - round(y).
///
/// Of a given e, with f its fraction: E[d^2 | e] = e^2 + f (1 - f). The mean over e is taken from
/// the Fourier series f (1 - f) = 1/6 - sum_m cos(2 pi m e) / (pi m)^2 where e is spread over more
/// than a third of a code, and otherwise from the distance to the nearest whole number.
double mean_square_step(const PriorError& error);

/// The probability that |d| is at least `steps` >= 1: the mean of what of [0, 1] lies below
/// |e| - (steps - 1).
double step_probability(const PriorError& error, int steps);

}  // namespace npuscope
