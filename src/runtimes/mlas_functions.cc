// SPDX-License-Identifier: Apache-2.0
// Functions of one number as ONNX Runtime's kernels for float32 compute them. f() is a rounding to
// float32; sums and products that are written as fma are rounded once.
//
//   Sigmoid      f(f(p v / q) + 1/2), v = x within ±18; p, q polynomials of f(v^2) by Horner's
//                rule, each step one fma; the last product with v apart
//   Tanh         f(p v / q), v = x within ±9
//   HardSigmoid  f(f(alpha x) + beta), within 0 and 1
//   HardSwish    f(x h), h = HardSigmoid with alpha = f(1/6), beta = 1/2
//   Softsign     f(f(1 / f(1 + |x|)) x)
//
// The two quotients of polynomials are Eigen's approximations. Sources: onnxruntime/core/mlas
// (logistic, tanh; kernels with FMA), onnxruntime/core/providers/cpu/activation.
#include <algorithm>
#include <array>
#include <cmath>

#include "kernels/operator_support.h"
#include "numeric/fused.h"
#include "runtimes/mlas_float.h"

namespace npuscope {
namespace {

/// Coefficients from the highest power on.
template <size_t kCount>
float polynomial(const std::array<float, kCount>& coefficients, float x) {
  float result = coefficients[0];
  for (size_t i = 1; i < kCount; ++i) result = fused_multiply_add(result, x, coefficients[i]);
  return result;
}

float sigmoid(float x, const Node& /*node*/) {
  constexpr std::array kOdd = {4.37031012579801e-11F, 1.15627324459942e-07F, 6.08574864600143e-05F,
                               8.51377133304701e-03F, 2.48287947061529e-01F};
  constexpr std::array kEven = {6.10247389755681e-13F, 5.76102136993427e-09F,
                                6.29106785017040e-06F, 1.70198817374094e-03F,
                                1.16817656904453e-01F, 9.93151921023180e-01F};
  const float v = std::clamp(x, -18.0F, 18.0F);
  const float p = polynomial(kOdd, v * v) * v;
  return p / polynomial(kEven, v * v) + 0.5F;
}

float hyperbolic_tangent(float x, const Node& /*node*/) {
  constexpr std::array kOdd = {
      -2.76076847742355e-16F, 2.00018790482477e-13F, -8.60467152213735e-11F, 5.12229709037114e-08F,
      1.48572235717979e-05F,  6.37261928875436e-04F, 4.89352455891786e-03F};
  constexpr std::array kEven = {1.19825839466702e-06F, 1.18534705686654e-04F, 2.26843463243900e-03F,
                                4.89352518554385e-03F};
  const float v = std::clamp(x, -9.0F, 9.0F);
  const float p = polynomial(kOdd, v * v) * v;
  return p / polynomial(kEven, v * v);
}

float clamped_line(float x, float alpha, float beta) {
  const float product = alpha * x;
  return std::clamp(product + beta, 0.0F, 1.0F);
}

float hard_sigmoid(float x, const Node& node) {
  return clamped_line(x, node.float_attribute("alpha", 0.2F), node.float_attribute("beta", 0.5F));
}

float hard_swish(float x, const Node& /*node*/) { return x * clamped_line(x, 1.0F / 6, 0.5F); }

float softsign(float x, const Node& /*node*/) { return 1 / (1 + std::fabs(x)) * x; }

template <float (*function)(float, const Node&)>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  Tensor y = Tensor::zeros(ElementType::kFloat32, inputs[0]->shape());
  const Tensor x = to_float32(*inputs[0]);
  std::ranges::transform(x.values<float>(), y.mutable_values<float>().begin(),
                         [&](float v) { return function(v, node); });
  return one_output(std::move(y));
}

struct Entry {
  std::string_view op_type;
  FloatLowering::Run run;
};

constexpr std::array kFunctions = {Entry{"HardSigmoid", run<hard_sigmoid>},
                                   Entry{"HardSwish", run<hard_swish>},
                                   Entry{"Sigmoid", run<sigmoid>}, Entry{"Softsign", run<softsign>},
                                   Entry{"Tanh", run<hyperbolic_tangent>}};

}  // namespace

FloatLowering::Run mlas_function(std::string_view op_type) {
  const auto* found = std::ranges::find(kFunctions, op_type, &Entry::op_type);
  return found != kFunctions.end() ? found->run : nullptr;
}

}  // namespace npuscope
