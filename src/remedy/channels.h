// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "remedy/qdq_layer.h"

namespace npuscope {

// Channels of constants: cut out, and one more.

/// The index along one axis of every element, in C order.
class ChannelOf {
 public:
  ChannelOf(const Shape& shape, size_t axis)
      : inner_(element_count(std::span(shape).subspan(axis + 1))), channels_(shape[axis]) {}
  size_t operator()(size_t element) const {
    return static_cast<size_t>(static_cast<int64_t>(element) / inner_ % channels_);
  }

 private:
  int64_t inner_, channels_;
};

/// Indices [begin, end) of an axis.
Tensor cut(const Tensor& tensor, size_t axis, int64_t begin, int64_t end);

/// The tensor and behind it `more`, along an axis; other sizes and the types are the same.
Tensor joined(const Tensor& tensor, const Tensor& more, size_t axis);

/// What is left of parameters along the axis that was cut; per tensor, all.
Quantization cut(const Quantization& quantization, int64_t begin, int64_t end);

/// Output channels [begin, end) of a layer.
LayerConstants output_channels(const QdqLayer& layer, int64_t begin, int64_t end);

}  // namespace npuscope
