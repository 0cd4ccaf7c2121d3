// SPDX-License-Identifier: Apache-2.0
#include "execute/runtime_nodes.h"

#include <algorithm>

#include "execute/arithmetic.h"
#include "execute/node_info.h"
#include "execute/node_quantization.h"
#include "runtimes/rule_parts.h"

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

/// Whether a pool has one window, which is its input's image.
bool is_whole_image(const Graph& graph, const Node& node, const MeanSum& mean) {
  const auto image = spatial_of(*graph.value(node.inputs[0]).shape);
  const auto no_pad = [](int64_t pad) { return pad == 0; };
  return std::ranges::equal(mean.window.kernel, image) &&
         std::ranges::all_of(mean.window.pad_begin, no_pad) &&
         std::ranges::all_of(mean.window.pad_end, no_pad);
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
  const bool global = mean.window.kernel.empty() ||
                      (rules.pools_images_as_means() && is_whole_image(graph, node, mean));
  if (global) {
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

TensorCodes shifted(TensorCodes tensor, int32_t shift) {
  tensor.codes.zero_point += shift;
  tensor.codes.range.low += shift;
  tensor.codes.range.high += shift;
  return tensor;
}

/// The program, made for codes that lie higher, for codes as they are stored.
ProgramLowering between_shifts(const ProgramLowering& program, int32_t shift) {
  ProgramLowering result{program.inputs, {}, program.channel_stride};
  for (size_t input = 0; input < program.inputs; ++input)
    append(result, offset_stage(shift), input);
  for (const ProgramStep& step : program.steps)  // registers lie behind the inputs' now
    result.steps.push_back({step.operation, step.x + program.inputs, step.y + program.inputs});
  append(result, offset_stage(-shift), result.inputs + result.steps.size() - 1);
  return result;
}

}  // namespace

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
                                                     const Node& node, const Fusion& fusion) {
  if (node.inputs.size() != 2) return std::nullopt;
  for (const ValueId id : node.inputs)
    if (id == kNoValue || !per_tensor(graph, id)) return std::nullopt;
  const TensorCodes to = shifted(codes_of(graph, node, node.outputs[0]), fusion.shift);
  const auto operand = [&](ValueId id) {
    TensorCodes codes = shifted(codes_of(graph, node, id), fusion.shift);
    codes.repeated = is_repeated(*graph.value(id).shape, *graph.value(node.outputs[0]).shape);
    return codes;
  };
  const TensorCodes a = operand(node.inputs[0]), b = operand(node.inputs[1]);
  std::optional<ProgramLowering> program;
  if (node.op_type == "Add" || node.op_type == "Sub")
    program = rules.sum_of_two(a, b, to, node.op_type == "Sub");
  if (node.op_type == "Mul") program = rules.product_of_two(a, b, to);
  if (!program) return std::nullopt;
  return fusion.shift != 0 ? between_shifts(*program, fusion.shift) : *std::move(program);
}

std::optional<Lowering> lower_in_float_of_runtime(const RuntimeRules& rules, const Graph& graph,
                                                  const Node& node, const Operator& op,
                                                  const Fusion& fusion) {
  const auto* movement = std::get_if<Movement>(&op.quantized);
  if (movement != nullptr && !movement->fills && moves_unchanged(graph, node, op))
    return std::nullopt;
  const auto lowering = rules.in_float(node.op_type, fusion);
  return lowering ? std::optional<Lowering>(*lowering) : std::nullopt;
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
