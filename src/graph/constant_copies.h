// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "graph/graph.h"
#include "graph/unique_names.h"

namespace npuscope {

/// Makes copies of constants in a graph to which nothing else adds or renames values meanwhile.
class ConstantCopies {
 public:
  explicit ConstantCopies(Graph& graph) : graph_(graph) {}

  /// A value of its own with the constant's elements (which are shared), without quantization. Its
  /// name is the constant's and a number: "bias#2".
  ValueId copy(ValueId id);

 private:
  Graph& graph_;
  std::optional<UniqueNames> names_;  // of all values; from the first copy on
};

/// Gives every DequantizeLinear that reads a constant with other parameters than those before it a
/// copy of its own, so that each constant of codes stands for one tensor of real numbers.
Status separate_constant_codes(Graph& graph);

}  // namespace npuscope
