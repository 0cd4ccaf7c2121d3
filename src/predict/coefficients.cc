// SPDX-License-Identifier: Apache-2.0
#include "predict/coefficients.h"

#include "execute/node_quantization.h"

namespace npuscope {
namespace {

/// Whether more is known of the node than that `exact` stands in for it.
bool is_known(const LoweredNode& lowered) {
  return lowered.basis && lowered.basis->evidence != Evidence::kUnknown;
}

Result<std::vector<std::optional<FixedStage>>> requantizations_of(
    const Graph& graph, const Node& node, const MovementLowering& movement) {
  std::vector<std::optional<FixedStage>> stages;
  const Quantization& to = quantization_of(graph, node.outputs[0]);
  for (const ValueId id : node.inputs) {
    const bool codes = id != kNoValue && graph.value(id).quantization.has_value();
    if (!movement.requantize || !codes || quantization_of(graph, id) == to) {
      stages.emplace_back();
      continue;
    }
    NPUSCOPE_TRY_ASSIGN(const auto made, movement.requantize(quantization_of(graph, id), to));
    stages.emplace_back(std::get<FixedStage>(made.front()));
  }
  return stages;
}

Status add_stages(const Graph& graph, const Node& node, const Arithmetic& arithmetic,
                  LayerCoefficients& layer) {
  const Operator* op = find_operator(node.op_type, node.domain);
  if (op == nullptr || is_quantize(node) || is_dequantize(node)) return {};
  if (!computes_on_codes(graph, node, *op)) return {};
  NPUSCOPE_TRY_ASSIGN(LoweredNode lowered, arithmetic.lower(graph, node, *op));
  if (!is_known(lowered)) return {};
  if (const auto* movement = std::get_if<MovementLowering>(&lowered.lowering))
    NPUSCOPE_TRY_SET(layer.requantizations, requantizations_of(graph, node, *movement));
  layer.stages = std::move(lowered.lowering);
  return {};
}

}  // namespace

Result<std::vector<LayerCoefficients>> layer_coefficients(const Graph& graph,
                                                          const NeuralArtOptions& options) {
  const auto arithmetic = make_neural_art_arithmetic(options);
  std::vector<LayerCoefficients> layers;
  for (const Node& node : graph.nodes) {
    LayerCoefficients layer;
    NPUSCOPE_TRY_SET(layer.products, product_layer(graph, node, options));
    if (!layer.products) NPUSCOPE_TRY(add_stages(graph, node, *arithmetic, layer));
    layers.push_back(std::move(layer));
  }
  return layers;
}

}  // namespace npuscope
