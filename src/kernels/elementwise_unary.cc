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
  static constexpr auto kFunction = relu;
  static constexpr TypeSet kTypes = kNumbers;
};
struct LeakyRelu {
  static constexpr auto kFunction = leaky_relu;
  static constexpr TypeSet kTypes = kFloats;
  static constexpr float kAlpha = 0.01f;
};
struct Sigmoid {
  static constexpr auto kFunction = sigmoid;
  static constexpr TypeSet kTypes = kFloats;
};
struct Tanh {
  static constexpr auto kFunction = hyperbolic_tangent;
  static constexpr TypeSet kTypes = kFloats;
};
struct HardSigmoid {
  static constexpr auto kFunction = hard_sigmoid;
  static constexpr TypeSet kTypes = kFloats;
  static constexpr float kAlpha = 0.2f;
  static constexpr float kBeta = 0.5f;
};
struct HardSwish {
  static constexpr auto kFunction = hard_swish;
  static constexpr TypeSet kTypes = kFloats;
};
struct Abs {
  static constexpr auto kFunction = absolute;
  static constexpr TypeSet kTypes = kNumbers;
};
struct Neg {
  static constexpr auto kFunction = negative;
  static constexpr TypeSet kTypes = kNumbers;
};
struct Sqrt {
  static constexpr auto kFunction = square_root;
  static constexpr TypeSet kTypes = kFloats;
};
struct Exp {
  static constexpr auto kFunction = exponential;
  static constexpr TypeSet kTypes = kFloats;
};
struct Floor {
  static constexpr auto kFunction = floor_of;
  static constexpr TypeSet kTypes = kFloats;
};

template <class Traits>
Coefficients coefficients_of(const Node& node) {
  Coefficients c;
  if constexpr (requires { Traits::kAlpha; })
    c.alpha = static_cast<double>(node.float_attribute("alpha", Traits::kAlpha));
  if constexpr (requires { Traits::kBeta; })
    c.beta = static_cast<double>(node.float_attribute("beta", Traits::kBeta));
  return c;
}

template <class Traits>
Result<std::vector<TensorInfo>> infer(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_type(*x, "X", Traits::kTypes));
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
        return static_cast<T>(Traits::kFunction(static_cast<double>(v), c));
      }
    });
  });
  return one_output(narrowed(y, inputs[0]->type()));
}

template <class Traits>
double real_function(std::span<const double> operands, const Node& node) {
  return Traits::kFunction(operands[0], coefficients_of<Traits>(node));
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
