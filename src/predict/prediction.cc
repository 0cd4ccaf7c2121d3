// SPDX-License-Identifier: Apache-2.0
#include "predict/prediction.h"

#include "execute/executor.h"
#include "predict/precision.h"

namespace npuscope {
namespace {

void add_products(const Graph& graph, size_t node, const ProductLayer& layer,
                  LayerPrediction& out) {
  out.cap = accumulator_cap(graph, node, layer);
  const LayerPrecision precision = precision_of(layer);
  out.passes = precision.passes;
  out.resolution = precision.resolution;
  out.multiplier_bits = precision.multiplier_bits;
}

}  // namespace

std::vector<const LayerPrediction*> Prediction::capped() const {
  std::vector<const LayerPrediction*> result;
  for (const LayerPrediction& layer : layers)
    if (layer.cap && layer.cap->cut_channels > 0) result.push_back(&layer);
  return result;
}

Result<Prediction> predict(const Model& model, const NeuralArtOptions& options) {
  if (!quantizes_statically(model.kind))
    return fail(bad_input(std::string(kNotForAnNpu))
                    .in(to_utf8(model.path))
                    .expected("a QDQ or QOperator model, or the compiler's *_OE_*.onnx")
                    .found(std::string(model_kind_text(model.kind))));
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
