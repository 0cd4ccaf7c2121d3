// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tensor/tensor.h"

namespace npuscope {

/// float32 for the floats of 16 bits and less, which operators compute through; other types as they
/// are.
ElementType computing_type(ElementType type);

/// The tensor in its computing_type: narrow floats become float32 exactly, others are shared.
Tensor widened(const Tensor& tensor);

/// A tensor of computing_type(type) as `type`: float32 rounds to the nearest number of a narrow
/// float, ties to even. `conversion` says what else happens to those of at most 8 bits.
Tensor narrowed(const Tensor& tensor, ElementType type, const MinifloatConversion& conversion = {});

}  // namespace npuscope
