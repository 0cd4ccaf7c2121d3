// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/footprint.h"

namespace npuscope {

Footprint footprint_of(const Model& model) {
  int64_t weights = 0;
  for (const Value& value : model.graph.values)
    if (value.constant) weights += value.constant->size();
  return weights > kMostWeights ? Footprint::kSmall : Footprint::kFast;
}

bool file_keeps_to(Footprint footprint, const Model& model, const OrtOptions& options) {
  if (footprint == Footprint::kFast) return true;
  const bool dequantizes = model.kind != ModelKind::kFloat && model.kind != ModelKind::kQoperator &&
                           options.level < OrtLevel::kExtended;
  return !dequantizes && !options.precise;
}

}  // namespace npuscope
