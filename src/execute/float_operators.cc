// SPDX-License-Identifier: Apache-2.0
#include "execute/float_operators.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "execute/real_codes.h"
#include "kernels/narrow_floats.h"

namespace npuscope {
namespace {

/// f(v) of every element.
template <class F>
Tensor mapped(const Tensor& tensor, F&& f) {
  Tensor result = Tensor::zeros(ElementType::kFloat32, tensor.shape());
  std::ranges::transform(tensor.values<float>(), result.mutable_values<float>().begin(), f);
  return result;
}

float clamped(float v, std::pair<float, float> range) {
  return std::min(std::max(v, range.first), range.second);
}

/// NaN as what every quantization takes for its lowest code.
float lowest_for_nan(float v) {
  return std::isnan(v) ? -std::numeric_limits<float>::infinity() : v;
}

}  // namespace

Result<std::vector<Tensor>> run_in_float(const FloatLowering& lowering, const Graph& graph,
                                         const Node& node, const Operator& op,
                                         std::span<const Tensor* const> inputs) {
  std::vector<Tensor> reals(inputs.size());
  std::vector<const Tensor*> pointers(inputs.begin(), inputs.end());
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] == nullptr || !graph.value(node.inputs[i]).quantization) continue;
    const Value& value = graph.value(node.inputs[i]);
    reals[i] = narrowed(dequantize(*inputs[i], *value.quantization), value.real_type);
    pointers[i] = &reals[i];
  }
  const auto run = lowering.run != nullptr ? lowering.run : op.run;
  NPUSCOPE_TRY_ASSIGN(auto outputs, run(node, pointers));
  for (size_t i = 0; i < node.outputs.size() && i < outputs.size(); ++i) {
    if (node.outputs[i] == kNoValue) continue;
    const auto& quantization = graph.value(node.outputs[i]).quantization;
    if (!quantization) continue;
    Tensor values = to_float32(outputs[i]);
    if (node.clamp) values = mapped(values, [&](float v) { return clamped(v, *node.clamp); });
    if (lowering.nan_is_lowest) values = mapped(values, lowest_for_nan);
    outputs[i] = lowering.inside ? quantize_inside(values, *quantization, *lowering.inside)
                                 : quantize(values, *quantization);
  }
  return outputs;
}

}  // namespace npuscope
