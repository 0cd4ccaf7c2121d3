// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "graph/graph.h"
#include "kernels/lowering.h"
#include "simd/kernels.h"

namespace npuscope {

/// The sum, difference or product of two tensors of one shape with codes of 8 bits, in real
/// numbers: the same float64 operations as run_real_function() has, on vectors.
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
  Shape shape_;
  ElementType type_ = ElementType::kUndefined;
};

}  // namespace npuscope
