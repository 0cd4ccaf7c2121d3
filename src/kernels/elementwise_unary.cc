// SPDX-License-Identifier: Apache-2.0
// Piecewise linear functions and those that take integers: Abs, Ceil, Relu, Round, Sign …
#include <cmath>

#include "kernels/operator_list.h"
#include "kernels/unary.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

double relu(double x, Coefficients) { return x < 0 ? 0 : x; }
double leaky_relu(double x, Coefficients c) { return x < 0 ? c.alpha * x : x; }
double thresholded_relu(double x, Coefficients c) { return x > c.alpha || std::isnan(x) ? x : 0; }
double hard_sigmoid(double x, Coefficients c) { return std::clamp(c.alpha * x + c.beta, 0.0, 1.0); }
double hard_swish(double x, Coefficients) { return x * std::clamp(x / 6 + 0.5, 0.0, 1.0); }
double absolute(double x, Coefficients) { return std::fabs(x); }
double negative(double x, Coefficients) { return -x; }
double sign_of(double x, Coefficients) { return x > 0 ? 1 : x < 0 ? -1 : x; }
double ceiling_of(double x, Coefficients) { return std::ceil(x); }
double floor_of(double x, Coefficients) { return std::floor(x); }
double rounded(double x, Coefficients) { return round_real(x, Rounding::kHalfEven); }

/// The lowest number is its own negative.
template <class T>
T negated(T x) {
  using Unsigned = std::make_unsigned_t<T>;
  return static_cast<T>(Unsigned{0} - static_cast<Unsigned>(x));
}

struct Relu {
  static constexpr auto kFunction = relu;
  static constexpr TypeSet kTypes = kNumbers;
  template <class T>
  static T integer(T x) {
    return std::max(x, T{0});
  }
};
struct Abs {
  static constexpr auto kFunction = absolute;
  static constexpr TypeSet kTypes = kNumbers;
  template <class T>
  static T integer(T x) {
    return x < T{0} ? negated(x) : x;
  }
};
struct Neg {
  static constexpr auto kFunction = negative;
  static constexpr TypeSet kTypes = kNumbers;
  template <class T>
  static T integer(T x) {
    return negated(x);
  }
};
struct Sign {
  static constexpr auto kFunction = sign_of;
  static constexpr TypeSet kTypes = kNumbers;
  template <class T>
  static T integer(T x) {
    return static_cast<T>(int{x > T{0}} - int{x < T{0}});
  }
};
struct LeakyRelu : FloatFunction<leaky_relu> {
  static constexpr float kAlpha = 0.01f;
};
struct ThresholdedRelu : FloatFunction<thresholded_relu> {
  static constexpr float kAlpha = 1.0f;
};
struct HardSigmoid : FloatFunction<hard_sigmoid> {
  static constexpr float kAlpha = 0.2f;
  static constexpr float kBeta = 0.5f;
};

}  // namespace

const Operator kAbsOperator = unary<Abs>("Abs");
const Operator kCeilOperator = unary<FloatFunction<ceiling_of>>("Ceil");
const Operator kFloorOperator = unary<FloatFunction<floor_of>>("Floor");
const Operator kHardSigmoidOperator = unary<HardSigmoid>("HardSigmoid");
const Operator kHardSwishOperator = unary<FloatFunction<hard_swish>>("HardSwish");
const Operator kLeakyReluOperator = unary<LeakyRelu>("LeakyRelu");
const Operator kNegOperator = unary<Neg>("Neg");
const Operator kReluOperator = unary<Relu>("Relu");
const Operator kRoundOperator = unary<FloatFunction<rounded>>("Round");
const Operator kSignOperator = unary<Sign>("Sign");
const Operator kThresholdedReluOperator = unary<ThresholdedRelu>("ThresholdedRelu");

}  // namespace npuscope
