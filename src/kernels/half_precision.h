// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tensor/tensor.h"

namespace npuscope {

/// float32 for the 16-bit floats, which operators compute through; other types as they are.
ElementType computing_type(ElementType type);

/// The tensor in its computing_type: 16-bit floats become float32 exactly, others are shared.
Tensor widened(const Tensor& tensor);

/// A tensor of computing_type(type) as `type`: float32 rounds to the nearest 16-bit float, ties to
/// even.
Tensor narrowed(const Tensor& tensor, ElementType type);

}  // namespace npuscope
