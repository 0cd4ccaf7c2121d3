// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <limits>

#include "execute/arithmetic.h"
#include "execute/code_operators.h"
#include "execute/real_codes.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

constexpr size_t kMostOperands = 8;

/// The one operand that the result depends on, if the others are single constants.
std::optional<size_t> only_variable(std::span<const CodeInput> inputs) {
  std::optional<size_t> found;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].tensor == nullptr || (inputs[i].constant && inputs[i].tensor->size() == 1))
      continue;
    const Quantization* q = inputs[i].quantization;
    if (found || q == nullptr || q->per_channel() || element_size(q->type) > 2) return std::nullopt;
    found = i;
  }
  return found;
}

/// The operands' real numbers; an operand that is left out is NaN.
std::vector<std::vector<double>> operand_values(std::span<const CodeInput> inputs) {
  std::vector<std::vector<double>> values;
  for (const CodeInput& input : inputs)
    values.push_back(input.tensor != nullptr
                         ? real_values(*input.tensor, input.quantization)
                         : std::vector<double>{std::numeric_limits<double>::quiet_NaN()});
  return values;
}

Result<Tensor> run_table(RealFunction function, const Node& node, std::span<const CodeInput> inputs,
                         size_t variable, const Quantizer& quantizer, ElementType type) {
  std::vector<double> operands;
  for (size_t i = 0; i < inputs.size(); ++i)
    operands.push_back(i == variable ? 0.0 : operand_values(inputs.subspan(i, 1))[0][0]);
  return map_codes(*inputs[variable].tensor, *inputs[variable].quantization, type,
                   [&](double real) {
                     operands[variable] = real;
                     return quantizer.code(function(operands, node));
                   });
}

std::vector<double> run_broadcast(RealFunction function, const Node& node,
                                  std::span<const CodeInput> inputs, const Shape& shape) {
  const std::vector<std::vector<double>> values = operand_values(inputs);
  std::array<std::vector<int64_t>, kMostOperands> strides;
  for (size_t n = 0; n < kMostOperands; ++n)
    strides[n] = n < inputs.size() && inputs[n].tensor != nullptr
                     ? broadcast_strides(inputs[n].tensor->shape(), shape)
                     : std::vector<int64_t>(shape.size(), 0);
  std::vector<double> results(static_cast<size_t>(element_count(shape)));
  std::vector<double> operands(inputs.size());
  const int64_t length = row_length(shape);
  for_each_row<kMostOperands>(
      shape, strides, [&](int64_t first, const auto& offsets, const auto& steps) {
        for (int64_t i = 0; i < length; ++i) {
          for (size_t n = 0; n < operands.size(); ++n)
            operands[n] = values[n][static_cast<size_t>(offsets[n] + i * steps[n])];
          results[static_cast<size_t>(first + i)] = function(operands, node);
        }
      });
  return results;
}

}  // namespace

Result<Tensor> run_real_function(const RealFunctionLowering& lowering, RealFunction function,
                                 const Node& node, std::span<const CodeInput> inputs,
                                 const Value& output) {
  if (inputs.size() > kMostOperands)
    return fail(bad_input("an element-wise function has too many operands")
                    .expected("at most " + std::to_string(kMostOperands))
                    .found(std::to_string(inputs.size())));
  const Quantization& q = *output.quantization;
  const Quantizer quantizer = make_quantizer(q, output_range(node, q), lowering.rounding);
  const auto variable = only_variable(inputs);
  if (variable && inputs[*variable].tensor->shape() == *output.shape)
    return run_table(function, node, inputs, *variable, quantizer, q.type);
  const std::vector<double> reals = run_broadcast(function, node, inputs, *output.shape);
  return quantize_reals(reals, quantizer, q.type, *output.shape);
}

}  // namespace npuscope
