// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "execute/neural_art_plans.h"
#include "npuscope/report.h"

namespace npuscope {

/// The passes that the layers of a network can take.
struct PassPlanList {
  std::string model;  ///< the file's name
  NeuralArtOptions options;
  std::vector<LayerPasses> layers;  ///< in order of execution
};

/// Layers of several passes; with `all_layers` all that could be cut.
std::string pass_plans_text(const PassPlanList& list, const TextOptions& options);
/// All layers.
std::string pass_plans_json(const PassPlanList& list);
/// A line per layer and alternative.
std::string pass_plans_csv(const PassPlanList& list);

}  // namespace npuscope
