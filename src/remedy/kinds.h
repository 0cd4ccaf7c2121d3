// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "remedy/bench.h"

namespace npuscope {

// One file per kind: what it proposes, and the file that it writes. A kind gets only its own
// remedies, those that are possible.

Status propose_dummy_channel(const Bench& bench, std::vector<Remedy>& remedies);
Result<std::string> apply_dummy_channel(const Bench& bench, const Remedy& remedy);

Status propose_split_outputs(const Bench& bench, std::vector<Remedy>& remedies);
Result<std::string> apply_split_outputs(const Bench& bench, const Remedy& remedy);

Status propose_split_inputs(const Bench& bench, std::vector<Remedy>& remedies);
Result<std::string> apply_split_inputs(const Bench& bench, const Remedy& remedy);

Status propose_widen_range(const Bench& bench, std::vector<Remedy>& remedies);
Result<std::string> apply_widen_range(const Bench& bench, const Remedy& remedy);

Status propose_per_channel_weights(const Bench& bench, std::vector<Remedy>& remedies);
Result<std::string> apply_per_channel_weights(const Bench& bench, const Remedy& remedy);

Status propose_equalise(const Bench& bench, std::vector<Remedy>& remedies);
Result<std::string> apply_equalise(const Bench& bench, const Remedy& remedy);

Status propose_float_layer(const Bench& bench, std::vector<Remedy>& remedies);
Result<std::string> apply_float_layer(const Bench& bench, const Remedy& remedy);

}  // namespace npuscope
