// SPDX-License-Identifier: Apache-2.0
#include "compare/align.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace npuscope {
namespace {

bool is_permutation_of_axes(const std::vector<int>& permutation, size_t rank) {
  if (permutation.size() != rank) return false;
  std::vector<int> sorted = permutation;
  std::ranges::sort(sorted);
  for (size_t i = 0; i < rank; ++i)
    if (sorted[i] != static_cast<int>(i)) return false;
  return true;
}

Shape permuted(const Shape& shape, const std::vector<int>& permutation) {
  if (permutation.empty()) return shape;
  Shape result;
  for (const int axis : permutation) result.push_back(shape[static_cast<size_t>(axis)]);
  return result;
}

Shape without_ones(Shape shape) {
  std::erase(shape, 1);
  return shape;
}

Tensor transposed(const Tensor& tensor, const std::vector<int>& permutation) {
  const Shape shape = permuted(tensor.shape(), permutation);
  Tensor result = Tensor::zeros(tensor.type(), shape);
  if (tensor.size() == 0) return result;
  const std::vector<int64_t> from = strides_of(tensor.shape());
  std::vector<int64_t> step;  // in the source, by axis of the result
  for (const int axis : permutation) step.push_back(from[static_cast<size_t>(axis)]);
  const auto size = static_cast<size_t>(element_size(tensor.type()));
  const std::byte* in = tensor.bytes().data();
  auto* out = reinterpret_cast<std::byte*>(result.mutable_values<uint8_t>().data());
  Shape at(shape.size(), 0);
  int64_t source = 0;
  for (int64_t i = 0; i < tensor.size(); ++i) {
    std::memcpy(out + static_cast<size_t>(i) * size, in + static_cast<size_t>(source) * size, size);
    for (size_t axis = shape.size(); axis-- > 0;) {
      source += step[axis];
      if (++at[axis] < shape[axis]) break;
      source -= step[axis] * shape[axis];
      at[axis] = 0;
    }
  }
  return result;
}

}  // namespace

std::optional<std::string> misfit(const Shape& reference, const Shape& other,
                                  const std::vector<int>& permutation) {
  if (!permutation.empty() && !is_permutation_of_axes(permutation, other.size()))
    return fmt::format("({}) does not permute the {} axes of shape {}", fmt::join(permutation, ","),
                       other.size(), shape_text(other));
  const Shape shape = permuted(other, permutation);
  if (without_ones(reference) == without_ones(shape)) return std::nullopt;
  const bool same_count = checked_element_count(reference) == checked_element_count(shape);
  return fmt::format(
      "shapes {} and {} differ{}", shape_text(reference), shape_text(shape),
      same_count ? "; with as many elements, a map can declare the order of axes" : "");
}

Tensor aligned(const Tensor& tensor, const Shape& shape, const std::vector<int>& permutation) {
  return (permutation.empty() ? tensor : transposed(tensor, permutation)).reshaped(shape);
}

Quantization aligned(const Quantization& quantization, const Shape& from, const Shape& shape,
                     const std::vector<int>& permutation) {
  Quantization result = quantization;
  if (!quantization.per_channel()) return result;
  if (quantization.scale.size() == 1) {
    result.axis = -1;
    return result;
  }
  // The axis has more than one element, and with it a rank among the axes that have.
  const Shape moved = permuted(from, permutation);
  auto axis = quantization.axis;
  if (!permutation.empty())
    axis = static_cast<int>(std::ranges::find(permutation, axis) - permutation.begin());
  auto rank =
      moved.begin() + axis - std::count(moved.begin(), moved.begin() + axis, 1) - moved.begin();
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == 1) continue;
    if (rank-- == 0) result.axis = static_cast<int>(i);
  }
  return result;
}

}  // namespace npuscope
