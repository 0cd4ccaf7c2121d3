// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "execute/neural_art_nodes.h"

namespace npuscope {

/// What stands in the registers of the NPU for one layer: what `generate` writes into a build.
struct LayerCoefficients {
  std::optional<ProductLayer> products;  ///< of convolutions and dense layers
  /// Of all others with a rule: their stages. FloatLowering where the NPU does not compute the
  /// layer, or nothing is known.
  Lowering stages = FloatLowering();
  /// Of codes that are moved and re-quantized: one stage per input, nothing where its codes stay.
  std::vector<std::optional<FixedStage>> requantizations;
};

/// Of all nodes, in order of execution.
Result<std::vector<LayerCoefficients>> layer_coefficients(const Graph& graph,
                                                          const NeuralArtOptions& options);

}  // namespace npuscope
