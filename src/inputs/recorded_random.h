// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recording/recording.h"

namespace npuscope {

/// Why random inputs prove little.
std::string random_inputs_warning();

/// Whether a recording's first input is what ST's `validate` makes when it is given none (seed 42,
/// its default range); looked at in the first sample. Codes are recognised whatever their scale,
/// which cancels out but for ties.
Result<bool> has_random_inputs(const Recording& recording);

}  // namespace npuscope
