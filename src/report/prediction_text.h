// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "npuscope/report.h"
#include "predict/prediction.h"

namespace npuscope {

/// The caps first, then every layer of the NPU's own arithmetic that deserves a look; all layers
/// with `all_layers`.
std::string prediction_text(const Prediction& prediction, const TextOptions& options);

}  // namespace npuscope
