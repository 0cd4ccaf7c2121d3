// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/footprint.h"

namespace npuscope {

Footprint footprint_of(const Model& model) {
  int64_t weights = 0;
  for (const Value& value : model.graph.values)
    if (value.constant) weights += value.constant->size();
  return weights > kMostWeights ? Footprint::kSmall : Footprint::kFast;
}

}  // namespace npuscope
