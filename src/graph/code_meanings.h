// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "graph/graph.h"

namespace npuscope {

/// What the integer tensors of a file stand for.
///
/// QuantizeLinear and DequantizeLinear say it of the codes that they write and read. Operators that
/// move codes as they are (Transpose, MaxPool, Concat … of integers) hand it on, forwards and
/// backwards; those that read their order (ArgMax) or shape change nothing. Codes are plain
/// numbers, of which nothing is said, where
/// - two nodes disagree: the file moves the codes and gives them another meaning;
/// - a node states what no Quantization can say (quantization_of);
/// - any other operator computes on the integers themselves (Cast, ConvInteger …);
/// - parameters per channel would have to be moved along.
/// Values that have a quantization already (a _Q.json beside the file said it) keep it.
class CodeMeanings {
 public:
  /// Needs types (infer_shapes) and constants in place. An error where a zero point is not of the
  /// type of its codes, and where the file contradicts the _Q.json.
  static Result<CodeMeanings> find(const Graph& graph);

  [[nodiscard]] const std::optional<Quantization>& of(ValueId id) const {
    return classes_[root(id)].meaning;
  }

 private:
  struct Class {
    std::optional<Quantization> meaning;
    int members = 1;
    bool plain = false;  // numbers, whatever is stated
  };

  explicit CodeMeanings(const Graph& graph);
  [[nodiscard]] size_t root(ValueId id) const;
  void unite(ValueId a, ValueId b);
  Status state(const Graph& graph, const Node& pair_half);
  void join_moved(const Graph& graph, const Node& node);
  void take_as_numbers(const Graph& graph, const Node& node);

  std::vector<size_t> parents_;  // by value: another of its class; its own index at the root
  std::vector<Class> classes_;   // by value; of roots alone
};

}  // namespace npuscope
