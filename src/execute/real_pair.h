// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "graph/graph.h"
#include "kernels/lowering.h"
#include "simd/kernels.h"

namespace npuscope {

/// The sum, difference or product of two tensors with codes of 8 bits, in real numbers: what
/// run_real_function() computes, on vectors. An element of one may stand for neighbours, as
/// neighbours_of() has them.
class RealPairNode {
 public:
  /// Nothing where the node is no such.
  static std::optional<RealPairNode> create(const Graph& graph, const Node& node,
                                            const Lowering& lowering, const simd::Kernels& kernels);

  /// The output's codes.
  [[nodiscard]] Result<Tensor> run(const Tensor& a, const Tensor& b) const;

 private:
  const simd::Kernels* kernels_ = nullptr;
  simd::RealPair pair_;
  size_t repeats_a_ = 1, repeats_b_ = 1;  ///< how many neighbours an element stands for
  Shape shape_;
  ElementType type_ = ElementType::kUndefined;
};

}  // namespace npuscope
