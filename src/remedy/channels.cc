// SPDX-License-Identifier: Apache-2.0
#include "remedy/channels.h"

#include <cstring>

namespace npuscope {
namespace {

/// Bytes between neighbours along an axis, and of all indices of the axis.
struct Strides {
  size_t one = 0;
  size_t all = 0;
};

Strides strides_along(const Tensor& tensor, size_t axis) {
  const auto inner =
      static_cast<size_t>(element_count(std::span(tensor.shape()).subspan(axis + 1)));
  const size_t one = inner * static_cast<size_t>(element_size(tensor.type()));
  return {one, one * static_cast<size_t>(tensor.shape()[axis])};
}

/// Copies `count` bytes at `from` of every block of `source` to `to` of every block of `target`.
void copy_blocks(const Tensor& source, size_t source_block, size_t from, Tensor& target,
                 size_t target_block, size_t to, size_t count) {
  if (count == 0 || source.size() == 0) return;
  const Bytes bytes = source.bytes();
  const auto out = std::span(target.mutable_values<std::byte>().data(), target.bytes().size());
  for (size_t block = 0; block * source_block < bytes.size(); ++block)
    std::memcpy(&out[block * target_block + to], &bytes[block * source_block + from], count);
}

}  // namespace

Tensor cut(const Tensor& tensor, size_t axis, int64_t begin, int64_t end) {
  Shape shape = tensor.shape();
  shape[axis] = end - begin;
  Tensor part = Tensor::zeros(tensor.type(), shape);
  const Strides whole = strides_along(tensor, axis), less = strides_along(part, axis);
  copy_blocks(tensor, whole.all, static_cast<size_t>(begin) * whole.one, part, less.all, 0,
              less.all);
  return part;
}

Tensor joined(const Tensor& tensor, const Tensor& more, size_t axis) {
  Shape shape = tensor.shape();
  shape[axis] += more.shape()[axis];
  Tensor whole = Tensor::zeros(tensor.type(), shape);
  const Strides first = strides_along(tensor, axis), second = strides_along(more, axis);
  copy_blocks(tensor, first.all, 0, whole, first.all + second.all, 0, first.all);
  copy_blocks(more, second.all, 0, whole, first.all + second.all, first.all, second.all);
  return whole;
}

Quantization cut(const Quantization& quantization, int64_t begin, int64_t end) {
  Quantization part = quantization;
  if (!quantization.per_channel()) return part;
  part.scale.assign(quantization.scale.begin() + begin, quantization.scale.begin() + end);
  if (quantization.zero_point.size() > 1)
    part.zero_point.assign(quantization.zero_point.begin() + begin,
                           quantization.zero_point.begin() + end);
  return part;
}

LayerConstants output_channels(const QdqLayer& layer, int64_t begin, int64_t end) {
  const LayerConstants& all = layer.constants;
  LayerConstants part;
  part.weights = cut(all.weights, layer.output_axis, begin, end);
  part.weight_quantization = cut(all.weight_quantization, begin, end);
  if (all.bias) part.bias = cut(*all.bias, all.bias->shape().size() - 1, begin, end);
  if (all.bias_quantization) part.bias_quantization = cut(*all.bias_quantization, begin, end);
  return part;
}

}  // namespace npuscope
