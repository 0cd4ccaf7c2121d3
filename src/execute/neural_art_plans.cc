// SPDX-License-Identifier: Apache-2.0
#include "execute/neural_art_plans.h"

#include <algorithm>

#include "base/suggest.h"
#include "base/wildcard.h"

namespace npuscope {
namespace {

/// A usage error where a selection matches no layer.
Status check_patterns(const std::vector<LayerPasses>& layers, const NeuralArtOptions& options) {
  for (const PassSelection& selection : options.pass_plans) {
    if (std::ranges::any_of(layers, [&](const LayerPasses& layer) {
          return matches_wildcard(layer.name, selection.pattern);
        }))
      continue;
    std::vector<std::string_view> names;
    for (const LayerPasses& layer : layers) names.push_back(layer.name);
    const std::string nearest = nearest_names_text(selection.pattern, names);
    return fail(usage_error("the pass plan matches no convolution or dense layer")
                    .found("'" + selection.text() + "'")
                    .expected("the name of a layer's output, or a pattern for several")
                    .hint(nearest.empty() ? "npuscope predict --pass-plan list shows every layer's"
                                          : nearest));
  }
  return {};
}

}  // namespace

Result<std::vector<LayerPasses>> layer_passes(const Graph& graph, const NeuralArtOptions& options) {
  std::vector<LayerPasses> layers;
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    const Node& node = graph.nodes[n];
    NPUSCOPE_TRY_ASSIGN(auto layer, product_layer(graph, node, options));
    if (!layer) continue;
    layers.push_back({n, graph.value(node.outputs[0]).name, node.op_type,
                      layer->passes() / layer->choice.passes, layer->choice,
                      std::move(layer->alternatives)});
  }
  NPUSCOPE_TRY(check_patterns(layers, options));
  return layers;
}

Result<ProductLayers> product_layers(const Graph& graph, const NeuralArtOptions& options) {
  ProductLayers layers;
  for (const Node& node : graph.nodes) {
    NPUSCOPE_TRY_ASSIGN(auto layer, product_layer(graph, node, options));
    layers.push_back(std::move(layer));
  }
  return layers;
}

std::vector<size_t> nodes_that_differ(const ProductLayers& a, const ProductLayers& b) {
  std::vector<size_t> nodes;
  for (size_t n = 0; n < a.size(); ++n) {
    const bool same = a[n] && b[n] ? a[n]->pieces == b[n]->pieces &&
                                         a[n]->coefficients.same_numbers(b[n]->coefficients)
                                   : a[n].has_value() == b[n].has_value();
    if (!same) nodes.push_back(n);
  }
  return nodes;
}

}  // namespace npuscope
