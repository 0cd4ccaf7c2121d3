// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "remedy/bench.h"

namespace npuscope {

// One file per kind: what it proposes, and the file that it writes. A kind gets only its own
// remedies, those that are possible.

void propose_dummy_channel(const Bench& bench, std::vector<Remedy>& remedies);
Result<std::string> apply_dummy_channel(const Bench& bench, const Remedy& remedy);

}  // namespace npuscope
