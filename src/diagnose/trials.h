// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diagnose/comparison.h"
#include "diagnose/mismatches.h"
#include "execute/neural_art_plans.h"

namespace npuscope {

/// One way of computing a recorded layer from its recorded inputs.
struct Trial {
  /// Other passes than the arithmetic's own, of one of the layer's nodes.
  struct Passes {
    size_t node = 0;
    std::string layer;  ///< the name of the node's output
    PassAlternative plan;
    size_t alternative = 0;  ///< which of the node's: a rung of its own executes it
  };
  /// Indices of TrialPlan::arithmetics(): those that compute the same numbers here, the first
  /// first.
  std::vector<size_t> arithmetics;
  std::optional<Passes> passes;
};

/// A recorded layer with all ways that are tried.
struct TriedLayer {
  LayerPair pair;  ///< with a local plan
  MismatchFrame frame;
  std::vector<Trial> trials;
};

/// Every arithmetic of the program on every layer of a recording: the NPU's of each generation that
/// computes other numbers, and of each the passes that a build may take for one layer at a time;
/// exact; those of inference libraries.
class TrialPlan {
 public:
  /// For a rung of the ladder that is a recording, and its tensors. Nothing where it can tell
  /// nothing: no network is quantized for an NPU, or none of its layers was recorded with its
  /// inputs.
  static Result<std::optional<TrialPlan>> create(const Ladder& ladder, size_t rung,
                                                 const RungTensors& tensors);

  [[nodiscard]] size_t rung() const { return rung_; }
  /// "2.2", "2.1", "4.0" (the versions of ST Edge AI Core), "exact", "tflite" (runtimes/).
  [[nodiscard]] const std::vector<std::string>& arithmetics() const { return names_; }
  /// What the recording was taken to be made with: of a board or the NPU the version that the case
  /// names, of others exact.
  [[nodiscard]] size_t assumed() const { return assumed_; }
  [[nodiscard]] const std::vector<TriedLayer>& layers() const { return layers_; }
  /// All that its numbers depend on beside the recording: specs and versions of the arithmetics,
  /// the model.
  [[nodiscard]] std::vector<std::string> facts() const;
  /// How many there are of all layers.
  [[nodiscard]] int64_t trials() const;
  /// Whether a chain of tried layers leads from the inputs to the outputs: nothing in between is
  /// left out.
  [[nodiscard]] bool complete() const { return complete_; }

  /// By layer and trial: what one sample shows. `values`: the recording's. No elements where an
  /// input is missing.
  [[nodiscard]] Result<std::vector<std::vector<Mismatches>>> run(const RungValues& values) const;

 private:
  friend class TrialPlanner;

  size_t rung_ = 0;
  std::vector<std::string> names_;
  size_t assumed_ = 0;
  std::vector<TriedLayer> layers_;
  bool complete_ = false;
  RungTensors tensors_, computed_;
  /// By arithmetic: as it is, then each layer with its first alternative, its second …
  std::vector<std::vector<std::shared_ptr<const Rung>>> rungs_;
};

}  // namespace npuscope
