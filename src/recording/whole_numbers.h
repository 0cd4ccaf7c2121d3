// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "recording/recording.h"

namespace npuscope {

/// What must be known of a table of outputs whose values are all whole: they may be codes.
std::string whole_numbers_warning(const std::string& rung);

/// The same recording, where somebody states the scale of its codes: outputs of a text file that
/// are written as whole numbers are int32 codes, and nothing warns that they may be. Other tables
/// stay as they are; `not_taken` gets a line for each.
std::shared_ptr<const Recording> with_whole_outputs_as_codes(
    std::shared_ptr<const Recording> recording, std::vector<std::string>& not_taken);

}  // namespace npuscope
