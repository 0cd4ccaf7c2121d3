// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <utility>

#include "execute/node_info.h"
#include "execute/node_quantization.h"
#include "remedy/calibration.h"
#include "remedy/channels.h"
#include "remedy/kinds.h"

namespace npuscope {
namespace {

constexpr std::string_view kKind = "split-inputs";

struct Half {
  int64_t begin = 0, end = 0;  ///< of the input channels
  bool has_bias = false;
};

std::array<Half, 2> halves_of(const QdqLayer& layer) {
  const int64_t channels = layer.constants.weights.shape()[layer.input_axis];
  return {Half{0, channels / 2, true}, Half{channels / 2, channels, false}};
}

std::string why_not(const Bench& bench, const Candidate& candidate) {
  const auto layer = find_qdq_layer(bench, candidate.node);
  if (!layer) return layer.error().what();
  if (layer->groups != 1) return "its channels are convolved in groups";
  if (layer->constants.weights.shape()[layer->input_axis] < 2) return "it has one input channel";
  if (layer->node->int_attribute("transA", 0) != 0) return "its input is transposed";
  if (bench.source.calibration.empty())
    return "needs calibration inputs: the ranges of the partial sums have to be measured";
  return {};
}

/// What one half of the input channels adds to a result, in real numbers.
Status include_sums(const Bench& bench, const Candidate& candidate, const Half& half,
                    size_t channel_axis, const Tensor& codes, FloatRange& range) {
  const Graph& graph = bench.graph();
  const Node& node = graph.nodes[candidate.node];
  const Operator* op = find_operator(node.op_type, node.domain);
  NPUSCOPE_TRY_ASSIGN(const SumGeometry geometry,
                      sum_geometry(graph, node, std::get<IntegerSum>(op->quantized)));
  const Value& weights = graph.value(node.inputs[1]);
  SumSlice slice;
  slice.channels = SumSlice::Range{half.begin, half.end};
  NPUSCOPE_TRY_ASSIGN(const Sums sums,
                      accumulate(geometry, {&codes, &quantization_of(graph, node.inputs[0])},
                                 {&*weights.constant, &*weights.quantization},
                                 *graph.value(node.outputs[0]).shape, slice));
  const ProductScales& scales = candidate.layer.scales;
  const ChannelOf channel(sums.shape, channel_axis);
  for (size_t i = 0; i < sums.values.size(); ++i) {
    const size_t c = channel(i);
    const double bias = half.has_bias ? scales.bias_at(c) : 0;
    range.include(
        static_cast<float>(static_cast<double>(sums.values[i]) * scales.unit_at(c) + bias));
  }
  return {};
}

Result<std::array<FloatRange, 2>> measure(const Bench& bench, const Candidate& candidate,
                                          const QdqLayer& layer) {
  std::array<FloatRange, 2> ranges;
  const auto halves = halves_of(layer);
  const auto see = [&](ValueId id, const Tensor& codes) -> Status {
    if (id != layer.node->inputs[0]) return {};
    for (size_t h = 0; h < halves.size(); ++h)
      NPUSCOPE_TRY(include_sums(bench, candidate, halves[h], static_cast<size_t>(layer.value_axis),
                                codes, ranges[h]));
    return {};
  };
  NPUSCOPE_TRY(calibrate(*bench.source.model, bench.source.calibration, see));
  return ranges;
}

/// Input channels [begin, end); the bias belongs to one half, the other adds zeros.
LayerConstants input_channels(const QdqLayer& layer, const Half& half) {
  LayerConstants part = layer.constants;
  part.weights = cut(part.weights, layer.input_axis, half.begin, half.end);
  if (!part.bias || half.has_bias) return part;
  Tensor zeros = Tensor::zeros(part.bias->type(), part.bias->shape());
  part.bias = std::move(zeros);
  return part;
}

}  // namespace

Status propose_split_inputs(const Bench& bench, std::vector<Remedy>& remedies) {
  for (const Candidate& candidate : bench.candidates) {
    const AccumulatorCap& cap = candidate.cap;
    if (cap.shift >= cap.needed_shift && candidate.layer.passes() <= 1) continue;
    Remedy remedy;
    remedy.id = fmt::format("{}@{}", kKind, candidate.name);
    remedy.kind = kKind;
    remedy.layer = candidate.name;
    remedy.text =
        "two layers of half the input channels each, with output codes of their own, and an Add";
    remedy.not_possible = why_not(bench, candidate);
    remedies.push_back(std::move(remedy));
  }
  return {};
}

Result<std::string> apply_split_inputs(const Bench& bench, const Remedy& remedy) {
  const Candidate* candidate = bench.find(remedy.layer);
  if (candidate == nullptr) return fail(internal_error("a remedy without its layer"));
  NPUSCOPE_TRY_ASSIGN(QdqLayer layer, find_qdq_layer(bench, candidate->node));
  const auto halves = halves_of(layer);
  NPUSCOPE_TRY_ASSIGN(const auto ranges, measure(bench, *candidate, layer));
  ModelEditor file = *bench.file;
  const ModelEditor::NodeId next = layer.quantizes[0];
  const Quantization& input = quantization_of(bench.graph(), layer.node->inputs[0]);
  const std::string sum = file.node(layer.compute).outputs[0];
  const auto clamp = std::exchange(layer.clamp, std::nullopt);  // it stays, behind the Add
  const ModelEditor::NodeId behind = clamp.value_or(next);
  std::vector<std::string> parts;
  for (size_t h = 0; h < halves.size(); ++h) {
    const std::string channels = file.unique_name(layer.result + "_input");
    add_slice(file, layer.input, channels, layer.value_axis, halves[h].begin, halves[h].end,
              layer.compute);
    const std::string again = add_pair(file, next, input, channels, layer.compute);
    const std::string part = file.unique_name(layer.result + "_part");
    add_layer(file, layer, input_channels(layer, halves[h]), again, part);
    parts.push_back(add_pair(file, next, min_max_quantization(ranges[h]), part, behind));
  }
  file.remove(layer.compute);
  file.insert({"Add", parts, {sum}, {}, {}}, behind);
  return file.serialize();
}

}  // namespace npuscope
