// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "execute/arithmetic.h"
#include "execute/node_info.h"
#include "neural_art/global_mean.h"
#include "neural_art/pass_plan.h"
#include "neural_art/products.h"

namespace npuscope {
namespace {

const Quantization& quantization_of(const Graph& graph, ValueId id) {
  return *graph.value(id).quantization;
}

/// Of each output channel (an index of `axis`): the sum of the weights' codes, zero points off.
std::vector<int64_t> sums_along(const Tensor& weights, const Quantization& quantization,
                                size_t axis) {
  const Shape& shape = weights.shape();
  const int64_t channels = shape[axis];
  const int64_t inner = element_count(std::span(shape).subspan(axis + 1));
  std::vector<int64_t> sums(static_cast<size_t>(channels));
  const std::vector<int64_t> codes = to_int64s(weights);
  for (size_t i = 0; i < codes.size(); ++i) {
    const int64_t channel = static_cast<int64_t>(i) / inner % channels;
    sums[static_cast<size_t>(channel)] += codes[i] - quantization.zero_point_at(channel);
  }
  return sums;
}

/// The axis of the weights that counts output channels.
size_t channel_axis(const SumGeometry& geometry, const Shape& weights) {
  const auto* matrix = std::get_if<MatrixSum>(&geometry);
  if (matrix == nullptr) return 0;
  return matrix->transpose_b ? weights.size() - 2 : weights.size() - 1;
}

/// What one output channel each adds in real numbers; nothing where that is not one number each.
std::optional<std::vector<float>> bias_of(const Graph& graph, const Node& node, size_t channels) {
  if (node.inputs.size() < 3 || node.inputs[2] == kNoValue) return std::vector<float>();
  const Value& bias = graph.value(node.inputs[2]);
  if (element_count(*bias.shape) != static_cast<int64_t>(channels)) return std::nullopt;
  const Tensor real =
      bias.quantization ? dequantize(*bias.constant, *bias.quantization) : *bias.constant;
  const auto values = real.values<float>();
  return std::vector<float>(values.begin(), values.end());
}

bool has_int8(const Graph& graph, ValueId id) { return graph.value(id).type == ElementType::kInt8; }

/// Whether alpha and beta leave a Gemm what a convolution is.
bool is_plain(const Node& node) {
  return node.float_attribute("alpha", 1.0f) == 1 && node.float_attribute("beta", 1.0f) == 1;
}

/// Convolutions and dense layers; `otherwise` where the NPU's way is not known.
Result<Lowering> lower_products_of(const Graph& graph, const Node& node,
                                   const SumGeometry& geometry, CompilerGeneration generation,
                                   Lowering otherwise) {
  const Value& weights = graph.value(node.inputs[1]);
  const Value& output = graph.value(node.outputs[0]);
  const Quantization& y = *output.quantization;
  if (!weights.constant || weights.type != ElementType::kInt8 || !is_plain(node)) return otherwise;
  ProductScales scales;
  scales.weight_sums =
      sums_along(*weights.constant, *weights.quantization, channel_axis(geometry, *weights.shape));
  auto bias = bias_of(graph, node, scales.weight_sums.size());
  if (!bias) return otherwise;
  scales.bias = *std::move(bias);
  scales.input = static_cast<double>(quantization_of(graph, node.inputs[0]).scale_at(0));
  for (const float scale : weights.quantization->scale)
    scales.weights.push_back(static_cast<double>(scale));
  scales.output = static_cast<double>(y.scale_at(0));
  scales.output_zero_point = y.zero_point_at(0);
  NPUSCOPE_TRY_ASSIGN(const auto coefficients, product_coefficients(scales, generation));
  const auto* convolution = std::get_if<ConvolutionSum>(&geometry);
  const int64_t stride =
      convolution != nullptr ? element_count(std::span(*output.shape).subspan(2)) : 1;
  PassPlan plan = convolution != nullptr ? kernel_pieces(*convolution) : PassPlan{SumSlice{}};
  return lower_products(coefficients, std::move(plan), output_range(node, y), stride);
}

/// A mean over whole maps, as GlobalAveragePool or as an AveragePool of the map's size; `otherwise`
/// of others.
Result<Lowering> lower_mean_of(const Graph& graph, const Node& node, const MeanSum& mean,
                               Lowering otherwise) {
  const Value& input = graph.value(node.inputs[0]);
  const Value& output = graph.value(node.outputs[0]);
  const auto counts = mean_counts(mean, *input.shape, *output.shape);
  const bool whole = counts.size() == 1 && input.shape->size() > 2 &&
                     element_count(spatial_of(*input.shape)) == counts[0];
  if (!whole) return otherwise;
  NPUSCOPE_TRY_ASSIGN(const auto coefficients,
                      mean_coefficients(counts[0], *input.quantization, *output.quantization));
  return lower_global_mean(coefficients, output_range(node, *output.quantization));
}

class NeuralArtArithmetic : public Arithmetic {
 public:
  explicit NeuralArtArithmetic(CompilerGeneration generation) : generation_(generation) {}

  [[nodiscard]] std::string_view name() const override {
    return generation_ == CompilerGeneration::kCore2 ? "neural-art:compiler=2.2"
                                                     : "neural-art:compiler=4.0";
  }
  [[nodiscard]] int version() const override { return 1; }

  [[nodiscard]] Result<Lowering> lower(const Graph& graph, const Node& node,
                                       const Operator& op) const override {
    NPUSCOPE_TRY_ASSIGN(Lowering exact, exact_arithmetic().lower(graph, node, op));
    const auto* sum = std::get_if<IntegerSum>(&op.quantized);
    // What `exact` cannot sum in integers, nobody can.
    if (sum == nullptr || !std::holds_alternative<SumLowering>(exact)) return exact;
    if (!has_int8(graph, node.inputs[0]) || !has_int8(graph, node.outputs[0])) return exact;
    NPUSCOPE_TRY_ASSIGN(const SumGeometry geometry, sum_geometry(graph, node, *sum));
    if (const auto* mean = std::get_if<MeanSum>(&geometry))
      return lower_mean_of(graph, node, *mean, std::move(exact));
    return lower_products_of(graph, node, geometry, generation_, std::move(exact));
  }

 private:
  CompilerGeneration generation_;
};

}  // namespace

const Arithmetic& neural_art_arithmetic(CompilerGeneration generation) {
  static const std::array<NeuralArtArithmetic, 2> kAll = {
      NeuralArtArithmetic(CompilerGeneration::kCore2),
      NeuralArtArithmetic(CompilerGeneration::kCore4)};
  return kAll[static_cast<size_t>(generation)];
}

}  // namespace npuscope
