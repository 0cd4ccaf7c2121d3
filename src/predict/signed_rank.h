// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace npuscope {

/// The two-sided p of Wilcoxon's signed-rank test that differences have no direction: whether one
/// treatment of the same samples is better than another, whatever the distribution. Differences of
/// 0 are left out, equal magnitudes share their ranks. Exact up to 100 differences, beyond by the
/// normal approximation. 1 without any.
double signed_rank_p(std::vector<double> differences);

}  // namespace npuscope
