// SPDX-License-Identifier: Apache-2.0
#include "predict/drift.h"

#include <algorithm>
#include <cmath>

#include "execute/neural_art_nodes.h"
#include "execute/node_info.h"
#include "execute/node_quantization.h"

namespace npuscope {
namespace {

/// The channels of what a node makes: along the last axis for matrix products, else the second.
CodeHistogram channels_of(const Graph& graph, const Value& value, const Node* made_by) {
  const Shape& shape = *value.shape;
  if (shape.size() < 2) return {1, 1};
  const Operator* op =
      made_by != nullptr ? find_operator(made_by->op_type, made_by->domain) : nullptr;
  const auto* sum = op != nullptr ? std::get_if<IntegerSum>(&op->quantized) : nullptr;
  const auto geometry = sum != nullptr ? sum_geometry(graph, *made_by, *sum) : SumGeometry();
  if (geometry && std::holds_alternative<MatrixSum>(*geometry)) return {shape.back(), 1};
  return {shape[1], element_count(std::span(shape).subspan(2))};
}

/// An eighth of all codes: what the widest channel of calibrated activations typically has.
constexpr double kAssumedDeviation = 32;

/// Around what the channel's bias alone gives, as wide as its weights are large next to those of
/// the channel with the largest.
CodeHistogram assumed_products(const ProductScales& scales, IntegerRange range, double elements) {
  const size_t channels = scales.weight_sums.size();
  std::vector<double> means, deviations;
  for (size_t c = 0; c < channels; ++c) {
    means.push_back(static_cast<double>(scales.output_zero_point) +
                    scales.bias_at(c) / scales.output);
    deviations.push_back(static_cast<double>(scales.magnitude_sums[c]) * scales.weight_at(c));
  }
  const double largest = std::ranges::max(deviations);
  for (double& deviation : deviations)
    deviation = largest > 0 ? std::max(1.0, kAssumedDeviation * deviation / largest) : 1;
  return CodeHistogram::normal(means, deviations, range, elements / static_cast<double>(channels));
}

Result<CodeHistogram> assumed_codes(const Graph& graph, const Value& value, const Node* made_by) {
  const auto elements = static_cast<double>(element_count(*value.shape));
  const IntegerRange range = made_by != nullptr ? output_range(*made_by, *value.quantization)
                                                : *integer_range(value.quantization->type);
  if (made_by != nullptr) {
    NPUSCOPE_TRY_ASSIGN(const auto layer, product_layer(graph, *made_by, {}));
    if (layer) return assumed_products(layer->scales, range, elements);
  }
  const auto zero = static_cast<double>(value.quantization->zero_point_at(0));
  return CodeHistogram::normal({zero}, {kAssumedDeviation}, range, elements);
}

Result<Drift> drift_of(const Graph& graph, const Node& node, const Arithmetic& npu,
                       const ActivationCodes& codes) {
  const Operator* op = find_operator(node.op_type, node.domain);
  if (op == nullptr || !computes_on_codes(graph, node, *op)) return Drift{};
  NPUSCOPE_TRY_ASSIGN(const LoweredNode lowered, npu.lower(graph, node, *op));
  if (!lowered.basis || lowered.basis->evidence == Evidence::kUnknown) return Drift{};
  const auto& output = codes[static_cast<size_t>(node.outputs[0])];
  if (const auto* sum = std::get_if<SumLowering>(&lowered.lowering); sum != nullptr && output) {
    NPUSCOPE_TRY_ASSIGN(const LoweredNode exact, exact_arithmetic().lower(graph, node, *op));
    return drift_of_sum(graph, node, std::get<SumLowering>(exact.lowering), *sum, *output);
  }
  if (std::holds_alternative<ProgramLowering>(lowered.lowering))
    return drift_of_function(graph, node, npu, codes);
  if (std::holds_alternative<MovementLowering>(lowered.lowering))
    return drift_of_movement(graph, node, npu, codes);
  return Drift{};
}

/// A value with int8 codes that is an input or computed.
struct Activation {
  size_t id = 0;
  const Node* made_by = nullptr;  ///< null: an input of the network
};

std::vector<Activation> activations_of(const Graph& graph) {
  const std::vector<int> producers = producers_of(graph);
  std::vector<Activation> activations;
  for (size_t id = 0; id < graph.values.size(); ++id) {
    if (graph.values[id].constant || !has_int8_codes(graph, static_cast<ValueId>(id))) continue;
    const int node = producers[id];
    activations.push_back({id, node < 0 ? nullptr : &graph.nodes[static_cast<size_t>(node)]});
  }
  return activations;
}

/// Counts are whole but for those of an assumed distribution.
int64_t whole(double count) { return static_cast<int64_t>(round_half_up(count)); }

}  // namespace

Drift DriftSum::drift(DriftReason reason) const {
  Drift drift;
  drift.rms = count_ > 0 ? std::sqrt(square_ / count_) : 0;
  for (size_t steps = 1; steps < reaching_.size(); ++steps)
    if (reaching_[steps] >= 1) drift.largest = static_cast<int64_t>(steps);
  // None can be larger than the largest.
  if (drift.rms > 1)
    drift.largest = std::max(drift.largest, static_cast<int64_t>(std::ceil(drift.rms)));
  drift.elements = whole(count_);
  drift.saturated = whole(saturated_);
  drift.reason = drift.rms > 0 ? reason : DriftReason::kNone;
  return drift;
}

ActivationCodes empty_activation_codes(const Graph& graph) {
  ActivationCodes codes(graph.values.size());
  for (const auto& [id, made_by] : activations_of(graph))
    codes[id] = channels_of(graph, graph.values[id], made_by);
  return codes;
}

Result<ActivationCodes> assumed_activation_codes(const Graph& graph) {
  ActivationCodes codes(graph.values.size());
  for (const auto& [id, made_by] : activations_of(graph))
    NPUSCOPE_TRY_SET(codes[id], assumed_codes(graph, graph.values[id], made_by));
  return codes;
}

Result<std::vector<Drift>> predict_drift(const Graph& graph, const Arithmetic& npu,
                                         const ActivationCodes& codes) {
  std::vector<Drift> drifts;
  for (const Node& node : graph.nodes) {
    auto drift = drift_of(graph, node, npu, codes);
    if (!drift) return fail(std::move(drift).error().in(node.text()));
    drifts.push_back(*drift);
  }
  return drifts;
}

}  // namespace npuscope
