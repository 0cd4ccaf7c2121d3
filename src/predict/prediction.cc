// SPDX-License-Identifier: Apache-2.0
#include "predict/prediction.h"

#include <algorithm>
#include <cmath>

#include "execute/executor.h"
#include "execute/neural_art_plans.h"

namespace npuscope {
namespace {

/// Significant bits of a positive multiplier: floor(log2) + 1; 0 of 0.
int bits_of(int64_t multiplier) {
  int bits = 0;
  for (; multiplier > 0; multiplier >>= 1) ++bits;
  return bits;
}

void add_products(const Graph& graph, size_t node, const ProductLayer& layer,
                  LayerPrediction& out) {
  out.cap = accumulator_cap(graph, node, layer);
  const ProductScales& scales = layer.scales;
  const ProductCoefficients& k = layer.coefficients;
  out.passes = layer.passes();
  const double coarsest = *std::ranges::max_element(scales.weights);
  out.resolution = std::ldexp(scales.input * coarsest / scales.output, k.s_o);
  out.multiplier_bits = bits_of(std::ranges::min(k.three_roundings ? k.a1 : k.a2));
}

}  // namespace

std::vector<const LayerPrediction*> Prediction::capped() const {
  std::vector<const LayerPrediction*> result;
  for (const LayerPrediction& layer : layers)
    if (layer.cap && layer.cap->cut_channels > 0) result.push_back(&layer);
  return result;
}

Status check_for_npu(const Model& model) {
  if (quantizes_statically(model.kind)) return {};
  return fail(bad_input(std::string(kNotForAnNpu))
                  .in(to_utf8(model.path))
                  .expected("a QDQ or QOperator model, or the compiler's *_OE_*.onnx")
                  .found(std::string(model_kind_text(model.kind))));
}

Result<Prediction> predict(const Model& model, const NeuralArtOptions& options) {
  NPUSCOPE_TRY(check_for_npu(model));
  NPUSCOPE_TRY(layer_passes(model.graph, options));  // whether the pass plans fit
  const auto arithmetic = make_neural_art_arithmetic(options);
  NPUSCOPE_TRY_ASSIGN(const Executor executor, Executor::create(model.graph, *arithmetic));
  Prediction prediction;
  prediction.model = to_utf8(model.path.filename());
  prediction.compiler = options.compiler;
  prediction.notes = model.warnings;
  for (size_t n = 0; n < model.graph.nodes.size(); ++n) {
    const Node& node = model.graph.nodes[n];
    LayerPrediction layer;
    layer.name = model.graph.value(node.outputs[0]).name;
    layer.op = node.op_type;
    layer.basis = executor.basis(n).value_or(Basis{});
    NPUSCOPE_TRY_ASSIGN(const auto products, product_layer(model.graph, node, options));
    if (products) add_products(model.graph, n, *products, layer);
    prediction.layers.push_back(std::move(layer));
  }
  return prediction;
}

}  // namespace npuscope
