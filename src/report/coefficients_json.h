// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/json.h"
#include "predict/coefficients.h"

namespace npuscope {

/// The registers of one layer under the names of docs/neural-art.md; null where none are known. Its
/// keys stand in docs/predict.md.
OrderedJson coefficients_json(const LayerCoefficients& layer);

}  // namespace npuscope
