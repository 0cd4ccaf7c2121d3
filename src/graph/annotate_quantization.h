// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "graph/graph.h"

namespace npuscope {

/// Gives values the quantization that a file beside the model states, as ST's `*_Q.json` does for a
/// graph whose weights are stored as the floats that their codes stand for.
///
/// - Computed float values become codes, except where the model itself says that an input or output
///   is float.
/// - Float constants become codes: rint(w / scale) + zero point, at most 2^-8 away from an integer
///   (or from what float32 can tell of a large code); otherwise the two files do not belong
///   together and an error names the tensor.
/// `quantizations` holds per-channel parameters with any axis; the axis that fits the operator that
/// reads the constant is used (Conv: 0; Gemm and MatMul: the columns).
Status annotate_quantization(Graph& graph,
                             const std::map<std::string, Quantization>& quantizations);

}  // namespace npuscope
