// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "recording/recording.h"

namespace npuscope {

/// The same recording whose k-th output holds codes of `outputs[k]`: for files that hold codes but
/// not what they stand for. Outputs beyond the list, absent entries, floats, and codes of another
/// type stay as they are.
std::unique_ptr<Recording> with_output_quantization(
    std::unique_ptr<Recording> recording, const std::vector<std::optional<Quantization>>& outputs);

}  // namespace npuscope
