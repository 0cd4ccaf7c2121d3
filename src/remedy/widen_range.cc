// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "execute/node_quantization.h"
#include "numeric/rounding.h"
#include "remedy/kinds.h"
#include "remedy/qdq_layer.h"

namespace npuscope {
namespace {

constexpr std::string_view kKind = "widen-range";

/// Operators that give codes of one quantization on as they are, in their first input.
constexpr std::array kMoves = {"MaxPool", "Reshape",   "Flatten", "Transpose",
                               "Squeeze", "Unsqueeze", "Slice",   "Identity"};

/// The codes that one channel or another loses to the second limit alone: what is cut with a shift
/// that no sum reaches.
bool second_limit_cuts(const Bench& bench, const Candidate& candidate) {
  if (!candidate.layer.coefficients.three_roundings) return false;
  ProductLayer unlimited = candidate.layer;
  unlimited.coefficients.s_o = std::max(candidate.cap.shift, candidate.cap.needed_shift);
  return accumulator_cap(bench.graph(), candidate.node, unlimited).cut_channels > 0;
}

std::string why_not(const Bench& bench, const Candidate& candidate) {
  const auto layer = find_qdq_layer(bench, candidate.node);
  if (!layer) return layer.error().what();
  ProductScales wider = candidate.layer.scales;
  wider.output *= 2;
  const auto coefficients = product_coefficients(wider, bench.source.options.generation);
  if (!coefficients) return coefficients.error().what();
  if (coefficients->n >= candidate.layer.coefficients.n)
    return "the largest bias, not the scale of the output, sizes what cuts here";
  return {};
}

Quantization doubled(Quantization q) {
  for (float& scale : q.scale) scale *= 2;
  return q;
}

/// Walks from a value whose range was widened to all that has the same codes behind it.
class Widening {
 public:
  Widening(const Bench& bench, ModelEditor& file, Quantization old)
      : bench_(bench), file_(file), old_(std::move(old)) {}

  /// Everything that quantizes the real tensor, and whoever reads that.
  Status widen(const std::string& real) {
    if (!seen_.insert(real).second) return {};
    NPUSCOPE_TRY(set_quantization(file_, real, doubled(old_)));
    for (const ModelEditor::NodeId quantize : file_.readers(real))
      for (const ModelEditor::NodeId back : file_.readers(file_.node(quantize).outputs[0]))
        NPUSCOPE_TRY(follow(file_.node(back).outputs[0]));
    return {};
  }

 private:
  /// Whoever reads a real tensor that comes from the wider codes.
  Status follow(const std::string& real) {
    for (const ModelEditor::NodeId reader : file_.readers(real)) {
      const OnnxNode node = file_.node(reader);
      if (node.inputs[0] != real || !node.domain.empty()) continue;
      if (node.op_type == "Conv" || node.op_type == "Gemm") NPUSCOPE_TRY(code_bias_again(reader));
      if (std::ranges::find(kMoves, node.op_type) == kMoves.end()) continue;
      const std::string& moved = node.outputs[0];
      if (!has_old_codes(moved)) continue;
      NPUSCOPE_TRY(is_quantized(moved) ? widen(moved) : follow(moved));
    }
    return {};
  }

  [[nodiscard]] bool is_quantized(const std::string& real) const {
    return std::ranges::any_of(file_.readers(real), [&](ModelEditor::NodeId id) {
      return file_.node(id).op_type == "QuantizeLinear";
    });
  }

  [[nodiscard]] bool has_old_codes(const std::string& real) const {
    const ValueId id = bench_.graph().find_value(real);
    return id != kNoValue && bench_.graph().value(id).quantization == old_;
  }

  /// int32 codes of half the size, and twice their scale.
  Status code_bias_again(ModelEditor::NodeId compute) {
    std::vector<std::string> inputs = file_.node(compute).inputs;
    constexpr size_t kBias = 2;
    const auto dequantize = inputs.size() > kBias ? file_.producer(inputs[kBias]) : std::nullopt;
    if (!dequantize || file_.node(*dequantize).op_type != "DequantizeLinear") return {};
    const OnnxNode old = file_.node(*dequantize);
    NPUSCOPE_TRY_ASSIGN(const Tensor codes, file_.constant(old.inputs[0]));
    NPUSCOPE_TRY_ASSIGN(const Tensor scales, file_.constant(old.inputs.at(1)));
    if (codes.type() != ElementType::kInt32 || scales.type() != ElementType::kFloat32) return {};
    Tensor halves = Tensor::zeros(ElementType::kInt32, codes.shape());
    std::ranges::transform(
        codes.values<int32_t>(), halves.mutable_values<int32_t>().begin(), [](int32_t code) {
          return static_cast<int32_t>(rounded_shift(code, 1, Rounding::kHalfEven));
        });
    Tensor wider = Tensor::zeros(ElementType::kFloat32, scales.shape());
    std::ranges::transform(scales.values<float>(), wider.mutable_values<float>().begin(),
                           [](float scale) { return scale * 2; });
    std::vector<std::string> constants = old.inputs;
    constants[0] = file_.add_initializer(inputs[kBias] + "_widened_quantized", halves);
    constants[1] = file_.add_initializer(inputs[kBias] + "_widened_scale", wider);
    inputs[kBias] = file_.unique_name(inputs[kBias] + "_widened");
    file_.insert_copy(*dequantize, std::move(constants), {inputs[kBias]}, compute);
    file_.set_inputs(compute, std::move(inputs));
    return {};
  }

  const Bench& bench_;
  ModelEditor& file_;
  Quantization old_;
  std::set<std::string> seen_;
};

}  // namespace

Status propose_widen_range(const Bench& bench, std::vector<Remedy>& remedies) {
  for (const Candidate& candidate : bench.candidates) {
    if (!second_limit_cuts(bench, candidate)) continue;
    Remedy remedy;
    remedy.id = fmt::format("{}@{}", kKind, candidate.name);
    remedy.kind = kKind;
    remedy.layer = candidate.name;
    remedy.text =
        "twice the scale of the output, so that the 16 bits behind the first multiplication hold "
        "twice as much";
    remedy.not_possible = why_not(bench, candidate);
    remedies.push_back(std::move(remedy));
  }
  return {};
}

Result<std::string> apply_widen_range(const Bench& bench, const Remedy& remedy) {
  NPUSCOPE_TRY_ASSIGN(const QdqLayer layer, layer_of(bench, remedy));
  ModelEditor file = *bench.file;
  const Quantization& old = quantization_of(bench.graph(), layer.node->outputs[0]);
  NPUSCOPE_TRY(Widening(bench, file, old).widen(layer.result));
  return file.serialize();
}

}  // namespace npuscope
