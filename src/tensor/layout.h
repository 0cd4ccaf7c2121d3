// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tensor/tensor.h"

namespace npuscope {

enum class ImageLayout { kNchw, kNhwc };

constexpr ImageLayout other_layout(ImageLayout layout) {
  return layout == ImageLayout::kNchw ? ImageLayout::kNhwc : ImageLayout::kNchw;
}

/// Channels from last to first (NHWC → NCHW) or from first to last; rank 4.
Tensor change_layout(const Tensor& tensor, ImageLayout from, ImageLayout to);
/// The shape that change_layout() gives.
Shape changed_layout(const Shape& shape, ImageLayout from, ImageLayout to);

}  // namespace npuscope
