// SPDX-License-Identifier: Apache-2.0
// Max, Min, Sum and Mean of any number of operands, with NumPy's broadcasting.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

template <class T>
bool is_nan(T x) {
  if constexpr (std::is_floating_point_v<T>) return std::isnan(x);
  return false;
}

// Each joins what it has with one more operand. NaN stays NaN.
struct Largest {
  static constexpr TypeSet kTypes = kNumbers;
  static constexpr bool kDivides = false;
  template <class T>
  static T join(T a, T b) {
    return is_nan(a) || a >= b ? a : b;
  }
};
struct Smallest {
  static constexpr TypeSet kTypes = kNumbers;
  static constexpr bool kDivides = false;
  template <class T>
  static T join(T a, T b) {
    return is_nan(a) || a <= b ? a : b;
  }
};
struct Total {
  static constexpr TypeSet kTypes = kFloats;
  static constexpr bool kDivides = false;
  template <class T>
  static T join(T a, T b) {
    return static_cast<T>(a + b);
  }
};
struct Average : Total {
  static constexpr bool kDivides = true;
};

template <class Op>
Result<std::vector<TensorInfo>> infer(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* first, required_input(inputs, 0, "data_0"));
  NPUSCOPE_TRY(check_type(*first, "data_0", Op::kTypes));
  Shape shape = first->shape;
  for (size_t i = 1; i < inputs.size(); ++i) {
    const std::string name = fmt::format("data_{}", i);
    NPUSCOPE_TRY_ASSIGN(const TensorInfo* next, required_input(inputs, i, name));
    NPUSCOPE_TRY(check_same_type(*first, "data_0", *next, name));
    const auto joined = broadcast_shape(shape, next->shape);
    if (!joined)
      return fail(bad_input(fmt::format("'{}' does not broadcast with those before it", name))
                      .expected("dimensions that are equal or 1, counted from the last")
                      .found(fmt::format("{} and {}", shape_text(shape), shape_text(next->shape))));
    shape = *joined;
  }
  return one_output(first->type, std::move(shape));
}

/// y = join(y, x) for every element of y.
template <class Op, class T>
void join_operand(const Tensor& x, Tensor& y) {
  const T* from = x.values<T>().data();
  T* to = y.mutable_values<T>().data();
  const int64_t length = row_length(y.shape());
  for_each_row<1>(y.shape(), {broadcast_strides(x.shape(), y.shape())},
                  [&](int64_t first, const auto& offsets, const auto& steps) {
                    for (int64_t i = 0; i < length; ++i)
                      to[first + i] = Op::join(to[first + i], from[offsets[0] + i * steps[0]]);
                  });
}

template <class Op>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto infos, infer_actual(infer<Op>, node, inputs));
  NPUSCOPE_TRY_ASSIGN(Tensor y,
                      Tensor::create(computing_type(infos[0].type), std::move(infos[0].shape)));
  const Tensor first = widened(*inputs[0]);
  copy_strided(first, 0, broadcast_strides(first.shape(), y.shape()), y);
  visit_element_type(y.type(), [&]<class T>(T) {
    for (const Tensor* input : inputs.subspan(1)) join_operand<Op, T>(widened(*input), y);
    if constexpr (Op::kDivides)
      for (T& v : y.mutable_values<T>()) v = static_cast<T>(v / static_cast<T>(inputs.size()));
  });
  return one_output(narrowed(y, infos[0].type));
}

template <class Op>
double real_function(std::span<const double> operands, const Node&) {
  double result = operands[0];
  for (const double x : operands.subspan(1)) result = Op::join(result, x);
  return Op::kDivides ? result / static_cast<double>(operands.size()) : result;
}

template <class Op>
constexpr Operator variadic(std::string_view op_type) {
  return {op_type, "", 1, -1, infer<Op>, run<Op>, Elementwise{real_function<Op>}};
}

}  // namespace

const Operator kMaxOperator = variadic<Largest>("Max");
const Operator kMeanOperator = variadic<Average>("Mean");
const Operator kMinOperator = variadic<Smallest>("Min");
const Operator kSumOperator = variadic<Total>("Sum");

}  // namespace npuscope
