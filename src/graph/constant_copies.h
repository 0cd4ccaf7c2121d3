// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/graph.h"

namespace npuscope {

/// A value of its own with the constant's elements (which are shared), without quantization. Its
/// name is the constant's and a number: "bias#2".
ValueId copy_constant(Graph& graph, ValueId id);

/// Gives every DequantizeLinear that reads a constant with other parameters than those before it a
/// copy of its own, so that each constant of codes stands for one tensor of real numbers.
Status separate_constant_codes(Graph& graph);

}  // namespace npuscope
