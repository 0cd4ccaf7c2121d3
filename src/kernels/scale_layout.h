// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "kernels/operator.h"

namespace npuscope {

/// Which scale and zero point belongs to which element of a tensor that QuantizeLinear or
/// DequantizeLinear works on: one for all, one per index of an axis, or one per block of an axis.
class ScaleLayout {
 public:
  /// Reads the attributes `axis` and `block_size` and checks the shapes of scale and zero point
  /// (null: left out) against `shape`.
  static Result<ScaleLayout> of(const Node& node, const Shape& shape, const TensorInfo& scale,
                                const TensorInfo* zero_point);

  /// f(element, parameter) for every element in C order: its index and that of its scale.
  template <class F>
  void for_each(F&& f) const {
    size_t element = 0;
    for (int64_t o = 0; o < outer_; ++o)
      for (int64_t a = 0; a < axis_size_; ++a)
        for (int64_t i = 0; i < inner_; ++i)
          f(element++,
            static_cast<size_t>(o * outer_step_ + a / block_ * axis_step_ + i * inner_step_));
  }

 private:
  int64_t outer_ = 1, axis_size_ = 1, inner_ = 1;
  int64_t block_ = 1;
  int64_t outer_step_ = 0, axis_step_ = 0, inner_step_ = 0;  // in the tensor of scales
};

}  // namespace npuscope
