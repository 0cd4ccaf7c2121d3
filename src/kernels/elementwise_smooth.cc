// SPDX-License-Identifier: Apache-2.0
// Smooth functions of one number: Exp, Gelu, Log, Sigmoid, Sqrt, Tanh …
#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "kernels/operator_list.h"
#include "kernels/unary.h"

namespace npuscope {
namespace {

double sigmoid(double x, Coefficients) { return 1 / (1 + std::exp(-x)); }
double swish(double x, Coefficients c) { return x / (1 + std::exp(-c.alpha * x)); }
double square_root(double x, Coefficients) { return std::sqrt(x); }
double reciprocal(double x, Coefficients) { return 1 / x; }
double softsign(double x, Coefficients) { return x / (1 + std::fabs(x)); }
/// log(1 + exp(x)) without overflow.
double softplus_of(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x))); }
double softplus(double x, Coefficients) { return std::isnan(x) ? x : softplus_of(x); }
double mish(double x, Coefficients) { return x * std::tanh(softplus_of(x)); }
double elu(double x, Coefficients c) { return x < 0 ? c.alpha * std::expm1(x) : x; }
double celu(double x, Coefficients c) { return x < 0 ? c.alpha * std::expm1(x / c.alpha) : x; }
double selu(double x, Coefficients c) { return c.beta * elu(x, c); }
/// alpha 0: x Phi(x). 1: its approximation by tanh.
double gelu(double x, Coefficients c) {
  if (c.alpha == 0) return 0.5 * x * (1 + std::erf(x / std::numbers::sqrt2));
  const double inner = std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x);
  return 0.5 * x * (1 + std::tanh(inner));
}

/// A function of the C library.
template <double (*function)(double)>
double library(double x, Coefficients) {
  return function(x);
}
template <double (*function)(double)>
using Library = FloatFunction<library<function>>;

struct Celu : FloatFunction<celu> {
  static constexpr float kAlpha = 1.0f;
};
struct Elu : FloatFunction<elu> {
  static constexpr float kAlpha = 1.0f;
};
struct Selu : FloatFunction<selu> {
  static constexpr float kAlpha = 1.67326319217681884765625f;
  static constexpr float kBeta = 1.05070102214813232421875f;
  static constexpr std::string_view kBetaName = "gamma";
};
struct Swish : FloatFunction<swish> {
  static constexpr float kAlpha = 1.0f;
};
struct Gelu : FloatFunction<gelu> {
  static Result<Coefficients> coefficients(const Node& node) {
    const std::string way = node.string_attribute("approximate", "none");
    if (way != "none" && way != "tanh")
      return fail(unsupported("the attribute 'approximate' has a value", "none or tanh")
                      .found("'" + way + "'"));
    return Coefficients{way == "tanh" ? 1.0 : 0.0, 0};
  }
};

}  // namespace

const Operator kAcosOperator = unary<Library<std::acos>>("Acos");
const Operator kAcoshOperator = unary<Library<std::acosh>>("Acosh");
const Operator kAsinOperator = unary<Library<std::asin>>("Asin");
const Operator kAsinhOperator = unary<Library<std::asinh>>("Asinh");
const Operator kAtanOperator = unary<Library<std::atan>>("Atan");
const Operator kAtanhOperator = unary<Library<std::atanh>>("Atanh");
const Operator kCeluOperator = unary<Celu>("Celu");
const Operator kCosOperator = unary<Library<std::cos>>("Cos");
const Operator kCoshOperator = unary<Library<std::cosh>>("Cosh");
const Operator kEluOperator = unary<Elu>("Elu");
const Operator kErfOperator = unary<Library<std::erf>>("Erf");
const Operator kExpOperator = unary<Library<std::exp>>("Exp");
const Operator kGeluMicrosoftOperator = unary<Gelu>("Gelu", kMicrosoftDomain);
const Operator kGeluOperator = unary<Gelu>("Gelu");
const Operator kLogOperator = unary<Library<std::log>>("Log");
const Operator kMishOperator = unary<FloatFunction<mish>>("Mish");
const Operator kReciprocalOperator = unary<FloatFunction<reciprocal>>("Reciprocal");
const Operator kSeluOperator = unary<Selu>("Selu");
const Operator kSigmoidOperator = unary<FloatFunction<sigmoid>>("Sigmoid");
const Operator kSinOperator = unary<Library<std::sin>>("Sin");
const Operator kSinhOperator = unary<Library<std::sinh>>("Sinh");
const Operator kSoftplusOperator = unary<FloatFunction<softplus>>("Softplus");
const Operator kSoftsignOperator = unary<FloatFunction<softsign>>("Softsign");
const Operator kSqrtOperator = unary<FloatFunction<square_root>>("Sqrt");
const Operator kSwishOperator = unary<Swish>("Swish");
const Operator kTanOperator = unary<Library<std::tan>>("Tan");
const Operator kTanhOperator = unary<Library<std::tanh>>("Tanh");

}  // namespace npuscope
