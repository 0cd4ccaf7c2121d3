// SPDX-License-Identifier: Apache-2.0
#include "kernels/narrow_floats.h"

#include <algorithm>

#include "numeric/float16.h"

namespace npuscope {
namespace {

bool is_half(ElementType type) {
  return type == ElementType::kFloat16 || type == ElementType::kBfloat16;
}

bool is_narrow(ElementType type) { return is_half(type) || minifloat_format(type) != nullptr; }

}  // namespace

ElementType computing_type(ElementType type) {
  return is_narrow(type) ? ElementType::kFloat32 : type;
}

Tensor widened(const Tensor& tensor) {
  return is_narrow(tensor.type()) ? to_float32(tensor) : tensor;
}

Tensor narrowed(const Tensor& tensor, ElementType type, const MinifloatConversion& conversion) {
  if (!is_narrow(type)) return tensor;
  Tensor narrow = Tensor::zeros(type, tensor.shape());
  const auto in = tensor.values<float>();
  if (const Minifloat* format = minifloat_format(type))
    std::ranges::transform(in, narrow.mutable_values<uint8_t>().begin(), [&](float v) {
      return float_to_minifloat(*format, static_cast<double>(v), conversion);
    });
  else
    std::ranges::transform(in, narrow.mutable_values<uint16_t>().begin(),
                           type == ElementType::kFloat16 ? float_to_float16 : float_to_bfloat16);
  return narrow;
}

}  // namespace npuscope
