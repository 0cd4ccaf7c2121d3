// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "recording/recording.h"
#include "tensor/layout.h"

namespace npuscope {

/// The same recording with its inputs and outputs channels first, where `graph` has them so: ST's
/// files are channels last, ONNX networks are not. Only tensors of rank 4 that fit the network's
/// input or output of that position in no other way are turned, and inputs of which `inputs` says
/// so; `turned` gets a line for each.
std::shared_ptr<const Recording> channels_first(std::shared_ptr<const Recording> recording,
                                                const Graph& graph,
                                                std::optional<ImageLayout> inputs,
                                                std::vector<std::string>& turned);

}  // namespace npuscope
