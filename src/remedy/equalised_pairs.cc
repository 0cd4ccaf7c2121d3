// SPDX-License-Identifier: Apache-2.0
#include "remedy/equalised_pairs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "remedy/channels.h"

namespace npuscope {
namespace {

/// The one node that reads the value; -1 where there are more, or the network returns it.
int only_reader(const Graph& graph, const std::vector<std::vector<int>>& consumers, ValueId id) {
  const auto& readers = consumers[static_cast<size_t>(id)];
  const bool returned = std::ranges::find(graph.outputs, id) != graph.outputs.end();
  return readers.size() == 1 && !returned ? readers[0] : -1;
}

bool is_relu_or_nothing(const Node& node) {
  return !node.clamp ||
         (node.clamp->first == 0 && node.clamp->second == std::numeric_limits<float>::infinity());
}

/// Whether the input channels of a layer can be told apart: in one group, or one to each.
bool has_own_input_channels(const Graph& graph, const Node& node) {
  const int64_t groups = node.op_type == "Conv" ? node.int_attribute("group", 1) : 1;
  return groups == 1 || (*graph.value(node.inputs[1]).shape)[1] == 1;
}

/// For every weight of the layer, its input channel.
class InputChannelOf {
 public:
  explicit InputChannelOf(const QdqLayer& layer)
      : of_group_(layer.constants.weights.shape(), layer.input_axis),
        output_(layer.constants.weights.shape(), layer.output_axis),
        outputs_per_group_(static_cast<size_t>(layer.channels() / layer.groups)),
        grouped_(layer.groups != 1) {}
  size_t operator()(size_t element) const {
    return grouped_ ? output_(element) / outputs_per_group_ : of_group_(element);
  }

 private:
  ChannelOf of_group_, output_;
  size_t outputs_per_group_;
  bool grouped_;
};

/// Whether the float network makes the value by something that keeps positive factors: a Clip may
/// hide in the range of the codes.
bool keeps_factors(const Bench& bench, ValueId id) {
  if (bench.source.float_model == nullptr) return true;
  const Graph& graph = bench.source.float_model->graph;
  const ValueId real = graph.find_value(bench.graph().value(id).name);
  if (real == kNoValue) return true;  // which the remedy is refused for
  const int producer = producers_of(graph)[static_cast<size_t>(real)];
  constexpr std::array kKeeping = {"Conv", "Gemm", "MatMul", "Relu", "PRelu"};
  return producer >= 0 &&
         std::ranges::find(kKeeping, graph.nodes[static_cast<size_t>(producer)].op_type) !=
             kKeeping.end();
}

}  // namespace

Result<std::vector<LayerPair>> equalisable_pairs(const Bench& bench) {
  const Graph& graph = bench.graph();
  const auto consumers = consumers_of(graph);
  std::vector<bool> is_layer;
  for (const Node& node : graph.nodes) {
    NPUSCOPE_TRY_ASSIGN(const auto layer, product_layer(graph, node, bench.source.options));
    is_layer.push_back(layer && has_rewritable_type(node));
  }
  std::vector<LayerPair> pairs;
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    if (!is_layer[n] || !is_relu_or_nothing(graph.nodes[n])) continue;
    LayerPair pair{n, 0, {graph.nodes[n].outputs[0]}};
    int next = only_reader(graph, consumers, pair.between[0]);
    if (next >= 0 && graph.nodes[static_cast<size_t>(next)].op_type == "PRelu") {
      const Node& prelu = graph.nodes[static_cast<size_t>(next)];
      if (prelu.inputs[0] != pair.between[0] || !graph.value(prelu.inputs[1]).constant) continue;
      pair.between.push_back(prelu.outputs[0]);
      next = only_reader(graph, consumers, pair.between[1]);
    }
    if (next < 0 || !is_layer[static_cast<size_t>(next)]) continue;
    pair.second = static_cast<size_t>(next);
    const Node& second = graph.nodes[pair.second];
    const auto keeps = [&](ValueId id) { return keeps_factors(bench, id); };
    const bool fits = second.inputs[0] == pair.between.back() &&
                      (second.op_type == "Conv") == (graph.nodes[n].op_type == "Conv") &&
                      second.int_attribute("transA", 0) == 0 &&
                      has_own_input_channels(graph, second) &&
                      std::ranges::all_of(pair.between, keeps);
    if (fits) pairs.push_back(std::move(pair));
  }
  return pairs;
}

std::vector<double> equalise(RealLayer& first, RealLayer& second) {
  const ChannelOf output(first.layer.constants.weights.shape(), first.layer.output_axis);
  const InputChannelOf input(second.layer);
  const auto count = static_cast<size_t>(first.layer.channels());
  std::vector<double> range1(count, 0), range2(count, 0), factors(count, 1);
  const auto include = [](double& range, double weight) {
    range = std::max(range, std::fabs(weight));
  };
  for (size_t i = 0; i < first.weights.size(); ++i) include(range1[output(i)], first.weights[i]);
  for (size_t i = 0; i < second.weights.size(); ++i) include(range2[input(i)], second.weights[i]);
  for (size_t c = 0; c < count; ++c)
    if (range1[c] > 0 && range2[c] > 0) factors[c] = std::sqrt(range1[c] * range2[c]) / range2[c];
  for (size_t i = 0; i < first.weights.size(); ++i) first.weights[i] /= factors[output(i)];
  for (size_t c = 0; c < first.bias.size(); ++c) first.bias[c] /= factors[c];
  for (size_t i = 0; i < second.weights.size(); ++i) second.weights[i] *= factors[input(i)];
  return factors;
}

}  // namespace npuscope
