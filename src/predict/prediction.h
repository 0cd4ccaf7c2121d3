// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "execute/model.h"
#include "predict/accumulator_caps.h"

namespace npuscope {

/// What can be said of one layer on the NPU before a board exists.
struct LayerPrediction {
  std::string name;  ///< of its output
  std::string op;
  Basis basis;
  // Of convolutions and dense layers:
  std::optional<AccumulatorCap> cap;
  int64_t passes = 1;  ///< every one of them rounds to 16 bits
  /// Of the channel with the coarsest: how many output codes one step of the 16-bit intermediate is
  /// worth, q = 2^s_o s_x s_w[c] / s_y.
  double resolution = 0;
  /// Of the channel with the fewest: significant bits of its integer multiplier (15 at most).
  int multiplier_bits = 0;
};

/// What the NPU's arithmetic will do to a network, from scales and weights alone.
struct Prediction {
  std::string model;                    ///< the file's name
  std::string compiler;                 ///< "2.2"
  std::vector<LayerPrediction> layers;  ///< all nodes, in order of execution
  std::vector<std::string> notes;

  /// Layers whose outputs cannot reach what their codes promise, the first first.
  [[nodiscard]] std::vector<const LayerPrediction*> capped() const;
};

/// Bad input: a model that is not quantized statically.
Status check_for_npu(const Model& model);

/// Errors: check_for_npu()'s, and those of layer_passes() (execute/neural_art_plans.h).
Result<Prediction> predict(const Model& model, const NeuralArtOptions& options);

}  // namespace npuscope
