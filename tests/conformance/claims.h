// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "formats/onnx/messages.h"
#include "graph/graph.h"

namespace npuscope::conformance {

/// The operators that npuscope promises to compute as ONNX specifies them, whatever attributes,
/// element types and operator set versions a model uses. Stated here a second time, so that an
/// operator that is lost from the program fails its tests instead of dropping out of them.
const std::set<std::string>& claimed_operators();

/// "Conv", "com.microsoft.QuantizeLinear": the distinct operators of a model, sorted.
std::vector<std::string> operators_of(const OnnxModel& model);

/// Whether every operator of the model is claimed.
bool is_claimed(const std::vector<std::string>& operators);

/// Operators that the program executes but that nobody claims: forgotten in the list.
std::vector<std::string> unclaimed_operators_of_the_program();

/// Names of the values that decide shapes (Reshape's `shape`, Pad's `pads` …), or from which these
/// follow. npuscope runs static networks, so those among the inputs are given when the model is
/// loaded.
std::set<std::string> shape_inputs_of(const Graph& graph);

}  // namespace npuscope::conformance
