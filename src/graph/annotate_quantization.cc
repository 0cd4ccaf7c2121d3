// SPDX-License-Identifier: Apache-2.0
#include "graph/annotate_quantization.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "numeric/rounding.h"

namespace npuscope {
namespace {

/// The axis along which an operator's constant operand has its channels.
int channel_axis(const Graph& graph, ValueId id) {
  const Value& value = graph.value(id);
  const auto rank = static_cast<int>(value.shape.value_or(Shape()).size());
  for (const Node& node : graph.nodes) {
    if (std::ranges::find(node.inputs, id) == node.inputs.end()) continue;
    const bool weights = node.inputs.size() > 1 && node.inputs[1] == id;
    const bool columns = node.op_type == "MatMul" ||
                         (node.op_type == "Gemm" && node.int_attribute("transB", 0) == 0);
    const bool addend = node.inputs.size() > 2 && node.inputs[2] == id;
    if ((weights && columns) || (addend && node.op_type == "Gemm")) return std::max(rank - 1, 0);
    if (node.op_type == "ConvTranspose" && weights) return 1;
    // A Gemm's bias may be stored as a row of its result.
    if (node.op_type == "Gemm" && !weights) return rank - 1;
    if (node.op_type == "PRelu" && weights) return 0;
  }
  return 0;
}

/// Codes of floats that already lie on the grid of the quantization.
Result<Tensor> codes_on_grid(const Tensor& real, const Quantization& q) {
  // What float32 leaves open of a code: half a unit in its last of 24 bits, and some rounding.
  constexpr double kRelative = 0x1p-22;
  constexpr double kAbsolute = 0x1p-8;
  Tensor codes = Tensor::zeros(q.type, real.shape());
  const IntegerRange range = *integer_range(q.type);
  const auto in = real.values<float>();
  const int64_t inner =
      q.per_channel()
          ? element_count(std::span(real.shape()).subspan(static_cast<size_t>(q.axis) + 1))
          : real.size();
  Error error = bad_input("");
  bool off_grid = false;
  visit_element_type(q.type, [&]<class T>(T) {
    const auto out = codes.mutable_values<T>();
    for (size_t i = 0; i < in.size() && !off_grid; ++i) {
      const int64_t run = inner > 0 ? static_cast<int64_t>(i) / inner : 0;
      const int64_t c = q.per_channel() ? run % real.shape()[static_cast<size_t>(q.axis)] : 0;
      const double exact = static_cast<double>(in[i]) / static_cast<double>(q.scale_at(c));
      const double whole = round_real(exact, Rounding::kHalfEven);
      const double code = whole + q.zero_point_at(c);
      const double tolerance = std::max(kAbsolute, std::fabs(exact) * kRelative);
      if (!(std::fabs(exact - whole) <= tolerance) || code < static_cast<double>(range.low) ||
          code > static_cast<double>(range.high)) {
        off_grid = true;
        error = bad_input("the constant does not lie on the grid of its quantization")
                    .expected(fmt::format("multiples of {}", q.scale_at(c)))
                    .found(fmt::format("{} ({} codes) at index {}", in[i], exact, i))
                    .hint("the model and its _Q.json do not belong together");
      } else {
        out[i] = static_cast<T>(code);
      }
    }
  });
  if (off_grid) return fail(std::move(error));
  return codes;
}

Status annotate_constant(Graph& graph, ValueId id, Quantization q) {
  Value& value = graph.value(id);
  if (value.constant->type() != ElementType::kFloat32) return {};
  if (q.per_channel()) q.axis = channel_axis(graph, id);
  NPUSCOPE_TRY(validate(q, value.constant->shape()));
  NPUSCOPE_TRY_SET(value.constant, codes_on_grid(*value.constant, q));
  value.type = q.type;
  value.quantization = std::move(q);
  return {};
}

Status annotate_activation(Value& value, const Quantization& q) {
  if (integer_range(value.type) && value.type != q.type)
    return fail(bad_input("the model and its _Q.json state different types")
                    .expected(std::string(element_type_name(value.type)))
                    .found(std::string(element_type_name(q.type)))
                    .hint("they do not belong together"));
  NPUSCOPE_TRY(validate(q, value.shape.value_or(Shape())));
  value.quantization = q;
  value.type = q.type;
  return {};
}

}  // namespace

Status annotate_quantization(Graph& graph,
                             const std::map<std::string, Quantization>& quantizations) {
  auto is_port = [&](ValueId id) {
    return std::ranges::find(graph.inputs, id) != graph.inputs.end() ||
           std::ranges::find(graph.outputs, id) != graph.outputs.end();
  };
  for (size_t v = 0; v < graph.values.size(); ++v) {
    const auto id = static_cast<ValueId>(v);
    Value& value = graph.value(id);
    const auto found = quantizations.find(value.name);
    if (found == quantizations.end()) continue;
    Status status;
    if (value.constant) {
      status = annotate_constant(graph, id, found->second);
    } else if (!is_float(value.type) || !is_port(id)) {
      status = annotate_activation(value, found->second);
    }
    if (!status) return fail(std::move(status).error().in("tensor '" + found->first + "'"));
  }
  return {};
}

}  // namespace npuscope
