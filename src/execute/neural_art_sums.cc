// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <type_traits>

#include "execute/build_overlay.h"
#include "execute/neural_art_nodes.h"
#include "execute/node_info.h"
#include "execute/node_quantization.h"
#include "neural_art/global_mean.h"

namespace npuscope {
namespace {

constexpr size_t kBias = 2;

/// Sums the weights' codes, zero points off, of each output channel (an index of `axis`).
void add_weight_sums(const Tensor& weights, const Quantization& quantization, size_t axis,
                     ProductScales& scales) {
  const Shape& shape = weights.shape();
  const auto channels = static_cast<size_t>(shape[axis]);
  const auto inner = static_cast<size_t>(element_count(std::span(shape).subspan(axis + 1)));
  std::vector<int32_t> zero_points;
  for (size_t c = 0; c < channels; ++c)
    zero_points.push_back(quantization.zero_point_at(static_cast<int64_t>(c)));
  scales.weight_sums.resize(channels);
  scales.magnitude_sums.resize(channels);
  int64_t* sums = scales.weight_sums.data();
  int64_t* magnitudes = scales.magnitude_sums.data();
  // Where they lie: as int64 they would take eight times the memory of the file.
  visit_element_type(weights.type(), [&]<class T>(T) {
    if constexpr (std::is_integral_v<T>) {
      const auto codes = weights.values<T>();
      for (size_t i = 0; i < codes.size();) {
        for (size_t c = 0; c < channels; ++c) {
          for (const size_t end = i + inner; i < end; ++i) {
            const int64_t weight = static_cast<int64_t>(codes[i]) - zero_points[c];
            sums[c] += weight;
            magnitudes[c] += std::abs(weight);
          }
        }
      }
    }
  });
}

/// What one output channel each adds in real numbers; nothing where that is not one number each.
std::optional<std::vector<float>> bias_of(const Graph& graph, const Node& node, size_t channels) {
  if (node.inputs.size() <= kBias || node.inputs[kBias] == kNoValue) return std::vector<float>();
  const Value& bias = graph.value(node.inputs[kBias]);
  if (!bias.constant || element_count(*bias.shape) != static_cast<int64_t>(channels))
    return std::nullopt;
  const Tensor real = bias.quantization ? dequantize(*bias.constant, *bias.quantization)
                                        : to_float32(*bias.constant);
  const auto values = real.values<float>();
  return std::vector<float>(values.begin(), values.end());
}

/// Whether alpha and beta leave a Gemm what a convolution is.
bool is_plain(const Node& node) {
  return node.float_attribute("alpha", 1.0f) == 1 && node.float_attribute("beta", 1.0f) == 1;
}

/// What the coefficients are made of; nothing where the node has something else.
std::optional<ProductScales> product_scales(const Graph& graph, const Node& node, int axis) {
  const Value& weights = graph.value(node.inputs[1]);
  const Quantization& y = quantization_of(graph, node.outputs[0]);
  ProductScales scales;
  add_weight_sums(*weights.constant, *weights.quantization, static_cast<size_t>(axis), scales);
  auto bias = bias_of(graph, node, scales.weight_sums.size());
  if (!bias) return std::nullopt;
  scales.bias = *std::move(bias);
  scales.input = static_cast<double>(quantization_of(graph, node.inputs[0]).scale_at(0));
  for (const float scale : weights.quantization->scale)
    scales.weights.push_back(static_cast<double>(scale));
  scales.output = static_cast<double>(y.scale_at(0));
  scales.output_zero_point = y.zero_point_at(0);
  return scales;
}

/// Spatial positions of the output.
int64_t positions(const Graph& graph, const Node& node) {
  return element_count(std::span(*graph.value(node.outputs[0]).shape).subspan(2));
}

/// Whether every output element has the whole input of its sample under its kernel.
bool covers_input(const Graph& graph, const Node& node, const ConvolutionSum& convolution) {
  const Window& window = convolution.window;
  const Shape& input = *graph.value(node.inputs[0]).shape;
  const auto all = [](const std::vector<int64_t>& values, int64_t wanted) {
    return std::ranges::all_of(values, [&](int64_t value) { return value == wanted; });
  };
  return convolution.groups == 1 && !convolution.transposed && window.kernel.size() == 2 &&
         element_count(window.kernel) > 1 &&
         std::ranges::equal(std::span(input).subspan(2), window.kernel) &&
         all(window.pad_begin, 0) && all(window.pad_end, 0) && all(window.dilation, 1);
}

PlannedLayer planned_layer(const Graph& graph, const Node& node, const SumGeometry& geometry,
                           const NeuralArtOptions& options) {
  const Shape& weights = *graph.value(node.inputs[1]).shape;
  PlannedLayer layer;
  layer.input_zero_point = quantization_of(graph, node.inputs[0]).zero_point_at(0);
  layer.fastest = options.fastest;
  const auto axis = static_cast<size_t>(output_axis(geometry, weights));
  layer.output_channels = weights[axis];
  if (const auto* convolution = std::get_if<ConvolutionSum>(&geometry)) {
    layer.input_channels = weights[1 - axis];
    layer.groups = convolution->groups;
    layer.kernel = convolution->window.kernel;
    layer.last_stride = convolution->window.stride.back();
    layer.positions = positions(graph, node);
    if (covers_input(graph, node, *convolution)) {
      layer.covers_input = true;
      layer.input_channels *= element_count(layer.kernel);
      layer.kernel.clear();
    }
    return layer;
  }
  layer.input_channels = weights[axis + 1 == weights.size() ? axis - 1 : axis + 1];
  return layer;
}

/// What generated code shows of a ConvTranspose: the compiler makes a convolution of it, over the
/// input with zeros between its elements. Three layers of one build have it so, 2x2 with strides
/// of 2 and no padding.
Basis transposed_basis(const Window& window) {
  const std::vector<int64_t> seen = {2, 2}, ones = {1, 1};
  // Of the spread input, the kernel's size less one is padding.
  const bool as_seen = window.kernel == seen && window.spread == seen && window.dilation == ones &&
                       window.pad_begin == ones && window.pad_end == ones;
  return {as_seen ? Evidence::kStructural : Evidence::kAssumed, "convolution with zeros between"};
}

/// Whether boards and builds have been seen to compute such a convolution: two spatial axes, no
/// dilation, one group or one for each input channel.
bool is_seen(const SumGeometry& geometry, int64_t channels_of_group) {
  const auto* convolution = std::get_if<ConvolutionSum>(&geometry);
  if (convolution == nullptr) return true;
  const bool dilated = std::ranges::any_of(convolution->window.dilation,
                                           [](int64_t dilation) { return dilation != 1; });
  const bool grouped = convolution->groups > 1 && channels_of_group > 1;
  return convolution->window.kernel.size() == 2 && !dilated && !grouped;
}

Basis product_basis(const ProductLayer& layer, const SumGeometry& geometry,
                    int64_t channels_of_group) {
  Basis basis{layer.coefficients.evidence,
              std::holds_alternative<MatrixSum>(geometry) ? "dense layer" : "convolution"};
  basis.plan_open = layer.plan_open();
  basis.origin = layer.origin;
  if (!layer.known_passes && !layer.chosen && layer.origin != Origin::kBuild) {
    basis.evidence = weaker(basis.evidence, Evidence::kAssumed);
    basis.rule = "products, their passes not known";
  }
  const auto* convolution = std::get_if<ConvolutionSum>(&geometry);
  if (convolution != nullptr && convolution->transposed) {
    const Basis transposed = transposed_basis(convolution->window);
    basis.evidence = weaker(basis.evidence, transposed.evidence);
    basis.rule = transposed.rule;
  } else if (!is_seen(geometry, channels_of_group)) {
    basis.evidence = weaker(basis.evidence, Evidence::kAssumed);
    basis.rule = "convolution of a form not seen";
  }
  return basis;
}

/// Whether a window reaches into padding, where raw codes are no zeros.
bool pads(const Window& window) {
  const auto any = [](const std::vector<int64_t>& sizes) {
    return std::ranges::any_of(sizes, [](int64_t size) { return size != 0; });
  };
  return any(window.pad_begin) || any(window.pad_end);
}

/// A ReduceMean, which the compiler leaves to software: DequantizeLinear, pooling in float,
/// QuantizeLinear, in the builds of a mobilenet_v2 by Core 2.2 and 4.0.1, both of which reproduce
/// what boards returned.
LoweredNode lower_reduction(const Graph& graph, const Node& node, const MeanSum& mean) {
  const size_t rank = graph.value(node.inputs[0]).shape->size();
  std::vector<int64_t> spatial;
  for (size_t axis = 2; axis < rank; ++axis) spatial.push_back(static_cast<int64_t>(axis));
  const bool seen = rank == 4 && mean.axes == spatial;
  return {FloatLowering{"the compiler leaves ReduceMean to software"},
          Basis{seen ? Evidence::kSilicon : Evidence::kAssumed, "mean in software, in float"}};
}

/// A mean over whole maps, as GlobalAveragePool or as an AveragePool of the map's size; a local one
/// too, as long as no window reaches into padding.
Result<std::optional<LoweredNode>> lower_mean(const Graph& graph, const Node& node,
                                              const MeanSum& mean) {
  const Value& input = graph.value(node.inputs[0]);
  const Value& output = graph.value(node.outputs[0]);
  const auto counts = mean_counts(mean, *input.shape, *output.shape);
  const bool whole = counts.size() == 1 && input.shape->size() > 2 &&
                     element_count(spatial_of(*input.shape)) == counts[0];
  const IntegerRange range = output_range(node, *output.quantization);
  if (counts.size() == 1 && !pads(mean.window) && *input.quantization == *output.quantization) {
    const bool seen = whole || counts[0] == 4;  // over whole maps, and in windows of 2 x 2
    return LoweredNode{lower_mean_of_codes(counts[0], range),
                       Basis{seen ? Evidence::kStructural : Evidence::kAssumed, "mean of codes"}};
  }
  if (!whole && (counts.size() != 1 || pads(mean.window))) return std::nullopt;
  const auto coefficients = mean_coefficients(counts[0], *input.quantization, *output.quantization);
  if (!coefficients) return std::nullopt;
  const bool power_of_two = (counts[0] & (counts[0] - 1)) == 0;
  const Basis basis =
      whole ? Basis{power_of_two ? Evidence::kSilicon : Evidence::kStructural, "global mean"}
            : Basis{Evidence::kAssumed, "local mean, as a global one"};
  return LoweredNode{lower_global_mean(*coefficients, range), basis};
}

/// "1, 2, 2+, 4, 4+"
std::string choices_text(const std::vector<PassAlternative>& alternatives) {
  std::vector<std::string> texts;
  for (const PassAlternative& plan : alternatives) texts.push_back(pass_choice_text(plan.choice));
  std::ranges::stable_sort(texts, {}, [](const std::string& text) {
    return std::pair(text.size() - (text.ends_with('+') ? 1 : 0), text);
  });
  return fmt::format("{}", fmt::join(texts, ", "));
}

/// The passes that the options choose for the layer, or those of the rule.
Status plan_passes(const PlannedLayer& planned, const std::string& name,
                   const NeuralArtOptions& options, ProductLayer& layer) {
  layer.alternatives = alternative_plans(planned);
  const auto chosen = options.pass_choice(name);
  layer.choice = chosen.value_or(layer.alternatives.front().choice);
  if (std::ranges::find(layer.alternatives, layer.choice, &PassAlternative::choice) ==
      layer.alternatives.end())
    return fail(
        usage_error(fmt::format("the layer cannot take {} passes", pass_choice_text(layer.choice)))
            .in("layer '" + name + "'")
            .expected(choices_text(layer.alternatives))
            .hint("npuscope predict --pass-plan list shows every layer's"));
  layer.planned = planned;
  layer.pieces = pass_plan(planned, layer.choice);
  layer.chosen = chosen.has_value();
  layer.known_passes = has_known_passes(planned);
  return {};
}

/// What a build has for the layer, where one was given.
Status take_from_build(const Graph& graph, const Node& node, const NeuralArtOptions& options,
                       ProductLayer& layer) {
  if (!options.build) return {};
  const NpuBuild& build = *options.build;
  const BuildLayer* own = build.coefficients.layer(build.node_of(graph, node));
  if (own != nullptr) {
    const auto taken = overlay_layer(*own, graph, node, layer);
    return taken ? Status() : fail(Error(taken.error()).in(node.text()));
  }
  layer.origin = Origin::kNotInBuild;
  return {};
}

}  // namespace

int64_t ProductLayer::passes() const {
  int64_t count = 0;
  for (const PassPlan& plan : pieces) count += static_cast<int64_t>(plan.size());
  return count;
}

bool ProductLayer::plan_open() const {
  if (origin == Origin::kBuild) return false;
  const bool kernel_pieces = passes() > choice.passes;
  return kernel_pieces || (!chosen && (choice.passes > 1 || !known_passes));
}

bool has_int8_codes(const Graph& graph, ValueId id) {
  return id != kNoValue && per_tensor(graph, id) && graph.value(id).type == ElementType::kInt8;
}

Result<std::optional<ProductLayer>> product_layer(const Graph& graph, const Node& node,
                                                  const NeuralArtOptions& options) {
  const Operator* op = find_operator(node.op_type, node.domain);
  const auto* sum = op != nullptr ? std::get_if<IntegerSum>(&op->quantized) : nullptr;
  if (sum == nullptr || !computes_on_codes(graph, node, *op)) return std::nullopt;
  NPUSCOPE_TRY_ASSIGN(const SumGeometry geometry, sum_geometry(graph, node, *sum));
  if (std::holds_alternative<MeanSum>(geometry) || !is_plain(node)) return std::nullopt;
  const Value& weights = graph.value(node.inputs[1]);
  const int axis = output_axis(geometry, *weights.shape);
  const bool int8 = has_int8_codes(graph, node.inputs[0]) &&
                    has_int8_codes(graph, node.outputs[0]) && weights.constant &&
                    weights.type == ElementType::kInt8 && weights.quantization;
  if (!int8 || axis < 0) return std::nullopt;
  if (weights.quantization->per_channel() && weights.quantization->axis != axis)
    return std::nullopt;
  auto scales = product_scales(graph, node, axis);
  if (!scales) return std::nullopt;
  auto coefficients = product_coefficients(*scales, options.generation);
  if (!coefficients) return std::nullopt;
  ProductLayer layer;
  layer.scales = *std::move(scales);
  layer.coefficients = *std::move(coefficients);
  if (std::holds_alternative<ConvolutionSum>(geometry))
    layer.channel_stride = positions(graph, node);
  NPUSCOPE_TRY(plan_passes(planned_layer(graph, node, geometry, options),
                           graph.value(node.outputs[0]).name, options, layer));
  NPUSCOPE_TRY(take_from_build(graph, node, options, layer));
  return layer;
}

Result<std::optional<LoweredNode>> lower_sum_on_npu(const Graph& graph, const Node& node,
                                                    const IntegerSum& sum,
                                                    const NeuralArtOptions& options) {
  if (!has_int8_codes(graph, node.inputs[0]) || !has_int8_codes(graph, node.outputs[0]))
    return std::nullopt;
  NPUSCOPE_TRY_ASSIGN(const SumGeometry geometry, sum_geometry(graph, node, sum));
  if (const auto* mean = std::get_if<MeanSum>(&geometry))
    return node.op_type == "ReduceMean" ? lower_reduction(graph, node, *mean)
                                        : lower_mean(graph, node, *mean);
  NPUSCOPE_TRY_ASSIGN(auto layer, product_layer(graph, node, options));
  if (!layer) return std::nullopt;
  const Basis basis = product_basis(*layer, geometry, graph.value(node.inputs[1]).shape->at(1));
  return LoweredNode{lower_products(layer->coefficients, std::move(layer->pieces),
                                    output_range(node, quantization_of(graph, node.outputs[0])),
                                    layer->channel_stride),
                     basis};
}

}  // namespace npuscope
