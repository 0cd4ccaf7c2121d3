// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "tensor/tensor.h"

namespace npuscope {

// How TensorProto.raw_data holds elements of fewer than 8 bits: one after the other, each in the
// lowest bits that are free; the last byte is filled with zeros.

/// Whether files pack several elements of this type into a byte.
bool is_packed(ElementType type);

/// Bytes that `count` elements of any type take in a file; nothing when that overflows.
std::optional<size_t> packed_size(ElementType type, int64_t count);

/// The elements of a packed type, one byte each. `packed` has packed_size() bytes.
Tensor unpacked(ElementType type, const Shape& shape, Bytes packed);

/// The reverse of unpacked().
std::string packed(const Tensor& tensor);

}  // namespace npuscope
