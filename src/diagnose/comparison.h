// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnose/local_plan.h"

namespace npuscope {

/// One tensor of two neighbouring rungs. Tensors are indices into the rungs' entries.
struct LayerPair {
  size_t from = 0;
  size_t to = 0;
  std::string name;  ///< of the tensor
  /// What computes it: the later rung's operator ("input" for inputs), or all that the local error
  /// re-executes where that is more than one node.
  std::string op;
  double code_scale = 0;   ///< what one code is worth; 0: no codes
  double resolution = 0;   ///< TensorEntry::resolution of the coarser side
  bool is_output = false;  ///< of the network
  /// Set: all that reads the tensor lets only this range pass (a Relu, a Clip), so both sides are
  /// compared within it. What is cut off behind the tensor is no difference.
  std::optional<RealRange> within;
  std::optional<LocalPlan> local;
  std::string local_missing;  ///< why there is no local error; empty when there is

  /// Differences up to this are none: half a code, or half the last printed digit.
  [[nodiscard]] double indistinct() const;
};

/// Two rungs and what can be compared between them.
struct Comparison {
  size_t from = 0;                ///< the earlier rung, by index into Ladder::rungs: the reference
  size_t to = 0;                  ///< the later one
  std::vector<LayerPair> layers;  ///< in the later rung's order of execution
  std::vector<std::string> unpaired;  ///< "only in exact: 'relu'": tensors without a counterpart
  std::vector<Unpaired> unpaired_inputs, unpaired_outputs;  ///< those of the network's
};

/// Pairs the tensors of two rungs and plans the local errors.
Result<Comparison> plan_comparison(const Ladder& ladder, const std::vector<RungTensors>& tensors,
                                   size_t from, size_t to);

}  // namespace npuscope
