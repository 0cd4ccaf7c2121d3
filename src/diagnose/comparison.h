// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnose/ladder.h"
#include "diagnose/layer_stats.h"
#include "recording/recording.h"

namespace npuscope {

/// How a layer of the later rung is re-executed in the earlier rung's arithmetic.
struct LocalPlan {
  size_t node = 0;    ///< in the earlier rung's graph
  size_t output = 0;  ///< which of its outputs is the tensor
  /// For each input of that node the tensor of the later rung that feeds it; nothing for inputs
  /// that are left out or constant.
  std::vector<std::optional<size_t>> inputs;
};

/// One tensor of two neighbouring rungs. Tensors are indices into the rungs' manifests.
struct LayerPair {
  size_t from = 0;
  size_t to = 0;
  std::string name;        ///< of the tensor
  std::string op;          ///< what computes it in the later rung; "input" for inputs
  double code_scale = 0;   ///< what one code is worth; 0: no codes
  bool is_output = false;  ///< of the network
  std::optional<LocalPlan> local;
  std::string local_missing;  ///< why there is no local error; empty when there is
};

/// Two rungs and what can be compared between them.
struct Comparison {
  size_t from = 0;                ///< the earlier rung, by index into Ladder::rungs: the reference
  size_t to = 0;                  ///< the later one
  std::vector<LayerPair> layers;  ///< in the later rung's order of execution
  std::vector<std::string> unpaired;  ///< "only in exact: 'relu'": tensors without a counterpart
};

/// What an executing rung records: its graph's values but constants, in order of execution.
struct RungTensors {
  std::vector<TensorEntry> entries;
  std::vector<ValueId> values;      ///< of each entry; kNoValue for recordings
  std::vector<int> entry_of_value;  ///< by ValueId; -1 for constants
};
RungTensors tensors_of(const LadderRung& rung);

/// Pairs the tensors of two rungs and plans the local errors.
Result<Comparison> plan_comparison(const Ladder& ladder, const std::vector<RungTensors>& tensors,
                                   size_t from, size_t to);

}  // namespace npuscope
