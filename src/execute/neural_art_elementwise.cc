// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <limits>

#include "execute/neural_art_nodes.h"
#include "execute/node_quantization.h"
#include "execute/real_codes.h"
#include "neural_art/affine.h"
#include "neural_art/function_table.h"
#include "neural_art/multiplication.h"
#include "neural_art/prelu.h"
#include "neural_art/requantize.h"

namespace npuscope {
namespace {

/// Functions of the activation unit.
constexpr std::array<std::string_view, 9> kTableFunctions = {
    "Clip", "Exp", "HardSigmoid", "HardSwish", "LeakyRelu", "Relu", "Sigmoid", "Sqrt", "Tanh"};

/// Operators that move codes, of which no build or board was seen.
constexpr std::array<std::string_view, 10> kUnseenMoves = {
    "DepthToSpace", "Dropout", "GatherElements", "ReduceMax", "ReduceMin",
    "Resize",       "Split",   "SpaceToDepth",   "Tile",      "Where"};

using Maybe = Result<std::optional<LoweredNode>>;

CodeScale scale_of(const Graph& graph, ValueId id) {
  return code_scale(quantization_of(graph, id));
}

bool is_constant(const Graph& graph, ValueId id) { return graph.value(id).constant.has_value(); }

/// A rule's program as a node's; nothing where the rule found no place for a coefficient.
Maybe lowered(Result<ProgramLowering> program, Basis basis) {
  if (!program) return std::nullopt;
  return LoweredNode{*std::move(program), basis};
}

/// A constant factor: its codes without the zero point, one, or one per channel of the output.
struct Factors {
  std::vector<int64_t> codes;
  CodeScale scale;
  int64_t channel_stride = 1;
};

/// Nothing where the constant varies along another axis than that of the channels.
std::optional<Factors> factors_of(const Graph& graph, ValueId id, const Shape& output) {
  constexpr size_t kChannelAxis = 1;
  const Value& value = graph.value(id);
  if (!has_int8_codes(graph, id) || !value.constant) return std::nullopt;
  const Shape& shape = *value.shape;
  if (element_count(shape) != 1) {
    if (shape.size() > output.size() || output.size() <= kChannelAxis) return std::nullopt;
    const size_t lead = output.size() - shape.size();
    for (size_t axis = 0; axis < shape.size(); ++axis)
      if (shape[axis] != 1 && axis + lead != kChannelAxis) return std::nullopt;
  }
  const CodeScale scale = scale_of(graph, id);
  Factors factors{to_int64s(*value.constant), scale, 1};
  for (int64_t& code : factors.codes) code -= scale.zero_point;
  if (factors.codes.size() > 1)
    factors.channel_stride = element_count(std::span(output).subspan(kChannelAxis + 1));
  return factors;
}

Maybe lower_sum_of_two(const Graph& graph, const Node& node, IntegerRange range) {
  const bool subtract = node.op_type == "Sub";
  if (!has_int8_codes(graph, node.inputs[0]) || !has_int8_codes(graph, node.inputs[1]))
    return std::nullopt;
  const auto k =
      addition_coefficients(scale_of(graph, node.inputs[0]), scale_of(graph, node.inputs[1]),
                            scale_of(graph, node.outputs[0]), subtract);
  if (!k) return std::nullopt;
  Basis basis{subtract ? Evidence::kStructural : Evidence::kSilicon,
              subtract ? "difference" : "sum"};
  if (is_constant(graph, node.inputs[0]) || is_constant(graph, node.inputs[1]))
    basis = {Evidence::kAssumed, "sum with constants"};
  return LoweredNode{ProgramLowering{2, {{affine_stage(*k, range), 0, 1}}, 1}, basis};
}

Maybe lower_product_of_tensors(const Graph& graph, const Node& node, IntegerRange range) {
  const CodeScale a = scale_of(graph, node.inputs[0]);
  const CodeScale b = scale_of(graph, node.inputs[1]);
  const bool seen = b.zero_point == INT8_MIN || a.zero_point == 0;
  return lowered(lower_multiplication(a, b, scale_of(graph, node.outputs[0]), range),
                 {seen ? Evidence::kStructural : Evidence::kAssumed, "product"});
}

/// x times constants.
Maybe lower_product_with_constants(const Graph& graph, const Node& node, size_t constant,
                                   IntegerRange range) {
  const size_t variable = 1 - constant;
  const Shape& output = *graph.value(node.outputs[0]).shape;
  const auto factors = factors_of(graph, node.inputs[constant], output);
  if (!factors) return std::nullopt;
  ProgramLowering program{2, {}, factors->channel_stride};
  const auto status = append_constant_product(
      {scale_of(graph, node.inputs[variable]), factors->scale, scale_of(graph, node.outputs[0]),
       factors->codes, variable, constant},
      range, program);
  if (!status) return std::nullopt;
  return LoweredNode{std::move(program), Basis{Evidence::kStructural, "product with constants"}};
}

Maybe lower_product_of_two(const Graph& graph, const Node& node, IntegerRange range) {
  for (const ValueId id : node.inputs)
    if (!has_int8_codes(graph, id)) return std::nullopt;
  for (const size_t i : {size_t{0}, size_t{1}})
    if (is_constant(graph, node.inputs[i]))
      return lower_product_with_constants(graph, node, i, range);
  return lower_product_of_tensors(graph, node, range);
}

Maybe lower_prelu_node(const Graph& graph, const Node& node, IntegerRange range) {
  const Shape& output = *graph.value(node.outputs[0]).shape;
  if (!has_int8_codes(graph, node.inputs[0])) return std::nullopt;
  const auto slopes = factors_of(graph, node.inputs[1], output);
  if (!slopes) return std::nullopt;
  auto program = lower_prelu(scale_of(graph, node.inputs[0]), slopes->scale,
                             scale_of(graph, node.outputs[0]), slopes->codes, range);
  if (program) program->channel_stride = slopes->channel_stride;
  return lowered(std::move(program), {Evidence::kStructural, "PRelu in five steps"});
}

Result<std::vector<Stage>> requantize_stages(const Quantization& from, const Quantization& to) {
  NPUSCOPE_TRY_ASSIGN(FixedStage stage, requantize_stage(from, to));
  return std::vector<Stage>{std::move(stage)};
}

/// The real numbers of constants that the function takes beside its one variable operand; nothing
/// where one is not a single number.
std::optional<std::vector<double>> parameters_of(const Graph& graph, const Node& node) {
  std::vector<double> operands = {0};
  for (size_t i = 1; i < node.inputs.size(); ++i) {
    if (node.inputs[i] == kNoValue) {
      operands.push_back(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    const Value& value = graph.value(node.inputs[i]);
    if (!value.constant || value.constant->size() != 1) return std::nullopt;
    operands.push_back(
        real_values(*value.constant, value.quantization ? &*value.quantization : nullptr)[0]);
  }
  return operands;
}

Maybe lower_table(const Graph& graph, const Node& node, RealFunction function, IntegerRange range) {
  if (!has_int8_codes(graph, node.inputs[0])) return std::nullopt;
  auto operands = parameters_of(graph, node);
  if (!operands) return std::nullopt;
  TableStage table = function_table(scale_of(graph, node.inputs[0]),
                                    scale_of(graph, node.outputs[0]), range, [&](double real) {
                                      operands->front() = real;
                                      return function(*operands, node);
                                    });
  const bool clamps = node.op_type == "Relu" && quantization_of(graph, node.inputs[0]) ==
                                                    quantization_of(graph, node.outputs[0]);
  return LoweredNode{ProgramLowering{1, {{std::move(table), 0, 0}}, 1},
                     clamps ? Basis{Evidence::kSilicon, "codes saturated"}
                            : Basis{Evidence::kStructural, "function of a table"}};
}

}  // namespace

Result<std::optional<LoweredNode>> lower_elementwise_on_npu(const Graph& graph, const Node& node,
                                                            const Elementwise& function) {
  if (!has_int8_codes(graph, node.outputs[0])) return std::nullopt;
  const IntegerRange range = output_range(node, quantization_of(graph, node.outputs[0]));
  if (node.op_type == "Add" || node.op_type == "Sub") return lower_sum_of_two(graph, node, range);
  if (node.op_type == "Mul") return lower_product_of_two(graph, node, range);
  if (node.op_type == "PRelu") return lower_prelu_node(graph, node, range);
  if (std::ranges::find(kTableFunctions, node.op_type) != kTableFunctions.end())
    return lower_table(graph, node, function.function, range);
  return std::nullopt;
}

std::optional<LoweredNode> lower_movement_on_npu(const Graph& graph, const Node& node) {
  for (const auto& ids : {node.inputs, node.outputs})
    for (const ValueId id : ids)
      if (id != kNoValue && graph.value(id).quantization && !has_int8_codes(graph, id))
        return std::nullopt;
  if (node.outputs.empty() || !graph.value(node.outputs[0]).quantization) return std::nullopt;
  MovementLowering movement;
  Basis basis{Evidence::kSilicon, "codes moved"};
  const auto is_quantized = [&](ValueId id) {
    return id != kNoValue && graph.value(id).quantization.has_value();
  };
  for (const ValueId output : node.outputs) {
    if (!is_quantized(output)) continue;
    const Quantization& to = quantization_of(graph, output);
    for (const ValueId input : node.inputs) {
      if (!is_quantized(input) || quantization_of(graph, input) == to) continue;
      basis = {Evidence::kStructural, "codes moved and requantized"};
      movement.requantize = requantize_stages;
      if (!requantize_stage(quantization_of(graph, input), to)) return std::nullopt;
    }
  }
  if (std::ranges::find(kUnseenMoves, node.op_type) != kUnseenMoves.end())
    basis.evidence = Evidence::kAssumed;
  return LoweredNode{movement, basis};
}

}  // namespace npuscope
