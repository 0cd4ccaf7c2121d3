// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "tensor/quantization.h"
#include "tensor/tensor.h"

namespace npuscope {

/// What a network expects of one of its inputs.
struct InputDescription {
  std::string name;
  ElementType type = ElementType::kUndefined;  ///< of the tensor that the network is given
  Shape shape;                                 ///< of one sample, batch dimension included
  /// How codes of this input stand for real numbers. With an integer `type`: the input itself is
  /// codes. With a float `type`: the network quantizes the input first thing, and codes that a file
  /// holds are dequantized.
  std::optional<Quantization> quantization;
};

}  // namespace npuscope
