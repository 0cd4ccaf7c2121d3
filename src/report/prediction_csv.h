// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "predict/prediction.h"

namespace npuscope {

/// One line per layer.
std::string prediction_csv(const Prediction& prediction);

}  // namespace npuscope
