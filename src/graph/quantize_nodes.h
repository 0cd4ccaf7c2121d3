// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>

#include "graph/graph.h"

namespace npuscope {

/// The parameters of a QuantizeLinear or DequantizeLinear, checked; nothing when no Quantization
/// can say them: they are not constants (dynamic quantization), differ from block to block, or the
/// codes are floats.
Result<std::optional<Quantization>> quantization_of(const Graph& graph, const Node& node);

/// The parameters that constant scale and zero point tensors (null: zero) give to codes of `type`
/// with `shape`, along `axis` when there is more than one scale.
Result<Quantization> make_quantization(const Tensor& scale, const Tensor* zero_point,
                                       ElementType type, const Shape& shape, int64_t axis);

/// The real range that a Relu or Clip with constant bounds clamps to; nothing for other nodes.
std::optional<std::pair<float, float>> clamp_range(const Graph& graph, const Node& node);

}  // namespace npuscope
