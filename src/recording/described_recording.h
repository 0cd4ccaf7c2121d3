// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "graph/graph.h"
#include "recording/recording.h"

namespace npuscope {

/// TensorEntry::scale_source of what with_output_quantization() gives.
inline constexpr const char* kScaleAsStated = "scale as stated";

/// The same recording whose k-th output holds codes of `outputs[k]`, as the user states: for files
/// that hold codes but not what they stand for. Outputs beyond the list, absent entries, floats,
/// and codes of another type stay as they are.
std::shared_ptr<const Recording> with_output_quantization(
    std::shared_ptr<const Recording> recording,
    const std::vector<std::optional<Quantization>>& outputs);

/// The same recording with what its network says of tensors that the file itself leaves open: those
/// named as inputs and outputs of `graph` are that, and codes whose scale the file does not state
/// have the one of the value of that name or alias (inputs and outputs also by position). Inputs
/// and outputs that stand in the graph's own order have its channel axis.
std::shared_ptr<const Recording> described_by(std::shared_ptr<const Recording> recording,
                                              const Graph& graph);

/// The same recording, whose only tensor is the network's output where neither the file nor the
/// graph (null: unknown) says what it is: a lone array is named by its file, and can pair by its
/// role alone.
std::shared_ptr<const Recording> with_lone_output(std::shared_ptr<const Recording> recording,
                                                  const Graph* graph);

}  // namespace npuscope
