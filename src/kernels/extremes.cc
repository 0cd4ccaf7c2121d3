// SPDX-License-Identifier: Apache-2.0
// The largest and the smallest along axes: ReduceMax, ReduceMin, ArgMax, ArgMin.
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/mean_terms.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/reduction.h"

namespace npuscope {
namespace {

/// Numbers, codes and bool: on codes the largest is the code of the largest real number.
constexpr TypeSet kOrdered = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32, ElementType::kFloat64,
     ElementType::kInt2, ElementType::kInt4, ElementType::kInt8, ElementType::kInt16,
     ElementType::kInt32, ElementType::kInt64, ElementType::kUint2, ElementType::kUint4,
     ElementType::kUint8, ElementType::kUint16, ElementType::kUint32, ElementType::kUint64,
     ElementType::kBool},
    "a float, integer or bool type"};

/// Whether a stands before b. NaN stands before every number, as in NumPy.
struct Larger {
  template <class T>
  static bool before(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      if (std::isnan(a) || std::isnan(b)) return !std::isnan(b);
    return a > b;
  }
};
struct Smaller {
  template <class T>
  static bool before(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      if (std::isnan(a) || std::isnan(b)) return !std::isnan(b);
    return a < b;
  }
};

/// What stands behind everything: the result of no elements.
template <class Order, class T>
T last_of(ElementType type) {
  constexpr bool kLargest = std::is_same_v<Order, Larger>;
  if constexpr (std::is_floating_point_v<T>) {
    constexpr T kInfinity = std::numeric_limits<T>::infinity();
    return kLargest ? -kInfinity : kInfinity;
  } else {
    if (type == ElementType::kUint64 && !kLargest) return std::numeric_limits<T>::max();
    const IntegerRange range = *integer_range(type);
    return static_cast<T>(kLargest ? range.low : range.high);
  }
}

Result<std::vector<TensorInfo>> infer_value(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(Reduction reduction, describe_reduction(node, inputs));
  NPUSCOPE_TRY(check_type(*inputs[0], "data", kOrdered));
  return one_output(inputs[0]->type, std::move(reduction.output));
}

template <class Order>
Result<std::vector<Tensor>> run_value(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto infos, infer_actual(infer_value, node, inputs));
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const Reduction reduction, describe_reduction(node, actual.infos()));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), std::move(infos[0].shape)));
  visit_element_type(x.type(), [&]<class T>(T) {
    const std::span<const T> in = x.values<T>();
    const std::span<T> out = y.mutable_values<T>();
    std::ranges::fill(out, last_of<Order, T>(x.type()));
    for_each_axes_term({{}, false, reduction.axes}, x.shape(), [&](size_t target, size_t source) {
      if (Order::before(in[source], out[target])) out[target] = in[source];
    });
  });
  return one_output(narrowed(y, infos[0].type));
}

/// The one axis of ArgMax and ArgMin; what `infer` has checked.
size_t axis_of(const Node& node, const Shape& shape) {
  return static_cast<size_t>(*normalized_axis(node.int_attribute("axis", 0), shape.size()));
}

Result<std::vector<TensorInfo>> infer_position(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  NPUSCOPE_TRY(check_type(*data, "data", kOrdered));
  NPUSCOPE_TRY_ASSIGN(const size_t axis,
                      checked_axis(node.int_attribute("axis", 0), data->shape.size()));
  if (data->shape[axis] == 0)
    return fail(
        bad_input("there is no largest or smallest of no elements").found(shape_text(data->shape)));
  Shape shape = data->shape;
  if (node.int_attribute("keepdims", 1) != 0)
    shape[axis] = 1;
  else
    shape.erase(shape.begin() + static_cast<std::ptrdiff_t>(axis));
  return one_output(ElementType::kInt64, std::move(shape));
}

/// The first position of those that stand before all others, or the last one.
template <class Order, class T>
int64_t position_of(const T* x, int64_t count, int64_t step, bool last) {
  int64_t best = 0;
  for (int64_t i = 1; i < count; ++i) {
    const T candidate = x[i * step], leader = x[best * step];
    if (Order::before(candidate, leader) || (last && !Order::before(leader, candidate))) best = i;
  }
  return best;
}

template <class Order>
Result<std::vector<Tensor>> run_position(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor positions, allocate_output(infer_position, node, inputs));
  const Tensor x = widened(*inputs[0]);
  const size_t axis = axis_of(node, x.shape());
  const std::span<const int64_t> dims(x.shape());
  const int64_t step = element_count(dims.subspan(axis + 1));
  const int64_t count = dims[axis];
  const bool last = node.int_attribute("select_last_index", 0) != 0;
  const auto out = positions.mutable_values<int64_t>();
  visit_element_type(x.type(), [&]<class T>(T) {
    for (size_t i = 0; i < out.size(); ++i) {
      const int64_t outer = static_cast<int64_t>(i) / step;
      const int64_t inner = static_cast<int64_t>(i) % step;
      out[i] = position_of<Order, T>(x.values<T>().data() + outer * count * step + inner, count,
                                     step, last);
    }
  });
  return one_output(std::move(positions));
}

}  // namespace

const Operator kArgMaxOperator = {"ArgMax",   "", 1, 1, infer_position, run_position<Larger>,
                                  FloatOnly{}};
const Operator kArgMinOperator = {"ArgMin",   "", 1, 1, infer_position, run_position<Smaller>,
                                  FloatOnly{}};
const Operator kReduceMaxOperator = {"ReduceMax",       "",        1, 2, infer_value,
                                     run_value<Larger>, Movement{}};
const Operator kReduceMinOperator = {"ReduceMin",        "",        1, 2, infer_value,
                                     run_value<Smaller>, Movement{}};

}  // namespace npuscope
