// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "build/kernel_layout.h"
#include "formats/st/quant_json.h"
#include "graph/graph.h"

namespace npuscope {

/// The weights that a convolution or matrix product of a network multiplies with.
struct LayerWeights {
  std::string node;                ///< that reads them
  std::vector<std::string> names;  ///< of the node, its results and the constant
  std::string op_type;             ///< of the node
  int64_t groups = 1;              ///< of a convolution
  /// As the model has them: Conv (out, in / groups, h, w), ConvTranspose (in, out / groups, h, w),
  /// matrices (out, in, 1, 1). One-dimensional kernels have height 1.
  WeightCodes weights;
};

/// What a network's weights are; those that are no codes (floats, computed values) come with the
/// reason.
struct ModelWeights {
  std::vector<LayerWeights> layers;  ///< in the graph's order
  struct Unreadable {
    std::string node, reason;
  };
  std::vector<Unreadable> unreadable;
};

/// Of a graph with or without its Q/DQ nodes folded. With `quant_json`, of a compiler's graph,
/// whose weights are the floats that codes stand for.
ModelWeights model_weights(const Graph& graph, const QuantJson* quant_json = nullptr);

/// Of an ONNX file, and of the `*_Q.json` that belongs to it where it is a compiler's graph. The
/// network need not be one that npuscope can execute.
Result<ModelWeights> read_model_weights(const fs::path& model,
                                        const QuantJson* quant_json = nullptr);

}  // namespace npuscope
