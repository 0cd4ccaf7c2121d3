// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "execute/node_quantization.h"
#include "remedy/float_weights.h"
#include "remedy/kinds.h"

namespace npuscope {
namespace {

constexpr std::string_view kKind = "per-channel-weights";
/// The first opset whose DequantizeLinear has an axis.
constexpr int64_t kFirstOpset = 13;

/// The nodes of the graph whose weights have one scale and more than one output channel.
Result<std::vector<size_t>> per_tensor_layers(const Bench& bench) {
  const Graph& graph = bench.graph();
  std::vector<size_t> nodes;
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    NPUSCOPE_TRY_ASSIGN(const auto layer,
                        product_layer(graph, graph.nodes[n], bench.source.options));
    if (layer && has_rewritable_type(graph.nodes[n]) && layer->scales.weights.size() == 1 &&
        layer->scales.weight_sums.size() > 1 &&
        !quantization_of(graph, graph.nodes[n].inputs[1]).per_channel())
      nodes.push_back(n);
  }
  return nodes;
}

std::string why_not(const Bench& bench, const std::vector<size_t>& nodes) {
  if (!bench.refusal.empty()) return bench.refusal;
  if (bench.source.float_model == nullptr)
    return "needs the float model: the weights before quantization";
  for (const size_t n : nodes) {
    const auto layer = find_qdq_layer(bench, n);
    const std::string name = bench.graph().value(bench.graph().nodes[n].outputs[0]).name;
    if (!layer) return fmt::format("layer '{}': {}", name, layer.error().what());
    if (layer->domain.empty() && bench.file->opset("") < kFirstOpset)
      return fmt::format("DequantizeLinear has an axis from opset {} on, the file imports {}",
                         kFirstOpset, bench.file->opset(""));
    if (const auto real = float_weights(bench, *layer); !real)
      return fmt::format("layer '{}': {}", name, real.error().what());
  }
  return {};
}

}  // namespace

Status propose_per_channel_weights(const Bench& bench, std::vector<Remedy>& remedies) {
  NPUSCOPE_TRY_ASSIGN(const auto nodes, per_tensor_layers(bench));
  if (nodes.empty()) return {};
  Remedy remedy;
  remedy.id = fmt::format("{}@*", kKind);
  remedy.kind = kKind;
  remedy.layer = "*";
  remedy.text =
      fmt::format("the float weights of {} layer{}, quantized with one scale per output channel",
                  nodes.size(), nodes.size() == 1 ? "" : "s");
  remedy.not_possible = why_not(bench, nodes);
  remedies.push_back(std::move(remedy));
  return {};
}

Result<std::string> apply_per_channel_weights(const Bench& bench, const Remedy&) {
  NPUSCOPE_TRY_ASSIGN(const auto nodes, per_tensor_layers(bench));
  ModelEditor file = *bench.file;
  for (const size_t n : nodes) {
    NPUSCOPE_TRY_ASSIGN(const QdqLayer layer, find_qdq_layer(bench, n));
    LayerConstants real;
    NPUSCOPE_TRY_SET(real.weights, float_weights(bench, layer));
    real.bias = real_bias(layer);
    const Quantization& input = quantization_of(bench.graph(), layer.node->inputs[0]);
    set_constants(file, layer,
                  quantized_again(layer, real, true, static_cast<double>(input.scale_at(0))));
  }
  return file.serialize();
}

}  // namespace npuscope
