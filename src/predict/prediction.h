// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "execute/accumulator_caps.h"
#include "execute/model.h"
#include "predict/coefficients.h"
#include "predict/drift.h"
#include "predict/outcomes.h"
#include "predict/remedy_trials.h"

namespace npuscope {

/// What can be said of one layer on the NPU before a board exists.
struct LayerPrediction {
  std::string name;  ///< of its output
  std::string op;
  Basis basis;
  Drift drift;  ///< of the layer alone, given the inputs that `exact` has
  /// Of a convolution or dense layer without a known rule, or in software: the type of its codes
  /// that are not int8, "float"; else empty.
  std::string unknown_because;
  bool multiplies = false;  ///< Conv, Gemm, MatMul: has a cap where its rule is known
  // Of convolutions and dense layers whose rule is known:
  std::optional<AccumulatorCap> cap;
  bool pointwise = false;  ///< its kernel is 1x1, or it has none
  int64_t passes = 1;      ///< every one of them rounds to 16 bits
  /// Of the channel with the coarsest: how many output codes one step of the 16-bit intermediate is
  /// worth, q = 2^s_o s_x s_w[c] / s_y.
  double resolution = 0;
  /// Of the channel with the fewest: significant bits of its integer multiplier (15 at most).
  int multiplier_bits = 0;
};

/// What the NPU's arithmetic does to the outputs of the network, simulated.
struct OutputEffect {
  OutputChange change;  ///< from `exact`
  Reach exact, npu;     ///< from the smallest to the largest element of the first output
};

/// What the NPU's arithmetic will do to a network.
struct Prediction {
  std::string model;                    ///< the file's name
  std::string compiler;                 ///< "2.2"
  std::vector<LayerPrediction> layers;  ///< all nodes, in order of execution
  size_t samples = 0;                   ///< that the layers' drift is about; 0: none were given
  double code_scale = 0;                ///< of the first output; 0: it has no codes
  std::optional<OutputEffect> effect;   ///< with samples
  std::optional<RemedyTrials> remedies;
  std::vector<LayerCoefficients> coefficients;  ///< one per layer, where they were asked for
  std::vector<std::string> notes;

  /// Layers whose outputs cannot reach what their codes promise, the first first.
  [[nodiscard]] std::vector<const LayerPrediction*> capped() const;
  /// Convolutions and dense layers that the NPU computes by no rule that is known: of these nothing
  /// is predicted.
  [[nodiscard]] std::vector<const LayerPrediction*> unknown() const;
};

/// What a prediction is made from.
struct PredictJob {
  const Model* model = nullptr;
  LoadOptions load_options;  ///< that it was loaded with
  NeuralArtOptions options;
  LoadSample load;     ///< null without samples
  size_t samples = 0;  ///< to run: all of 0 … samples - 1
  std::optional<TaskSpec> task;
  bool try_remedies = false;
  std::string_view bytes;              ///< of the model's file: for remedies
  const Model* float_model = nullptr;  ///< the same; may be null
  LoadSample load_float;
  LoadSample load_calibration;  ///< null: every second sample tunes what remedies need
  size_t calibration = 0;
  int threads = 0;
  bool progress = true;
};

/// The samples that choose what remedies need, loaded: the first 64 of those for calibration, or
/// without any of every second sample.
Result<std::vector<std::vector<Tensor>>> tuning_samples(const PredictJob& job);

/// Bad input: a model that is not quantized statically.
Status check_for_npu(const Model& model);

/// Errors: check_for_npu()'s, and those of layer_passes() (execute/neural_art_plans.h).
Result<Prediction> predict(const PredictJob& job);

}  // namespace npuscope
