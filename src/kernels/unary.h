// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <type_traits>
#include <vector>

#include "kernels/narrow_floats.h"
#include "kernels/operator_support.h"

namespace npuscope {

/// The attributes of a function of one number: `alpha`, and `beta` or another second one.
struct Coefficients {
  double alpha = 0;
  double beta = 0;
};

/// How a function of one number is described to `unary` below. A description has
///   kFunction        double(double, Coefficients)
///   kTypes           the element types that it takes
///   kAlpha, kBeta    defaults of its attributes, where it has them
///   kBetaName        the second attribute's name, where that is not `beta`
///   integer(T)       the function on integers, where it takes them
///   coefficients(n)  instead of kAlpha and kBeta: an attribute of another kind, or an error
template <double (*function)(double, Coefficients)>
struct FloatFunction {
  static constexpr auto kFunction = function;
  static constexpr TypeSet kTypes = kFloats;
};

template <class F>
Result<Coefficients> coefficients_of(const Node& node) {
  if constexpr (requires { F::coefficients(node); }) {
    return F::coefficients(node);
  } else {
    Coefficients c;
    if constexpr (requires { F::kAlpha; })
      c.alpha = static_cast<double>(node.float_attribute("alpha", F::kAlpha));
    if constexpr (requires { F::kBetaName; })
      c.beta = static_cast<double>(node.float_attribute(F::kBetaName, F::kBeta));
    else if constexpr (requires { F::kBeta; })
      c.beta = static_cast<double>(node.float_attribute("beta", F::kBeta));
    return c;
  }
}

template <class F>
Result<std::vector<TensorInfo>> infer_unary(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_type(*x, "X", F::kTypes));
  NPUSCOPE_TRY(coefficients_of<F>(node));
  return one_output(x->type, x->shape);
}

/// Floats are computed in double and rounded once, so that results do not depend on which system's
/// float library is used. Integers keep to their own arithmetic: a double does not hold every
/// int64.
template <class F>
Result<std::vector<Tensor>> run_unary(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY(infer_actual(infer_unary<F>, node, inputs));
  NPUSCOPE_TRY_ASSIGN(const Coefficients c, coefficients_of<F>(node));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), x.shape()));
  visit_element_type(x.type(), [&]<class T>(T) {
    std::ranges::transform(x.values<T>(), y.mutable_values<T>().begin(), [c](T v) {
      if constexpr (std::is_floating_point_v<T>)
        return static_cast<T>(F::kFunction(static_cast<double>(v), c));
      else if constexpr (requires { F::integer(v); })
        return static_cast<void>(c), F::integer(v);
      else
        return static_cast<void>(c), v;  // not among kTypes
    });
  });
  return one_output(narrowed(y, inputs[0]->type()));
}

/// Of a node that passed infer_unary.
template <class F>
double real_unary(std::span<const double> operands, const Node& node) {
  return F::kFunction(operands[0], coefficients_of<F>(node).value());
}

template <class F>
constexpr Operator unary(std::string_view op_type, std::string_view domain = "") {
  return {op_type, domain, 1, 1, infer_unary<F>, run_unary<F>, Elementwise{real_unary<F>}};
}

}  // namespace npuscope
