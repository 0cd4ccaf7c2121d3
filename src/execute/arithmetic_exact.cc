// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "execute/arithmetic.h"
#include "execute/node_info.h"
#include "execute/node_quantization.h"

namespace npuscope {
namespace {

/// What one step of the integer sum is worth in real numbers: s_x * s_w[c] (* alpha); one entry or
/// one per output channel. The product of two float32 has at most 48 significant bits: exact in
/// double. An alpha other than a power of two rounds it once, to 2^-53 of itself.
std::vector<double> sum_units(const Graph& graph, const Node& node) {
  const double s_x = static_cast<double>(quantization_of(graph, node.inputs[0]).scale_at(0));
  const double alpha = static_cast<double>(node.float_attribute("alpha", 1.0f));
  std::vector<double> units;
  for (float s_w : quantization_of(graph, node.inputs[1]).scale)
    units.push_back(s_x * static_cast<double>(s_w) * alpha);
  return units;
}

/// A bias spread over a stage's coefficients.
struct Bias {
  std::vector<double> real;
  std::vector<double> scale;   ///< of each entry; empty: float
  std::vector<int64_t> codes;  ///< minus zero points
};

/// Which elements of the bias stand at each coefficient: as they are for convolutions (one per
/// channel) and rows; broadcast over the whole product where a Gemm's C differs from row to row.
std::vector<size_t> coefficient_elements(const Shape& bias, const Shape& output, bool matrix) {
  const auto count = static_cast<size_t>(element_count(bias));
  std::vector<size_t> elements(count);
  const bool differs_by_row = matrix && bias.size() == 2 && bias[0] != 1;
  if (!differs_by_row) {
    for (size_t i = 0; i < count; ++i) elements[i] = i;
    return elements;
  }
  elements.resize(static_cast<size_t>(element_count(output)));
  const auto columns = static_cast<size_t>(output[1]);
  for (size_t i = 0; i < elements.size(); ++i) elements[i] = bias[1] == 1 ? i / columns : i;
  return elements;
}

Bias read_bias(const Value& value, const Shape& output, bool matrix, double beta) {
  Bias bias;
  const std::vector<size_t> elements = coefficient_elements(*value.shape, output, matrix);
  if (is_float(value.type)) {
    const std::vector<double> values = to_doubles(*value.constant);
    for (size_t e : elements) bias.real.push_back(values[e] * beta);
    return bias;
  }
  const std::vector<int64_t> codes = to_int64s(*value.constant);
  const Quantization& q = *value.quantization;
  // Elements that share a channel of the bias's own quantization.
  const auto inner = static_cast<size_t>(
      q.per_channel()
          ? element_count(std::span(*value.shape).subspan(static_cast<size_t>(q.axis) + 1))
          : 1);
  for (size_t e : elements) {
    const auto channel = static_cast<int64_t>(e / std::max<size_t>(inner, 1) % q.scale.size());
    bias.scale.push_back(static_cast<double>(q.scale_at(channel)) * beta);
    bias.codes.push_back(codes[e] - q.zero_point_at(channel));
    bias.real.push_back(static_cast<double>(bias.codes.back()) * bias.scale.back());
  }
  return bias;
}

/// Whether the codes of the bias count in units of the sum, so that they can be added to it. The
/// tolerance covers the rounding of s_x * s_w to float32 in the file.
bool counts_in(const Bias& bias, const std::vector<double>& units) {
  if (bias.scale.empty()) return false;
  for (size_t i = 0; i < bias.scale.size(); ++i) {
    const double unit = units[i % units.size()];
    if (!(std::abs(bias.scale[i] - unit) <= unit * 0x1p-20)) return false;
  }
  return bias.scale.size() == 1 ? units.size() == 1 : true;
}

/// The sum v (minus zero points, bias included) in codes of the output: v * unit[c] / s_y. With
/// |code| < 2^17 a tie needs 18 bits for 2 k + 1 and 24 for s_y: real ties stay ties (RealStage).
/// A bias that does not count in units of the sum is added as real / s_y, both sides rounded to
/// 2^-53 of themselves: such a tie stays one only where double holds both sides exactly.
Lowering lower_products(const Graph& graph, const Node& node, const SumGeometry& geometry) {
  const Value& output = graph.value(node.outputs[0]);
  const double s_y = static_cast<double>(output.quantization->scale_at(0));
  const bool matrix = std::holds_alternative<MatrixSum>(geometry);
  SumLowering lowering;
  RealStage stage;
  const std::vector<double> units = sum_units(graph, node);
  stage.multiplier = units;
  stage.divisor = {s_y};
  if (!matrix) lowering.channel_stride = element_count(std::span(*output.shape).subspan(2));
  if (node.inputs.size() > 2 && node.inputs[2] != kNoValue) {
    const double beta = static_cast<double>(node.float_attribute("beta", 1.0f));
    const Bias bias = read_bias(graph.value(node.inputs[2]), *output.shape, matrix, beta);
    if (counts_in(bias, units)) {
      lowering.bias = bias.codes;
    } else {
      stage.addend.clear();
      for (double real : bias.real) stage.addend.push_back(real / s_y);
    }
  }
  lowering.epilogue = {std::move(stage)};
  return lowering;
}

/// The mean of n codes in codes of the output: v * s_x / (s_y * n). s_y * n is exact: 24 bits and
/// fewer than 29. Real ties stay ties (RealStage) while 2 k + 1, s_y and n, without its factors of
/// two, have 53 bits together: n up to 2^20 for codes of 8 bits, 2^12 for codes of 16; larger means
/// may round a tie to either side.
Lowering lower_mean(const Graph& graph, const Node& node, const MeanSum& mean) {
  const Value& input = graph.value(node.inputs[0]);
  const Value& output = graph.value(node.outputs[0]);
  RealStage stage;
  stage.multiplier = {static_cast<double>(input.quantization->scale_at(0))};
  stage.divisor.clear();
  for (int64_t count : mean_counts(mean, *input.shape, *output.shape))
    stage.divisor.push_back(static_cast<double>(output.quantization->scale_at(0)) *
                            static_cast<double>(count));
  SumLowering lowering;
  lowering.epilogue = {std::move(stage)};
  return lowering;
}

/// Why the codes' sum is not all there is to the result (scales and zero points must not change
/// between the terms of a sum, and a bias must be known); empty when it is.
std::string_view why_no_integer_sum(const Graph& graph, const Node& node,
                                    const SumGeometry& geometry) {
  const Value& x = graph.value(node.inputs[0]);
  if (!per_tensor(graph, node.inputs[0]) || !per_tensor(graph, node.outputs[0]))
    return "an activation is quantized per channel";
  if (element_size(x.type) > 2) return "its input has codes of more than 16 bits";
  if (std::holds_alternative<MeanSum>(geometry)) return {};
  const Value& w = graph.value(node.inputs[1]);
  if (!w.quantization) return "its weights are float";
  if (element_size(w.type) > 2) return "its weights have codes of more than 16 bits";
  if (w.quantization->per_channel() && w.quantization->axis != output_axis(geometry, *w.shape))
    return "its weights have a scale per channel that is not one of the output's";
  if (node.inputs.size() < 3 || node.inputs[2] == kNoValue) return {};
  const Value& bias = graph.value(node.inputs[2]);
  if (bias.constant && (is_float(bias.type) || bias.quantization)) return {};
  return "its bias is not a constant";
}

class ExactArithmetic : public Arithmetic {
 public:
  [[nodiscard]] std::string_view name() const override { return "exact"; }
  [[nodiscard]] int version() const override { return 2; }

