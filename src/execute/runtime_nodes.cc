// SPDX-License-Identifier: Apache-2.0
#include "execute/runtime_nodes.h"

#include <algorithm>

#include "execute/arithmetic.h"
#include "execute/node_info.h"
#include "execute/node_quantization.h"

namespace npuscope {
namespace {

TensorCodes codes_of(const Graph& graph, const Node& node, ValueId id) {
  const Quantization& q = quantization_of(graph, id);
  const bool output = id == node.outputs[0];
  return {q.scale_at(0),
          {q.zero_point_at(0), output ? output_range(node, q) : *integer_range(q.type)}};
}

/// The codes of the bias in units of the sum, as the libraries hold it; what exact integers keep as
/// a real number is rounded to them.
std::vector<int64_t> bias_of(const SumLowering& exact) {
  if (!exact.bias.empty()) return exact.bias;
  const auto& stage = std::get<RealStage>(exact.epilogue.back());
  if (stage.addend == std::vector<double>{0.0}) return {};
  std::vector<int64_t> bias;
  const size_t count = std::max(stage.addend.size(), stage.multiplier.size());
  const auto at = [](const std::vector<double>& values, size_t i) {
    return values[i % values.size()];
  };
  for (size_t i = 0; i < count; ++i) {
    const double real = at(stage.addend, i) * at(stage.divisor, i) / at(stage.multiplier, i);
    const double nearest = round_real(real, Rounding::kHalfAway);
    bias.push_back(static_cast<int64_t>(std::clamp(nearest, -0x1p31, 0x1p31 - 1)));
  }
  return bias;
}

/// The libraries' sums are int32; with fewer terms than this, products stay below 2^30.
bool fits_int32(const Shape& weights, const std::vector<int64_t>& bias) {
  constexpr int64_t kMostTerms = (int64_t{1} << 30) / (int64_t{255} * 255);
  constexpr int64_t kMostBias = (int64_t{1} << 30) - 1;
  int64_t terms = 1;
  for (const int64_t size : weights) terms = std::max(terms, size);
  const int64_t outputs = weights.empty() ? 1 : std::max<int64_t>(weights[0], 1);
  terms = weights.size() > 2 ? element_count(weights) / outputs : terms;
  return terms <= kMostTerms && std::ranges::all_of(bias, [](int64_t code) {
           return code >= -kMostBias && code <= kMostBias;
         });
}

std::optional<Lowering> lower_mean(const RuntimeRules& rules, const Graph& graph, const Node& node,
                                   const MeanSum& mean, const SumLowering& exact) {
  const TensorCodes from = codes_of(graph, node, node.inputs[0]);
  const TensorCodes to = codes_of(graph, node, node.outputs[0]);
  const std::vector<int64_t> counts =
      mean_counts(mean, *graph.value(node.inputs[0]).shape, *graph.value(node.outputs[0]).shape);
  if (counts.empty() || std::ranges::min(counts) < 1) return std::nullopt;
  SumLowering lowering = exact;
  std::optional<std::vector<Stage>> stages;
  if (mean.window.kernel.empty()) {
    stages = rules.mean(from, counts[0], to);
  } else if (!mean.count_padding &&
             quantization_of(graph, node.inputs[0]) == quantization_of(graph, node.outputs[0])) {
    stages = rules.window_mean(counts, to.codes);
    lowering.raw_codes = true;
  }
  if (!stages) return std::nullopt;
  lowering.epilogue = *std::move(stages);
  return lowering;
}

/// ONNX Runtime has a kernel of its own for them, which sums exactly.
bool is_depthwise(const ConvolutionSum& convolution, const Shape& weights) {
  return convolution.groups > 1 && weights[1] == 1 && weights[0] == convolution.groups;
}

/// Whether broadcasting repeats each number along the innermost axis of the result that has more
/// than one element; true where none has.
bool is_repeated(const Shape& operand, const Shape& result) {
  for (size_t back = 1; back <= result.size(); ++back) {
    if (result[result.size() - back] == 1) continue;
    return back > operand.size() || operand[operand.size() - back] == 1;
  }
  return true;
}

}  // namespace

bool has_byte_codes(const Graph& graph, const Node& node) {
  const auto fits = [&](ValueId id, bool bias) {
    if (id == kNoValue || !graph.value(id).quantization) return true;
    const Value& value = graph.value(id);
    if (bias) return element_size(value.type) <= 4;
    return is_byte_code(value.type) && (value.constant || !value.quantization->per_channel());
  };
  for (size_t i = 0; i < node.inputs.size(); ++i)
    if (!fits(node.inputs[i], i == 2)) return false;
  return std::ranges::all_of(node.outputs, [&](ValueId id) { return fits(id, false); });
}

bool moves_unchanged(const Graph& graph, const Node& node, const Operator& op) {
  if (!std::holds_alternative<Movement>(op.quantized)) return false;
  const auto& to = graph.value(node.outputs[0]).quantization;
  return std::ranges::all_of(node.inputs, [&](ValueId id) {
    return id == kNoValue || !graph.value(id).quantization || graph.value(id).quantization == to;
  });
}

Result<std::optional<Lowering>> lower_sum_of_runtime(const RuntimeRules& rules, const Graph& graph,
                                                     const Node& node, const IntegerSum& sum,
                                                     const SumLowering& exact) {
  NPUSCOPE_TRY_ASSIGN(const SumGeometry geometry, sum_geometry(graph, node, sum));
  if (const auto* mean = std::get_if<MeanSum>(&geometry))
    return lower_mean(rules, graph, node, *mean, exact);
  const Shape& weights = *graph.value(node.inputs[1]).shape;
  const bool scaled =
      node.float_attribute("alpha", 1.0F) != 1.0F || node.float_attribute("beta", 1.0F) != 1.0F;
  SumLowering lowering = exact;
  lowering.bias = bias_of(exact);
  if (scaled || !fits_int32(weights, lowering.bias)) return std::nullopt;
  const TensorCodes from = codes_of(graph, node, node.inputs[0]);
  const TensorCodes to = codes_of(graph, node, node.outputs[0]);
  lowering.epilogue = rules.products(
      {from.scale, quantization_of(graph, node.inputs[1]).scale, to.scale}, to.codes);
  const auto* convolution = std::get_if<ConvolutionSum>(&geometry);
  lowering.saturate_pairs =
      rules.saturates_pairs() && graph.value(node.inputs[1]).type == ElementType::kInt8 &&
      !(convolution != nullptr && (convolution->transposed || is_depthwise(*convolution, weights)));
  return lowering;
}

std::optional<Lowering> lower_elementwise_of_runtime(const RuntimeRules& rules, const Graph& graph,
                                                     const Node& node) {
  if (node.inputs.size() != 2) return std::nullopt;
  for (const ValueId id : node.inputs)
    if (id == kNoValue || !per_tensor(graph, id)) return std::nullopt;
  const TensorCodes to = codes_of(graph, node, node.outputs[0]);
  const auto operand = [&](ValueId id) {
    TensorCodes codes = codes_of(graph, node, id);
    codes.repeated = is_repeated(*graph.value(id).shape, *graph.value(node.outputs[0]).shape);
    return codes;
  };
  const TensorCodes a = operand(node.inputs[0]), b = operand(node.inputs[1]);
  std::optional<ProgramLowering> program;
  if (node.op_type == "Add" || node.op_type == "Sub")
    program = rules.sum_of_two(a, b, to, node.op_type == "Sub");
  if (node.op_type == "Mul") program = rules.product_of_two(a, b, to);
  return program ? std::optional<Lowering>(*std::move(program)) : std::nullopt;
}

std::optional<Lowering> lower_movement_of_runtime(const RuntimeRules& rules, const Graph& graph,
                                                  const Node& node) {
  if (node.clamp || node.outputs.empty() || !graph.value(node.outputs[0]).quantization)
    return std::nullopt;
  const auto codes = [](const Quantization& q) {
    return TensorCodes{q.scale_at(0), {q.zero_point_at(0), *integer_range(q.type)}};
  };
  const Quantization& to = quantization_of(graph, node.outputs[0]);
  for (const ValueId id : node.inputs) {
    if (id == kNoValue || !graph.value(id).quantization) continue;
    const Quantization& from = quantization_of(graph, id);
    if (from != to && !rules.requantization(codes(from), codes(to))) return std::nullopt;
  }
  MovementLowering movement;
  movement.requantize = [&rules, codes](const Quantization& from,
                                        const Quantization& target) -> Result<std::vector<Stage>> {
    auto stages = rules.requantization(codes(from), codes(target));
    if (!stages) return fail(internal_error("no rule changes this quantization"));
    return *std::move(stages);
  };
  return movement;
}

}  // namespace npuscope
