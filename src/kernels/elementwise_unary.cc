// SPDX-License-Identifier: Apache-2.0
// Operators that apply one real function to each element: Relu, LeakyRelu, Sigmoid, Tanh …
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

/// The attributes `alpha` and `beta` of the functions that have them.
struct Coefficients {
  double alpha = 0;
  double beta = 0;
};

double relu(double x, Coefficients) { return x < 0 ? 0 : x; }
double leaky_relu(double x, Coefficients c) { return x < 0 ? c.alpha * x : x; }
double sigmoid(double x, Coefficients) { return 1 / (1 + std::exp(-x)); }
double hyperbolic_tangent(double x, Coefficients) { return std::tanh(x); }
double hard_sigmoid(double x, Coefficients c) { return std::clamp(c.alpha * x + c.beta, 0.0, 1.0); }
double hard_swish(double x, Coefficients) { return x * std::clamp(x / 6 + 0.5, 0.0, 1.0); }
double absolute(double x, Coefficients) { return std::fabs(x); }
double negative(double x, Coefficients) { return -x; }
double square_root(double x, Coefficients) { return std::sqrt(x); }
double exponential(double x, Coefficients) { return std::exp(x); }
double floor_of(double x, Coefficients) { return std::floor(x); }

struct Relu {
  static constexpr auto function = relu;
  static constexpr TypeSet types = kNumbers;
};
struct LeakyRelu {
  static constexpr auto function = leaky_relu;
  static constexpr TypeSet types = kFloats;
  static constexpr float alpha = 0.01f;
};
struct Sigmoid {
  static constexpr auto function = sigmoid;
  static constexpr TypeSet types = kFloats;
};
struct Tanh {
  static constexpr auto function = hyperbolic_tangent;
  static constexpr TypeSet types = kFloats;
};
struct HardSigmoid {
  static constexpr auto function = hard_sigmoid;
  static constexpr TypeSet types = kFloats;
  static constexpr float alpha = 0.2f;
  static constexpr float beta = 0.5f;
};
struct HardSwish {
  static constexpr auto function = hard_swish;
  static constexpr TypeSet types = kFloats;
};
struct Abs {
  static constexpr auto function = absolute;
  static constexpr TypeSet types = kNumbers;
};
struct Neg {
  static constexpr auto function = negative;
  static constexpr TypeSet types = kNumbers;
};
struct Sqrt {
  static constexpr auto function = square_root;
  static constexpr TypeSet types = kFloats;
};
struct Exp {
  static constexpr auto function = exponential;
  static constexpr TypeSet types = kFloats;
};
struct Floor {
  static constexpr auto function = floor_of;
  static constexpr TypeSet types = kFloats;
};

template <class Traits>
Coefficients coefficients_of(const Node& node) {
  Coefficients c;
  if constexpr (requires { Traits::alpha; })
    c.alpha = static_cast<double>(node.float_attribute("alpha", Traits::alpha));
  if constexpr (requires { Traits::beta; })
    c.beta = static_cast<double>(node.float_attribute("beta", Traits::beta));
  return c;
}

template <class Traits>
Result<std::vector<TensorInfo>> infer(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_type(*x, "X", Traits::types));
  return one_output(x->type, x->shape);
}

/// Integers keep to their own arithmetic: a double does not hold every int64.
template <class Traits, class T>
T apply_to_integer(T x) {
  if constexpr (std::is_unsigned_v<T>)
    return std::is_same_v<Traits, Neg> ? static_cast<T>(T{0} - x) : x;
  using Unsigned = std::make_unsigned_t<T>;
  if (x >= 0 && !std::is_same_v<Traits, Neg>) return x;
  if (std::is_same_v<Traits, Relu>) return 0;
  return static_cast<T>(Unsigned{0} - static_cast<Unsigned>(x));
}

/// Floats are computed in double and rounded once, so that results do not depend on which system's
/// float library is used.
template <class Traits>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY(infer_actual(infer<Traits>, node, inputs));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), x.shape()));
  const Coefficients c = coefficients_of<Traits>(node);
  visit_element_type(x.type(), [&]<class T>(T) {
    std::ranges::transform(x.values<T>(), y.mutable_values<T>().begin(), [c](T v) {
      if constexpr (std::is_integral_v<T>) {
        static_cast<void>(c);
        return apply_to_integer<Traits>(v);
      } else {
        return static_cast<T>(Traits::function(static_cast<double>(v), c));
      }
    });
  });
  return one_output(narrowed(y, inputs[0]->type()));
}

template <class Traits>
double real_function(std::span<const double> operands, const Node& node) {
  return Traits::function(operands[0], coefficients_of<Traits>(node));
}

template <class Traits>
constexpr Operator unary(std::string_view op_type) {
  return {op_type, "", 1, 1, infer<Traits>, run<Traits>, Elementwise{real_function<Traits>}};
}

}  // namespace

const Operator kAbsOperator = unary<Abs>("Abs");
const Operator kExpOperator = unary<Exp>("Exp");
const Operator kFloorOperator = unary<Floor>("Floor");
const Operator kHardSigmoidOperator = unary<HardSigmoid>("HardSigmoid");
const Operator kHardSwishOperator = unary<HardSwish>("HardSwish");
const Operator kLeakyReluOperator = unary<LeakyRelu>("LeakyRelu");
const Operator kNegOperator = unary<Neg>("Neg");
const Operator kReluOperator = unary<Relu>("Relu");
const Operator kSigmoidOperator = unary<Sigmoid>("Sigmoid");
const Operator kSqrtOperator = unary<Sqrt>("Sqrt");
const Operator kTanhOperator = unary<Tanh>("Tanh");

}  // namespace npuscope