  [[nodiscard]] Result<LoweredNode> lower(const Graph& graph, const Node& node,
                                          const Operator& op) const override {
    NPUSCOPE_TRY_ASSIGN(Lowering lowering, lowering_of(graph, node, op));
    return LoweredNode{std::move(lowering)};
  }

 private:
  static Result<Lowering> lowering_of(const Graph& graph, const Node& node, const Operator& op) {
    if (const auto* sum = std::get_if<IntegerSum>(&op.quantized))
      return lower_sum(graph, node, *sum);
    if (std::holds_alternative<FloatOnly>(op.quantized))
      return FloatLowering{"the operator has no integer form"};
    if (std::holds_alternative<Elementwise>(op.quantized)) {
      if (!per_tensor(graph, node.outputs[0]))
        return FloatLowering{"its output is quantized per channel"};
      return RealFunctionLowering{};
    }
    // Moving elements moves them out of their channel.
    const auto per_channel = [&](ValueId id) {
      return id != kNoValue && graph.value(id).quantization &&
             graph.value(id).quantization->per_channel();
    };
    if (std::ranges::any_of(node.inputs, per_channel) ||
        std::ranges::any_of(node.outputs, per_channel))
      return FloatLowering{"it moves elements of channels with scales of their own"};
    return MovementLowering{};
  }

  static Result<Lowering> lower_sum(const Graph& graph, const Node& node, const IntegerSum& sum) {
    NPUSCOPE_TRY_ASSIGN(const SumGeometry geometry, sum_geometry(graph, node, sum));
    if (const auto reason = why_no_integer_sum(graph, node, geometry); !reason.empty())
      return FloatLowering{reason};
    const auto* mean = std::get_if<MeanSum>(&geometry);
    Lowering lowering =
        mean != nullptr ? lower_mean(graph, node, *mean) : lower_products(graph, node, geometry);
    const Quantization& y = quantization_of(graph, node.outputs[0]);
    const IntegerRange range = output_range(node, y);
    auto& stage = std::get<RealStage>(std::get<SumLowering>(lowering).epilogue.back());
    stage.offset = y.zero_point_at(0);
    stage.low = range.low;
    stage.high = range.high;
    return lowering;
  }
};

}  // namespace

const Arithmetic& exact_arithmetic() {
  static const ExactArithmetic kExact;
  return kExact;
}

}  // namespace npuscope
