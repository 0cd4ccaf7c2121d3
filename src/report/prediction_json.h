// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "formats/json.h"
#include "predict/prediction.h"

namespace npuscope {

std::string prediction_json(const Prediction& prediction);

/// What the accumulator of a layer can hold, as predictions and diagnoses have it.
OrderedJson cap_json(const AccumulatorCap& cap);

}  // namespace npuscope
