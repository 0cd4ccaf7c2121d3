// SPDX-License-Identifier: Apache-2.0
#include "kernels/resize_linear.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <type_traits>

namespace npuscope {
namespace {

/// What one output position takes from its two neighbours along an axis.
struct Neighbours {
  std::array<int64_t, 2> offset{};
  std::array<float, 2> weight{};
  bool outside = false;
};

/// Where both neighbours are the last element, each counts half.
Neighbours neighbours_of(const ResizeForm& form, const ResizeAxis& axis, int64_t stride,
                         int64_t i) {
  const float position =
      axis.is_untouched(form) ? static_cast<float>(i) : resize_position(form, axis, i);
  const auto last = static_cast<float>(axis.input - 1);
  Neighbours n;
  n.outside = is_outside(form, axis, position);
  if (n.outside) return n;
  const float x = std::clamp(position, 0.0f, last);
  const int64_t lower = std::min(static_cast<int64_t>(x), axis.input - 1);
  const int64_t upper = std::min(lower + 1, axis.input - 1);
  n.offset = {lower * stride, upper * stride};
  n.weight = {std::fabs(x - static_cast<float>(upper)), std::fabs(x - static_cast<float>(lower))};
  if (lower == upper) n.weight = {0.5f, 0.5f};
  return n;
}

template <class T, class Sum>
T element_of(Sum sum) {
  if constexpr (std::is_integral_v<T>) {
    if (sum >= static_cast<Sum>(std::numeric_limits<T>::max()))
      return std::numeric_limits<T>::max();
    if (sum <= static_cast<Sum>(std::numeric_limits<T>::lowest()))
      return std::numeric_limits<T>::lowest();
  }
  return static_cast<T>(sum);
}

/// Σ weight * element over all corners, the last axis fastest; `of_axes` from the last to the
/// first.
template <class T>
T weighted_sum(const T* x, std::span<const Neighbours* const> of_axes) {
  using Sum = std::conditional_t<std::is_same_v<T, double>, double, float>;
  Sum sum = 0;
  for (size_t corner = 0; corner < size_t{1} << of_axes.size(); ++corner) {
    float weight = 1;
    int64_t offset = 0;
    for (size_t axis = 0; axis < of_axes.size(); ++axis) {
      const size_t side = corner >> axis & 1;
      weight *= of_axes[axis]->weight[side];
      offset += of_axes[axis]->offset[side];
    }
    sum += static_cast<Sum>(weight) * static_cast<Sum>(x[offset]);
  }
  return element_of<T>(sum);
}

}  // namespace

std::optional<std::vector<size_t>> axes_at_once(const ResizeForm& form,
                                                const std::vector<ResizeAxis>& axes) {
  if (form.interpolation != Interpolation::kLinear || form.antialias || form.exclude_outside)
    return std::nullopt;
  std::vector<size_t> at_once;
  switch (axes.size()) {
    case 2: at_once = {0, 1}; break;
    case 3: at_once = {0, 1, 2}; break;
    case 4:
      at_once = axes[1].is_untouched(form) ? std::vector<size_t>{2, 3} : std::vector<size_t>{1, 2};
      break;
    case 5: at_once = {2, 3, 4}; break;
    default: return std::nullopt;
  }
  for (size_t axis = 0; axis < axes.size(); ++axis)
    if (!axes[axis].is_untouched(form) && std::ranges::find(at_once, axis) == at_once.end())
      return std::nullopt;
  return at_once;
}

void interpolate_at_once(const ResizeForm& form, const std::vector<ResizeAxis>& axes,
                         const std::vector<size_t>& at_once, const Tensor& x, Tensor& y) {
  const std::vector<int64_t> strides = strides_of(x.shape());
  std::vector<std::vector<Neighbours>> neighbours(axes.size());
  for (const size_t axis : at_once)
    for (int64_t i = 0; i < axes[axis].output; ++i)
      neighbours[axis].push_back(neighbours_of(form, axes[axis], strides[axis], i));
  std::vector<int64_t> index(axes.size(), 0);
  std::vector<const Neighbours*> of_axes;
  visit_element_type(y.type(), [&]<class T>(T) {
    for (T& element : y.mutable_values<T>()) {
      int64_t offset = 0;
      bool outside = false;
      of_axes.clear();
      for (size_t axis = index.size(); axis-- > 0;) {
        if (neighbours[axis].empty()) {
          offset += index[axis] * strides[axis];
          continue;
        }
        of_axes.push_back(&neighbours[axis][static_cast<size_t>(index[axis])]);
        outside |= of_axes.back()->outside;
      }
      element = outside ? element_of<T>(form.extrapolation)
                        : weighted_sum(x.values<T>().data() + offset, of_axes);
      for (size_t axis = index.size(); axis-- > 0;) {
        if (++index[axis] < y.shape()[axis]) break;
        index[axis] = 0;
      }
    }
  });
}

}  // namespace npuscope
