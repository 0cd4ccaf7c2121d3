// SPDX-License-Identifier: Apache-2.0
// TopK: k as an attribute before opset 10, an input since; largest and sorted since opset 11.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

Result<int64_t> count_of(const Node& node, InputInfos inputs, int64_t size) {
  int64_t k = node.int_attribute("k", -1);
  if (const TensorInfo* info = input_at(inputs, 1)) {
    NPUSCOPE_TRY_ASSIGN(const auto values, constant_integers(*info, "K"));
    if (values.size() != 1)
      return fail(bad_input("'K' must be one number")
                      .expected("1 element")
                      .found(std::to_string(values.size())));
    k = values[0];
  } else if (!node.has_attribute("k")) {
    return fail(bad_input("'K' is missing"));
  }
  if (k >= 0 && k <= size) return k;
  return fail(bad_input("'K' does not fit the axis")
                  .expected(fmt::format("0 to {}", size))
                  .found(std::to_string(k)));
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_type(*x, "X", kNumbers));
  NPUSCOPE_TRY_ASSIGN(const size_t axis,
                      checked_axis(node.int_attribute("axis", -1), x->shape.size()));
  Shape shape = x->shape;
  NPUSCOPE_TRY_SET(shape[axis], count_of(node, inputs, x->shape[axis]));
  return std::vector<TensorInfo>{{x->type, shape, nullptr}, {ElementType::kInt64, shape, nullptr}};
}

/// NaN counts as the largest number; a smaller position wins among equals.
template <class T>
bool stands_before(const T* x, int64_t step, bool largest, int64_t i, int64_t j) {
  const T a = x[i * step], b = x[j * step];
  if constexpr (std::is_floating_point_v<T>)
    if (std::isnan(a) || std::isnan(b))
      return std::isnan(a) == std::isnan(b) ? i < j : std::isnan(a) == largest;
  if (a != b) return (a > b) == largest;
  return i < j;
}

/// The chosen elements of one row, in their order also where `sorted` does not ask for it.
template <class T>
void select(const T* x, int64_t step, bool largest, std::vector<int64_t>& order, int64_t k) {
  std::iota(order.begin(), order.end(), int64_t{0});
  std::partial_sort(order.begin(), order.begin() + k, order.end(),
                    [&](int64_t i, int64_t j) { return stands_before(x, step, largest, i, j); });
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto outputs, allocate_outputs(infer, node, inputs));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor values, Tensor::create(x.type(), outputs[0].shape()));
  NPUSCOPE_TRY_ASSIGN(const size_t axis,
                      checked_axis(node.int_attribute("axis", -1), x.shape().size()));
  const std::span<const int64_t> dims(x.shape());
  const int64_t size = dims[axis], k = values.shape()[axis];
  const int64_t step = element_count(dims.subspan(axis + 1));
  const int64_t rows = element_count(dims.first(axis)) * step;
  const bool largest = node.int_attribute("largest", 1) != 0;
  const auto positions = outputs[1].mutable_values<int64_t>();
  std::vector<int64_t> order(static_cast<size_t>(size));
  visit_element_type(x.type(), [&]<class T>(T) {
    const auto chosen = values.mutable_values<T>();
    for (int64_t row = 0; row < rows; ++row) {
      const int64_t outer = row / step, inner = row % step;
      const T* from = x.values<T>().data() + outer * size * step + inner;
      select(from, step, largest, order, k);
      for (int64_t i = 0; i < k; ++i) {
        const auto to = static_cast<size_t>((outer * k + i) * step + inner);
        positions[to] = order[static_cast<size_t>(i)];
        chosen[to] = from[positions[to] * step];
      }
    }
  });
  outputs[0] = narrowed(values, inputs[0]->type());
  return outputs;
}

}  // namespace

const Operator kTopKOperator = {"TopK", "", 1, 2, infer, run, FloatOnly{}};

}  // namespace npuscope
