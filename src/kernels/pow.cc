// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "kernels/modular.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* base, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* exponent, required_input(inputs, 1, "Y"));
  NPUSCOPE_TRY(check_type(*base, "X", kNumbers));
  NPUSCOPE_TRY(check_type(*exponent, "Y", kNumbers));
  if (node.opset < 7 && node.has_attribute("axis"))
    return fail(unsupported("the attribute 'axis' places Y in a way", "opset 7 or newer"));
  auto shape = broadcast_shape(base->shape, exponent->shape);
  if (!shape)
    return fail(
        bad_input("the shapes of the operands do not broadcast")
            .expected("dimensions that are equal or 1, counted from the last")
            .found(fmt::format("{} and {}", shape_text(base->shape), shape_text(exponent->shape))));
  return one_output(base->type, std::move(*shape));
}

/// x^n for n >= 0, wrapping around as products of integers do.
template <class T>
T whole_power(T x, uint64_t n) {
  const auto product = [](T a, T b) { return modular(a, b, [](auto p, auto q) { return p * q; }); };
  T result = 1;
  for (; n != 0; n >>= 1) {
    if ((n & 1) != 0) result = product(result, x);
    x = product(x, x);
  }
  return result;
}

/// The real number without its fraction, within what T holds; NaN gives 0.
template <class T>
T truncated(double x) {
  if (std::isnan(x)) return 0;
  if (x >= static_cast<double>(std::numeric_limits<T>::max())) return std::numeric_limits<T>::max();
  if (x <= static_cast<double>(std::numeric_limits<T>::lowest()))
    return std::numeric_limits<T>::lowest();
  return static_cast<T>(x);
}

/// Floats through double, rounded once; integers to powers of integers exactly.
template <class X, class Y>
X power(X x, Y y) {
  if constexpr (std::is_integral_v<X> && std::is_integral_v<Y>)
    if (y >= Y{0}) return whole_power(x, static_cast<uint64_t>(y));
  const double real = std::pow(static_cast<double>(x), static_cast<double>(y));
  if constexpr (std::is_integral_v<X>) return truncated<X>(real);
  return static_cast<X>(real);
}

template <class X, class Y>
void apply(const Tensor& base, const Tensor& exponent, Tensor& result) {
  const X* x = base.values<X>().data();
  const Y* y = exponent.values<Y>().data();
  X* to = result.mutable_values<X>().data();
  const int64_t length = row_length(result.shape());
  for_each_row<2>(result.shape(),
                  {broadcast_strides(base.shape(), result.shape()),
                   broadcast_strides(exponent.shape(), result.shape())},
                  [&](int64_t first, const auto& offsets, const auto& steps) {
                    for (int64_t i = 0; i < length; ++i)
                      to[first + i] =
                          power(x[offsets[0] + i * steps[0]], y[offsets[1] + i * steps[1]]);
                  });
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto infos, infer_actual(infer, node, inputs));
  const Tensor base = widened(*inputs[0]);
  const Tensor exponent = widened(*inputs[1]);
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create(base.type(), std::move(infos[0].shape)));
  visit_element_type(base.type(), [&]<class X>(X) {
    visit_element_type(exponent.type(), [&]<class Y>(Y) { apply<X, Y>(base, exponent, result); });
  });
  return one_output(narrowed(result, infos[0].type));
}

double real_function(std::span<const double> operands, const Node&) {
  return std::pow(operands[0], operands[1]);
}

}  // namespace

const Operator kPowOperator = {"Pow", "", 2, 2, infer, run, Elementwise{real_function}};

}  // namespace npuscope
