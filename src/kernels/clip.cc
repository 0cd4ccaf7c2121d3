// SPDX-License-Identifier: Apache-2.0
// Clip: attributes `min` and `max` before opset 11, inputs since.
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

Result<std::vector<TensorInfo>> infer(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY(check_type(*x, "input", kNumbers));
  for (size_t i : {size_t{1}, size_t{2}}) {
    const TensorInfo* bound = input_at(inputs, i);
    if (bound == nullptr) continue;
    NPUSCOPE_TRY(check_same_type(*x, "input", *bound, i == 1 ? "min" : "max"));
    if (element_count(bound->shape) != 1)
      return fail(bad_input(i == 1 ? "'min' must be one number" : "'max' must be one number")
                      .expected("a scalar")
                      .found("shape " + shape_text(bound->shape)));
  }
  return one_output(x->type, x->shape);
}

template <class T>
T bound_of(const Node& node, const Tensor* input, std::string_view attribute, T otherwise) {
  if (input != nullptr) return widened(*input).values<T>()[0];
  if constexpr (std::is_floating_point_v<T>)
    return static_cast<T>(node.float_attribute(attribute, static_cast<float>(otherwise)));
  return otherwise;
}

/// ONNX: min(max, max(x, min)); where min > max, max wins. NaN stays NaN.
template <class T>
T clipped(T x, T low, T high) {
  const T raised = x < low ? low : x;
  return raised > high ? high : raised;
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY(infer_actual(infer, node, inputs));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), x.shape()));
  visit_element_type(x.type(), [&]<class T>(T) {
    constexpr T kLow = std::is_floating_point_v<T> ? -std::numeric_limits<T>::infinity()
                                                   : std::numeric_limits<T>::lowest();
    constexpr T kHigh = std::is_floating_point_v<T> ? std::numeric_limits<T>::infinity()
                                                    : std::numeric_limits<T>::max();
    const T low = bound_of<T>(node, input_at(inputs, 1), "min", kLow);
    const T high = bound_of<T>(node, input_at(inputs, 2), "max", kHigh);
    std::ranges::transform(x.values<T>(), y.mutable_values<T>().begin(),
                           [&](T v) { return clipped(v, low, high); });
  });
  return one_output(narrowed(y, inputs[0]->type()));
}

/// A bound that the node leaves out comes as NaN or not at all; before opset 11 it is an attribute.
double real_bound(std::span<const double> operands, size_t index, double attribute) {
  return index < operands.size() && !std::isnan(operands[index]) ? operands[index] : attribute;
}

double real_clip(std::span<const double> operands, const Node& node) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const auto low = static_cast<double>(node.float_attribute("min", -kInfinity));
  const auto high = static_cast<double>(node.float_attribute("max", kInfinity));
  return clipped(operands[0], real_bound(operands, 1, low), real_bound(operands, 2, high));
}

}  // namespace

const Operator kClipOperator = {"Clip", "", 1, 3, infer, run, Elementwise{real_clip}};

}  // namespace npuscope
