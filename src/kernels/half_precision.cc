// SPDX-License-Identifier: Apache-2.0
#include "kernels/half_precision.h"

#include <algorithm>

#include "numeric/float16.h"

namespace npuscope {
namespace {

bool is_half(ElementType type) {
  return type == ElementType::kFloat16 || type == ElementType::kBfloat16;
}

}  // namespace

ElementType computing_type(ElementType type) {
  return is_half(type) ? ElementType::kFloat32 : type;
}

Tensor widened(const Tensor& tensor) {
  if (!is_half(tensor.type())) return tensor;
  Tensor wide = Tensor::zeros(ElementType::kFloat32, tensor.shape());
  std::ranges::transform(
      tensor.values<uint16_t>(), wide.mutable_values<float>().begin(),
      tensor.type() == ElementType::kFloat16 ? float16_to_float : bfloat16_to_float);
  return wide;
}

Tensor narrowed(const Tensor& tensor, ElementType type) {
  if (!is_half(type)) return tensor;
  Tensor half = Tensor::zeros(type, tensor.shape());
  std::ranges::transform(tensor.values<float>(), half.mutable_values<uint16_t>().begin(),
                         type == ElementType::kFloat16 ? float_to_float16 : float_to_bfloat16);
  return half;
}

}  // namespace npuscope
