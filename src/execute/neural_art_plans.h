// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "execute/neural_art_nodes.h"

namespace npuscope {

/// The passes of one convolution or dense layer on the NPU.
struct LayerPasses {
  size_t node = 0;   ///< of the graph
  std::string name;  ///< of its output
  std::string op;
  int64_t pieces = 1;  ///< of the kernel
  PassChoice choice;   ///< the rule's, or that of the options
  std::vector<PassAlternative> alternatives;

  /// Whether the rule, or the options, let it take several passes over its channels.
  [[nodiscard]] bool several() const {
    return choice.passes > 1 || alternatives[0].choice.passes > 1;
  }
};

/// The passes of all convolutions and dense layers that the NPU computes by a known rule, in order
/// of execution. A usage error where a selection of the options matches none of them (with the
/// names that are like it), or chooses a number that a layer cannot take.
Result<std::vector<LayerPasses>> layer_passes(const Graph& graph, const NeuralArtOptions& options);

/// product_layer() of every node, under one way to compile.
using ProductLayers = std::vector<std::optional<ProductLayer>>;
Result<ProductLayers> product_layers(const Graph& graph, const NeuralArtOptions& options);

/// The nodes whose coefficients or passes differ between two ways to compile, by index.
std::vector<size_t> nodes_that_differ(const ProductLayers& a, const ProductLayers& b);

}  // namespace npuscope
