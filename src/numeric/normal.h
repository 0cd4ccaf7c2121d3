// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace npuscope {

/// The probability that a standard normal number is below x.
inline double normal_below(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace npuscope
