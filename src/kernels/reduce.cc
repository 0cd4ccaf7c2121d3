// SPDX-License-Identifier: Apache-2.0
// ReduceSum and its kin: sums and products along axes, in the order of the input.
#include <algorithm>
#include <cmath>

#include "kernels/mean_terms.h"
#include "kernels/modular.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/reduction.h"

namespace npuscope {
namespace {

template <class T>
T plus(T a, T b) {
  return modular(a, b, [](auto x, auto y) { return x + y; });
}
template <class T>
T times(T a, T b) {
  return modular(a, b, [](auto x, auto y) { return x * y; });
}
template <class T>
T magnitude(T x) {
  return x < T{0} ? modular(T{0}, x, [](auto a, auto b) { return a - b; }) : x;
}

// Each: the result of no elements, one more element, and what becomes of the whole. Without axes
// (noop_with_empty_axes) that is applied to every element for itself.
struct Sum {
  static constexpr TypeSet kTypes = kNumbers;
  static constexpr int kStart = 0;
  template <class T>
  static T add(T sum, T x) {
    return plus(sum, x);
  }
  template <class T>
  static T finish(T sum) {
    return sum;
  }
};
struct Product : Sum {
  static constexpr int kStart = 1;
  template <class T>
  static T add(T product, T x) {
    return times(product, x);
  }
};
struct Magnitudes : Sum {
  template <class T>
  static T add(T sum, T x) {
    return plus(sum, magnitude(x));
  }
};
struct Squares : Sum {
  template <class T>
  static T add(T sum, T x) {
    return plus(sum, times(x, x));
  }
};
struct Length : Squares {
  static constexpr TypeSet kTypes = kFloats;
  template <class T>
  static T finish(T sum) {
    return static_cast<T>(std::sqrt(static_cast<double>(sum)));
  }
};
struct LogSum : Sum {
  static constexpr TypeSet kTypes = kFloats;
  template <class T>
  static T finish(T sum) {
    return static_cast<T>(std::log(static_cast<double>(sum)));
  }
};

template <class Op>
Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(Reduction reduction, describe_reduction(node, inputs));
  NPUSCOPE_TRY(check_type(*inputs[0], "data", Op::kTypes));
  return one_output(inputs[0]->type, std::move(reduction.output));
}

template <class Op, class T>
void reduce(const MeanSum& along, const Tensor& x, Tensor& y) {
  const std::span<const T> in = x.values<T>();
  const std::span<T> out = y.mutable_values<T>();
  std::ranges::fill(out, static_cast<T>(Op::kStart));
  for_each_axes_term(along, x.shape(), [&](size_t target, size_t source) {
    out[target] = Op::add(out[target], in[source]);
  });
  std::ranges::transform(out, out.begin(), Op::template finish<T>);
}

template <class Op>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto infos, infer_actual(infer<Op>, node, inputs));
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const Reduction reduction, describe_reduction(node, actual.infos()));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), std::move(infos[0].shape)));
  visit_element_type(x.type(), [&]<class T>(T) {
    reduce<Op, T>({{}, false, reduction.axes}, x, y);
  });
  return one_output(narrowed(y, infos[0].type));
}

/// log(Σ exp(x)) as m + log(Σ exp(x - m)), m the largest: nothing overflows. Exponentials and sums
/// in double.
Result<std::vector<Tensor>> run_log_sum_exp(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer<LogSum>, node, inputs));
  NPUSCOPE_TRY(Tensor::create(infos[0].type, infos[0].shape));
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const Reduction reduction, describe_reduction(node, actual.infos()));
  const std::vector<double> x = to_doubles(*inputs[0]);
  const MeanSum along = {{}, false, reduction.axes};
  const auto count = static_cast<size_t>(element_count(infos[0].shape));
  std::vector<double> largest(count, -HUGE_VAL);
  std::vector<double> sums(count, 0);
  for_each_axes_term(along, inputs[0]->shape(), [&](size_t target, size_t source) {
    largest[target] = std::max(largest[target], x[source]);
  });
  const auto shift = [&](size_t i) { return std::isfinite(largest[i]) ? largest[i] : 0; };
  for_each_axes_term(along, inputs[0]->shape(), [&](size_t target, size_t source) {
    sums[target] += std::exp(x[source] - shift(target));
  });
  for (size_t i = 0; i < count; ++i) sums[i] = shift(i) + std::log(sums[i]);
  return one_output(from_doubles(infos[0], sums));
}

template <class Op>
constexpr Operator reduction_operator(std::string_view op_type) {
  return {op_type, "", 1, 2, infer<Op>, run<Op>, FloatOnly{}};
}

}  // namespace

const Operator kReduceL1Operator = reduction_operator<Magnitudes>("ReduceL1");
const Operator kReduceL2Operator = reduction_operator<Length>("ReduceL2");
const Operator kReduceLogSumExpOperator = {"ReduceLogSumExp", "",         1, 2, infer<LogSum>,
                                           run_log_sum_exp,   FloatOnly{}};
const Operator kReduceLogSumOperator = reduction_operator<LogSum>("ReduceLogSum");
const Operator kReduceProdOperator = reduction_operator<Product>("ReduceProd");
const Operator kReduceSumOperator = reduction_operator<Sum>("ReduceSum");
const Operator kReduceSumSquareOperator = reduction_operator<Squares>("ReduceSumSquare");

}  // namespace npuscope
