// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/files.h"
#include "execute/model.h"
#include "inputs/input_set.h"
#include "npuscope/predict.h"
#include "predict/outcomes.h"

namespace npuscope {

/// The request's networks and samples, opened.
struct PredictMaterial {
  NeuralArtOptions options;
  LoadOptions load_options;  ///< the models'
  Model model;
  std::shared_ptr<const MappedFile> file;  ///< the model's, where remedies are asked for
  std::optional<Model> float_model;
  std::optional<InputSet> inputs, float_inputs, calibration;
  std::optional<TaskSpec> task;
};

Result<std::unique_ptr<const PredictMaterial>> open_material(const PredictRequest& request);

/// Loads the samples of a set, which must outlive it; null without one.
LoadSample sample_loader(const std::optional<InputSet>& set);

}  // namespace npuscope
