// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "diagnose/ladder.h"
#include "diagnose/layer_stats.h"
#include "recording/recording.h"

namespace npuscope {

/// What a rung's network says of a tensor beside its entry in the manifest.
struct TensorTraits {
  std::string op;         ///< what computes it; "input" or "constant", empty for recordings
  double code_scale = 0;  ///< what one code is worth; 0: no codes, or one scale per channel
  /// All that reads the tensor is a Relu or Clip: what they let pass.
  std::optional<RealRange> read_within;
};

/// What an executing rung records: its graph's values in order of execution, of the constants those
/// that are outputs. Of a recording: what it holds. All vectors but the last are parallel to
/// `entries`.
struct RungTensors {
  std::vector<TensorEntry> entries;
  std::vector<TensorTraits> traits;
  std::vector<ValueId> values;      ///< kNoValue for recordings
  std::vector<int> entry_of_value;  ///< by ValueId; -1: not recorded
};
/// `network`: the quantized model that a recording was made from, where the case has it; its k-th
/// output says what a code of the recording's k-th output is worth.
RungTensors tensors_of(const LadderRung& rung, const Graph* network = nullptr);

/// The tensors of one rung on one sample, by index into RungTensors::entries.
using RungValues = std::vector<std::optional<Tensor>>;

/// Runs an executing rung on prepared inputs and keeps every tensor. `counters`, where somebody
/// asks what happened inside: Rung::run_counted.
Result<RungValues> run_rung(const LadderRung& rung, const RungTensors& tensors,
                            std::span<const Tensor> inputs,
                            std::vector<NodeCounters>* counters = nullptr);

/// What a recording keeps of a sample: all that is known, or the inputs and outputs alone.
std::map<size_t, Tensor> kept_tensors(const RungTensors& tensors, const RungValues& values,
                                      bool all);

}  // namespace npuscope
