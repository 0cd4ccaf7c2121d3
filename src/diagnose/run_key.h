// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "diagnose/trials.h"

namespace npuscope {

/// Pairs of rungs whose spread is the noise floor: the references that do not saturate
/// (ort:level=none, ort:level=all,precise=1) and exact, each with each.
std::vector<std::pair<size_t, size_t>> reference_pairs(const Ladder& ladder);

/// A hash over all that a sample's figures depend on besides its input: every rung's facts, the
/// preparation, what is compared, and what recorded layers are tried with.
std::string run_key(const Ladder& ladder, const std::vector<Comparison>& plans,
                    const std::vector<TrialPlan>& trials, const std::string& preparation);

}  // namespace npuscope
