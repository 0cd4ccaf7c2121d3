// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "kernels/stages.h"
#include "simd/kernels.h"

namespace npuscope {

/// All that is known of a node's integer sum before it runs.
struct SumDescription {
  const SumLowering* lowering = nullptr;
  const SumGeometry* geometry = nullptr;
  ElementType input_type = ElementType::kUndefined;
  Shape input_shape;
  const Quantization* input_quantization = nullptr;
  SumOperand weights;
  Shape output_shape;
  ElementType output_type = ElementType::kUndefined;
  bool once = false;  ///< it runs once: what makes it quicker must not take long
};

/// A SumLowering of constant weights, packed for the kernels of an instruction set. Computes what
/// lowered_sums() defines, bit by bit and count by count, with every instruction set. Immutable:
/// run() may be called from several threads.
class PreparedSum {
 public:
  virtual ~PreparedSum() = default;

  /// Null where there is no fast way: codes of more than 8 bits, sums that could leave int32,
  /// geometry or stages that the kernels have no place for. Then lowered_sums() computes it.
  static std::unique_ptr<const PreparedSum> create(const SumDescription& sum,
                                                   const simd::Kernels& kernels);

  /// The output's codes. `codes` has the input's type and shape. `counters` as lowered_sums() has
  /// them.
  [[nodiscard]] virtual Result<Tensor> run(const Tensor& codes,
                                           std::vector<StageCounters>* counters) const = 0;
};

}  // namespace npuscope
