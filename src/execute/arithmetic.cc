// SPDX-License-Identifier: Apache-2.0
#include "execute/arithmetic.h"

#include <algorithm>

namespace npuscope {
namespace {

/// Whether an operator on codes takes this input as a real number.
bool takes_real(const Operator& op, size_t input) {
  constexpr size_t kBias = 2;
  return !std::holds_alternative<IntegerSum>(op.quantized) || input == kBias;
}

}  // namespace

bool computes_on_codes(const Graph& graph, const Node& node, const Operator& op) {
  if (is_float_only(op, node) || std::holds_alternative<StoredCodes>(op.quantized)) return false;
  bool any_codes = false;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    if (node.inputs[i] == kNoValue) continue;
    const Value& input = graph.value(node.inputs[i]);
    any_codes |= input.quantization.has_value();
    const bool real = !input.quantization && is_float(input.type);
    if (real && !(input.constant && takes_real(op, i))) return false;
  }
  const bool moves = std::holds_alternative<Movement>(op.quantized);
  return any_codes && std::ranges::all_of(node.outputs, [&](ValueId id) {
           if (id == kNoValue) return true;
           const Value& output = graph.value(id);
           return output.quantization.has_value() || (moves && !is_float(output.type));
         });
}

IntegerRange output_range(const Node& node, const Quantization& quantization) {
  const IntegerRange range = *integer_range(quantization.type);
  if (!node.clamp) return range;
  const auto code = [&](float bound) {
    return int64_t{
        quantize_code(static_cast<double>(bound) / static_cast<double>(quantization.scale_at(0)),
                      quantization.zero_point_at(0), static_cast<int32_t>(range.low),
                      static_cast<int32_t>(range.high))};
  };
  // As Clip: where the bounds are crossed, the upper one wins.
  const int64_t high = code(node.clamp->second);
  return {std::min(code(node.clamp->first), high), high};
}

}  // namespace npuscope
