// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inputs/input_set.h"

namespace npuscope {

/// What a request says of inputs overrules the case file: `files`, unless empty, take the place of
/// its files or random data, and its labels, which are of those, go with them; `limit`, unless 0,
/// is how many samples are kept.
void overrule_spec(const std::vector<std::string>& files, int64_t limit, InputSpec& spec);

}  // namespace npuscope
