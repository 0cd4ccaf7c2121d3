// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "execute/arithmetic.h"
#include "execute/code_operators.h"
#include "execute/real_codes.h"

namespace npuscope {
namespace {

constexpr size_t kFillInput = 2;

/// Whether input i is moved, and is a real number or stands for one.
bool is_moved(const Movement& movement, std::span<const CodeInput> inputs, size_t i) {
  if (inputs[i].tensor == nullptr) return false;
  if (movement.data_inputs >= 0 && i >= static_cast<size_t>(movement.data_inputs)) return false;
  return inputs[i].quantization != nullptr || is_float(inputs[i].tensor->type());
}

/// The quantization that the codes are moved under: their own where all agree; null otherwise.
const Quantization* common_quantization(const Movement& movement,
                                        std::span<const CodeInput> inputs) {
  const Quantization* common = nullptr;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (!is_moved(movement, inputs, i)) continue;
    const Quantization* q = inputs[i].quantization;
    if (q == nullptr || (common != nullptr && *common != *q)) return nullptr;
    common = q;
  }
  return common;
}

Quantizer quantizer_of(const Quantization& q, const MovementLowering& lowering) {
  return make_quantizer(q, *integer_range(q.type), lowering.rounding);
}

/// The tensor under another quantization, each code through the stages.
Result<Tensor> requantized_by(const MovementLowering::MakeStages& make_stages, const Tensor& tensor,
                              const Quantization& from, const Quantization& to) {
  NPUSCOPE_TRY_ASSIGN(const std::vector<Stage> stages, make_stages(from, to));
  Sums sums{tensor.shape(), to_int64s(tensor)};
  for (const Stage& stage : stages) apply_stage(stage, sums.values, 1, nullptr);
  return codes_of(sums, to.type);
}

/// The tensor under another quantization.
Result<Tensor> requantized(const MovementLowering& lowering, const Tensor& tensor,
                           const Quantization* from, const Quantization& to) {
  if (from != nullptr && *from == to) return tensor;
  if (from != nullptr && lowering.requantize != nullptr)
    return requantized_by(lowering.requantize, tensor, *from, to);
  const Quantizer quantizer = quantizer_of(to, lowering);
  if (from == nullptr)
    return quantize_reals(to_doubles(tensor), quantizer, to.type, tensor.shape());
  return map_codes(tensor, *from, to.type, [&](double real) { return quantizer.code(real); });
}

/// The code of the value that fills: the third input, or before opset 11 the attribute 'value'.
Result<Tensor> fill_code(const MovementLowering& lowering, const Node& node,
                         std::span<const CodeInput> inputs, const Quantization& to) {
  double real = static_cast<double>(node.float_attribute("value", 0.0f));
  if (inputs.size() > kFillInput && inputs[kFillInput].tensor != nullptr) {
    const CodeInput& fill = inputs[kFillInput];
    const std::vector<double> values = real_values(*fill.tensor, fill.quantization);
    if (values.size() != 1)
      return fail(bad_input("the value to fill with must be one number")
                      .found(std::to_string(values.size())));
    real = values[0];
  }
  return quantize_reals(std::span(&real, 1), quantizer_of(to, lowering), to.type, {});
}

/// An output under its own quantization, within the node's clamp.
Result<Tensor> finished(const MovementLowering& lowering, const Node& node, const Tensor& tensor,
                        const Quantization& moved, const Value& output) {
  if (!output.quantization) return tensor;
  const Quantization& to = *output.quantization;
  if (!node.clamp) return requantized(lowering, tensor, &moved, to);
  const Quantizer quantizer = make_quantizer(to, output_range(node, to), lowering.rounding);
  return map_codes(tensor, moved, to.type, [&](double real) { return quantizer.code(real); });
}

}  // namespace

Result<std::vector<Tensor>> run_movement(const MovementLowering& lowering, const Operator& op,
                                         const Node& node, std::span<const CodeInput> inputs,
                                         std::span<const Value* const> outputs) {
  const Movement& movement = std::get<Movement>(op.quantized);
  const Quantization* moved = movement.fills ? nullptr : common_quantization(movement, inputs);
  if (moved == nullptr) {
    if (outputs.empty() || outputs[0] == nullptr || !outputs[0]->quantization)
      return fail(internal_error("inputs of different quantization move to an output without one"));
    moved = &*outputs[0]->quantization;
  }
  std::vector<Tensor> tensors(std::max<size_t>(inputs.size(), kFillInput + 1));
  std::vector<const Tensor*> pointers;
  for (size_t i = 0; i < inputs.size(); ++i) {
    pointers.push_back(inputs[i].tensor);
    if (!is_moved(movement, inputs, i)) continue;
    NPUSCOPE_TRY_SET(tensors[i],
                     requantized(lowering, *inputs[i].tensor, inputs[i].quantization, *moved));
    pointers[i] = &tensors[i];
  }
  if (movement.fills) {
    pointers.resize(std::max<size_t>(pointers.size(), kFillInput + 1), nullptr);
    NPUSCOPE_TRY_SET(tensors[kFillInput], fill_code(lowering, node, inputs, *moved));
    pointers[kFillInput] = &tensors[kFillInput];
  }
  NPUSCOPE_TRY_ASSIGN(auto results, op.run(node, pointers));
  for (size_t i = 0; i < results.size() && i < outputs.size(); ++i) {
    if (outputs[i] == nullptr || !outputs[i]->quantization) continue;
    NPUSCOPE_TRY_SET(results[i], finished(lowering, node, results[i], *moved, *outputs[i]));
  }
  return results;
}

}  // namespace npuscope
