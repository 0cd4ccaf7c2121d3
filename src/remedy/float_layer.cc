// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "remedy/kinds.h"
#include "remedy/qdq_layer.h"

namespace npuscope {
namespace {

constexpr std::string_view kKind = "float-layer";

/// Whether nothing that reads the layer's codes computes on codes.
bool is_read_in_float(const Bench& bench, ValueId output) {
  const Graph& graph = bench.graph();
  if (std::ranges::find(graph.outputs, output) != graph.outputs.end()) return false;
  return std::ranges::all_of(graph.nodes, [&](const Node& node) {
    const bool reads = std::ranges::find(node.inputs, output) != node.inputs.end();
    return !reads || is_dequantize(node) ||
           std::ranges::find(bench.source.model->float_islands, node.text(), &FloatIsland::node) !=
               bench.source.model->float_islands.end();
  });
}

/// What read the codes' real numbers reads the result itself.
void pass_by_quantization(ModelEditor& file, const QdqLayer& layer) {
  for (const ModelEditor::NodeId quantize : layer.quantizes) {
    for (const ModelEditor::NodeId dequantize : file.readers(file.node(quantize).outputs[0])) {
      const std::string real = file.node(dequantize).outputs[0];
      for (const ModelEditor::NodeId reader : file.readers(real)) {
        std::vector<std::string> inputs = file.node(reader).inputs;
        std::ranges::replace(inputs, real, layer.result);
        file.set_inputs(reader, std::move(inputs));
      }
      file.remove(dequantize);
      // The output keeps its name, and the layer as well.
      if (file.is_output(real))
        file.insert({"Identity", {layer.result}, {real}, {}, {}}, dequantize);
    }
  }
}

/// The same constants as real numbers.
LayerConstants dequantized(const LayerConstants& constants) {
  LayerConstants real = constants;
  real.weights = dequantize(constants.weights, constants.weight_quantization);
  if (constants.bias && constants.bias_quantization)
    real.bias = dequantize(*constants.bias, *constants.bias_quantization);
  real.bias_quantization.reset();
  return real;
}

}  // namespace

Status propose_float_layer(const Bench& bench, std::vector<Remedy>& remedies) {
  for (const Candidate& candidate : bench.candidates) {
    const auto layer = find_qdq_layer(bench, candidate.node);
    Remedy remedy;
    remedy.id = fmt::format("{}@{}", kKind, candidate.name);
    remedy.kind = kKind;
    remedy.layer = candidate.name;
    remedy.text =
        "weights and bias as real numbers, so that the layer is computed in float, by "
        "software";
    if (!layer) remedy.not_possible = layer.error().what();
    remedies.push_back(std::move(remedy));
  }
  return {};
}

Result<std::string> apply_float_layer(const Bench& bench, const Remedy& remedy) {
  NPUSCOPE_TRY_ASSIGN(const QdqLayer layer, layer_of(bench, remedy));
  ModelEditor file = *bench.file;
  const LayerConstants real = dequantized(layer.constants);
  const OnnxNode compute = file.node(layer.compute);
  std::vector<std::string> inputs = {
      layer.input, file.add_initializer(compute.inputs[1] + "_float", real.weights)};
  if (real.bias) inputs.push_back(file.add_initializer(compute.inputs[2] + "_float", *real.bias));
  file.set_inputs(layer.compute, std::move(inputs));
  if (is_read_in_float(bench, layer.node->outputs[0])) pass_by_quantization(file, layer);
  return file.serialize();
}

}  // namespace npuscope
