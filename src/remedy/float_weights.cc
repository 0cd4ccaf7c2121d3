// SPDX-License-Identifier: Apache-2.0
#include "remedy/float_weights.h"

#include <algorithm>
#include <cmath>

#include "numeric/rounding.h"
#include "remedy/channels.h"

namespace npuscope {
namespace {

constexpr double kLargestDistance = 0.51;  // of a scale: half a code and what float32 adds

/// Whether `real` is what the layer's weights were quantized from.
bool is_origin(const Value& real, const QdqLayer& layer) {
  const LayerConstants& constants = layer.constants;
  if (!real.constant || real.type != ElementType::kFloat32 ||
      real.constant->shape() != constants.weights.shape())
    return false;
  const Quantization& q = constants.weight_quantization;
  const Tensor decoded = dequantize(constants.weights, q);
  const auto a = real.constant->values<float>(), b = decoded.values<float>();
  const ChannelOf channel(decoded.shape(), layer.output_axis);
  for (size_t i = 0; i < a.size(); ++i) {
    const double distance = std::fabs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
    const auto scale = static_cast<double>(q.scale_at(static_cast<int64_t>(channel(i))));
    if (!(distance <= kLargestDistance * scale)) return false;
  }
  return true;
}

/// "conv1.weight" of "conv1.weight_quantized".
std::string name_before_quantization(std::string_view name) {
  constexpr std::string_view kSuffix = "_quantized";
  if (name.ends_with(kSuffix)) name.remove_suffix(kSuffix.size());
  return std::string(name);
}

/// The largest magnitude of each output channel, or of all.
std::vector<float> magnitudes(const Tensor& weights, size_t axis, bool per_channel) {
  std::vector<float> largest(per_channel ? static_cast<size_t>(weights.shape()[axis]) : 1, 0.0f);
  const ChannelOf channel(weights.shape(), axis);
  const auto values = weights.values<float>();
  for (size_t i = 0; i < values.size(); ++i) {
    float& most = largest[per_channel ? channel(i) : 0];
    most = std::max(most, std::fabs(values[i]));
  }
  return largest;
}

/// s_w such that int32 holds bias / (s_x s_w) as well.
void fit_bias(const Tensor& bias, double input_scale, std::vector<float>& scales) {
  constexpr double kLargestCode = 0x7fffff00;  // what float32 holds of int32
  const auto values = bias.values<float>();
  for (size_t c = 0; c < values.size(); ++c) {
    float& scale = scales[scales.size() == 1 ? 0 : c];
    const double needed = std::fabs(static_cast<double>(values[c])) / (input_scale * kLargestCode);
    scale = std::max(scale, static_cast<float>(needed));
  }
}

Tensor bias_codes(const Tensor& bias, const Quantization& q) {
  Tensor codes = Tensor::zeros(ElementType::kInt32, bias.shape());
  const auto values = bias.values<float>();
  const auto out = codes.mutable_values<int32_t>();
  for (size_t c = 0; c < values.size(); ++c)
    out[c] = quantize_code(
        static_cast<double>(values[c]) / static_cast<double>(q.scale_at(static_cast<int64_t>(c))),
        0, INT32_MIN, INT32_MAX);
  return codes;
}

}  // namespace

Result<Tensor> float_weights(const Bench& bench, const QdqLayer& layer) {
  const Graph& graph = bench.source.float_model->graph;
  const std::string name = bench.graph().value(layer.node->inputs[1]).name;
  const ValueId named = graph.find_value(name_before_quantization(name));
  if (named != kNoValue && is_origin(graph.value(named), layer))
    return *graph.value(named).constant;
  for (const Value& value : graph.values)
    if (is_origin(value, layer)) return *value.constant;
  return fail(bad_input("no constant of the float model is what '" + name +
                        "' was quantized from (was the float model prepared otherwise, its batch "
                        "normalisations folded for example?)"));
}

std::optional<Tensor> real_bias(const QdqLayer& layer) {
  const LayerConstants& constants = layer.constants;
  if (!constants.bias || !constants.bias_quantization) return constants.bias;
  return dequantize(*constants.bias, *constants.bias_quantization);
}

LayerConstants quantized_again(const QdqLayer& layer, const LayerConstants& real, bool per_channel,
                               double input_scale) {
  const LayerConstants& old = layer.constants;
  std::vector<float> scales = magnitudes(real.weights, layer.output_axis, per_channel);
  for (size_t c = 0; c < scales.size(); ++c)
    scales[c] =
        scales[c] > 0 ? scales[c] / 127 : old.weight_quantization.scale_at(static_cast<int64_t>(c));
  const bool coded_bias = real.bias && old.bias_quantization;
  if (coded_bias) fit_bias(*real.bias, input_scale, scales);
  LayerConstants constants;
  Quantization& q = constants.weight_quantization;
  q = {ElementType::kInt8, scales, std::vector<int32_t>(scales.size(), 0),
       per_channel ? static_cast<int>(layer.output_axis) : -1};
  constants.weights = quantize(real.weights, q);
  constants.bias = real.bias;
  if (!coded_bias) return constants;
  Quantization bias = q;
  bias.type = ElementType::kInt32;
  bias.axis = per_channel ? static_cast<int>(real.bias->shape().size()) - 1 : -1;
  for (float& scale : bias.scale) scale *= static_cast<float>(input_scale);
  constants.bias = bias_codes(*real.bias, bias);
  constants.bias_quantization = std::move(bias);
  return constants;
}

}  // namespace npuscope
