// SPDX-License-Identifier: Apache-2.0
#include "tensor/layout.h"

#include <array>
#include <cstring>

namespace npuscope {
namespace {

/// Source axes of NCHW taken from NHWC, and the reverse.
std::array<size_t, 4> permutation(ImageLayout from, ImageLayout to) {
  if (from == to) return {0, 1, 2, 3};
  if (from == ImageLayout::kNhwc) return {0, 3, 1, 2};
  return {0, 2, 3, 1};
}

}  // namespace

Shape changed_layout(const Shape& shape, ImageLayout from, ImageLayout to) {
  const auto axes = permutation(from, to);
  return {shape[axes[0]], shape[axes[1]], shape[axes[2]], shape[axes[3]]};
}

Tensor change_layout(const Tensor& tensor, ImageLayout from, ImageLayout to) {
  if (from == to) return tensor;
  const auto axes = permutation(from, to);
  const auto strides = strides_of(tensor.shape());
  const Shape shape = changed_layout(tensor.shape(), from, to);
  Tensor result = Tensor::zeros(tensor.type(), shape);
  const auto size = static_cast<size_t>(element_size(tensor.type()));
  const std::byte* in = tensor.bytes().data();
  std::byte* out = result.mutable_values<std::byte>().data();
  for (int64_t n = 0; n < shape[0]; ++n)
    for (int64_t i = 0; i < shape[1]; ++i)
      for (int64_t j = 0; j < shape[2]; ++j)
        for (int64_t k = 0; k < shape[3]; ++k, out += size) {
          const int64_t from_index = n * strides[axes[0]] + i * strides[axes[1]] +
                                     j * strides[axes[2]] + k * strides[axes[3]];
          std::memcpy(out, in + static_cast<size_t>(from_index) * size, size);
        }
  return result;
}

}  // namespace npuscope
