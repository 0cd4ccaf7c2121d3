// SPDX-License-Identifier: Apache-2.0
#include "report/coefficients_json.h"

#include "execute/precision.h"
#include "neural_art/registers.h"

namespace npuscope {
namespace {

OrderedJson to_json(const std::optional<SumSlice::Range>& range) {
  return range ? OrderedJson({range->begin, range->end}) : OrderedJson(nullptr);
}

/// Every pass of a piece has the same rows and columns. Channels of a dense layer are also those
/// of a convolution that is computed as one.
OrderedJson to_json(const PassPlan& piece) {
  OrderedJson passes = OrderedJson::array();
  for (const SumSlice& pass : piece)
    passes.push_back(to_json(pass.terms ? pass.terms : pass.channels));
  return {{"rows", to_json(piece.front().rows)},
          {"columns", to_json(piece.front().columns)},
          {"passes", std::move(passes)}};
}

OrderedJson to_json(const ProductLayer& layer) {
  const ProductCoefficients& k = layer.coefficients;
  OrderedJson json = {{"step", "products"}, {"s_o", k.s_o}};
  if (k.three_roundings) {
    json["n"] = k.n;
    json["s1"] = k.s1;
    json["A1"] = k.a1;
  }
  json[k.three_roundings ? "s2" : "s"] = k.s2;
  json[k.three_roundings ? "A2" : "A"] = k.a2;
  json["C"] = k.c;
  if (k.addend_fraction)
    json["Qn"] = *k.addend_fraction;
  else
    json["b16"] = k.b16;
  json["resolution"] = resolutions(layer);
  json["multiplier_bits"] = multiplier_bits(layer);
  json["pieces"] = OrderedJson::array();
  for (const PassPlan& piece : layer.pieces) json["pieces"].push_back(to_json(piece));
  return json;
}

/// With 8 fractional bits and two more stages, or, where the quantization stays, the mean itself.
OrderedJson mean_json(const SumLowering& lowering) {
  const auto stage = [&](size_t i) { return std::get<FixedStage>(lowering.epilogue[i]); };
  OrderedJson json = {{"step", "mean"}, {"mulval", stage(0).multiplier[0]}, {"sh", stage(0).shift}};
  if (lowering.epilogue.size() == 1) return json;
  json["A"] = stage(1).multiplier[0];
  json["C"] = stage(2).addend[0];
  json["k"] = stage(1).shift + stage(2).shift;
  return json;
}

OrderedJson to_json(const FixedStage& stage) {
  return {{"step", "scale"},      {"A", stage.multiplier}, {"C", stage.addend},
          {"shift", stage.shift}, {"low", stage.low},      {"high", stage.high}};
}

OrderedJson to_json(const FloatStage& stage) {
  return {{"step", "float"},        {"multiplier", stage.multiplier},
          {"addend", stage.addend}, {"offset", stage.offset},
          {"low", stage.low},       {"high", stage.high}};
}

OrderedJson to_json(const JoinStage& stage) {
  // The addend of a JoinStage stands where it is added; the register holds 16 bits of it.
  const ShiftedAddend c = shifted_addend(static_cast<double>(stage.addend[0]));
  return {{"step", "affine"},   {"A", stage.a[0]},          {"A_shift", stage.a_shift},
          {"B", stage.b[0]},    {"B_shift", stage.b_shift}, {"C", c.value},
          {"C_shift", c.shift}, {"shift", stage.shift},     {"low", stage.low},
          {"high", stage.high}};
}

OrderedJson to_json(const FloatJoinStage& stage) {
  return {{"step", "float affine"},
          {"A", stage.a},
          {"B", stage.b},
          {"addend", stage.addend},
          {"divisor", stage.divisor},
          {"offset", stage.offset},
          {"low", stage.low},
          {"high", stage.high}};
}

OrderedJson to_json(const ProductStage& /*stage*/) { return {{"step", "product"}}; }

OrderedJson to_json(const TableStage& stage) {
  return {{"step", "table"}, {"first", stage.first}, {"table", stage.table}};
}

bool has_two_operands(const ProgramStep& step) {
  return std::holds_alternative<JoinStage>(step.operation) ||
         std::holds_alternative<FloatJoinStage>(step.operation) ||
         std::holds_alternative<ProductStage>(step.operation);
}

OrderedJson program_json(const ProgramLowering& program) {
  OrderedJson steps = OrderedJson::array();
  for (const ProgramStep& step : program.steps) {
    OrderedJson json = std::visit([](const auto& stage) { return to_json(stage); }, step.operation);
    json["x"] = step.x;
    if (has_two_operands(step)) json["y"] = step.y;
    steps.push_back(std::move(json));
  }
  return steps;
}

OrderedJson movement_json(const LayerCoefficients& layer) {
  OrderedJson inputs = OrderedJson::array();
  for (const auto& stage : layer.requantizations)
    inputs.push_back(stage ? to_json(*stage) : OrderedJson(nullptr));
  return {{"step", "move"}, {"inputs", std::move(inputs)}};
}

}  // namespace

OrderedJson coefficients_json(const LayerCoefficients& layer) {
  if (layer.products) return OrderedJson::array({to_json(*layer.products)});
  if (const auto* sum = std::get_if<SumLowering>(&layer.stages))
    return OrderedJson::array({mean_json(*sum)});
  if (const auto* program = std::get_if<ProgramLowering>(&layer.stages))
    return program_json(*program);
  if (std::holds_alternative<MovementLowering>(layer.stages))
    return OrderedJson::array({movement_json(layer)});
  return nullptr;
}

}  // namespace npuscope
