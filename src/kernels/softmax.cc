// SPDX-License-Identifier: Apache-2.0
// Softmax and LogSoftmax.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/softmax.h"

namespace npuscope {

Result<SoftmaxGroups> softmax_groups(const Node& node, const Shape& shape) {
  const bool one_axis = node.opset >= 13;
  const int64_t axis = node.int_attribute("axis", one_axis ? -1 : 1);
  // The flattening form may name the end of the shape: every element for itself.
  const auto rank = static_cast<int64_t>(shape.size());
  if (!one_axis && axis == rank) return SoftmaxGroups{element_count(shape), 1, 1};
  NPUSCOPE_TRY_ASSIGN(const size_t a, checked_axis(axis, shape.size()));
  const std::span<const int64_t> dims(shape);
  SoftmaxGroups groups;
  groups.outer = element_count(dims.first(a));
  groups.count = one_axis ? shape[a] : element_count(dims.subspan(a));
  groups.step = one_axis ? element_count(dims.subspan(a + 1)) : 1;
  return groups;
}

namespace {

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY(check_type(*x, "input", kFloats));
  NPUSCOPE_TRY(softmax_groups(node, x->shape));
  return one_output(x->type, x->shape);
}

template <class T>
T largest_of(const T* x, int64_t count, int64_t step) {
  T largest = -std::numeric_limits<T>::infinity();
  for (int64_t i = 0; i < count; ++i) largest = std::max(largest, x[i * step]);
  return largest;
}

struct Shares {
  template <class T>
  static void normalise(const T* x, T* y, int64_t count, int64_t step) {
    const T largest = largest_of(x, count, step);
    T sum = 0;
    for (int64_t i = 0; i < count; ++i) {
      // The exponential through double: the same on every system's float library.
      y[i * step] = static_cast<T>(std::exp(static_cast<double>(x[i * step] - largest)));
      sum += y[i * step];
    }
    for (int64_t i = 0; i < count; ++i) y[i * step] /= sum;
  }
};

/// x - m - log(Σ exp(x - m)), m the largest; the logarithm of the sum in double.
struct Logarithms {
  template <class T>
  static void normalise(const T* x, T* y, int64_t count, int64_t step) {
    const T largest = largest_of(x, count, step);
    double sum = 0;
    for (int64_t i = 0; i < count; ++i) sum += std::exp(static_cast<double>(x[i * step] - largest));
    const T logarithm = static_cast<T>(std::log(sum));
    for (int64_t i = 0; i < count; ++i) y[i * step] = x[i * step] - largest - logarithm;
  }
};

template <class Form>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY(infer_actual(infer, node, inputs));
  NPUSCOPE_TRY_ASSIGN(const SoftmaxGroups groups, softmax_groups(node, inputs[0]->shape()));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), x.shape()));
  visit_element_type(x.type(), [&]<class T>(T) {
    if constexpr (std::is_floating_point_v<T>)
      for_each_group(groups, [&](int64_t first) {
        Form::normalise(x.values<T>().data() + first, y.mutable_values<T>().data() + first,
                        groups.count, groups.step);
      });
  });
  return one_output(narrowed(y, inputs[0]->type()));
}

}  // namespace

const Operator kLogSoftmaxOperator = {"LogSoftmax", "", 1, 1, infer, run<Logarithms>, FloatOnly{}};
const Operator kSoftmaxOperator = {"Softmax", "", 1, 1, infer, run<Shares>, FloatOnly{}};

}  // namespace npuscope
