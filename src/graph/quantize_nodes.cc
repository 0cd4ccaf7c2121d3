// SPDX-License-Identifier: Apache-2.0
#include "graph/quantize_nodes.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace npuscope {
namespace {

const Tensor* constant_input(const Graph& graph, const Node& node, size_t index) {
  if (index >= node.inputs.size() || node.inputs[index] == kNoValue) return nullptr;
  const Value& value = graph.value(node.inputs[index]);
  return value.constant ? &*value.constant : nullptr;
}

bool has_input(const Node& node, size_t index) {
  return index < node.inputs.size() && node.inputs[index] != kNoValue;
}

/// The element type of the codes: the zero point's, else the codes' own, else what the node states.
ElementType code_type(const Graph& graph, const Node& node, const Tensor* zero_point) {
  if (zero_point) return zero_point->type();
  if (is_dequantize(node)) return graph.value(node.inputs[0]).type;
  const auto stated = static_cast<ElementType>(node.int_attribute("output_dtype", 0));
  return stated == ElementType::kUndefined ? ElementType::kUint8 : stated;
}

Status check_scales(const Tensor& scales) {
  const std::vector<double> values = to_doubles(scales);
  for (size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]) || values[i] <= 0)
      return fail(bad_input("the scale is not a usable number")
                      .expected("a finite number > 0")
                      .found(fmt::format("{} at index {}", values[i], i)));
  return {};
}

}  // namespace

Result<Quantization> make_quantization(const Tensor& scale, const Tensor* zero_point,
                                       ElementType type, const Shape& shape, int64_t axis) {
  Quantization quantization;
  quantization.type = type;
  for (double s : to_doubles(scale)) quantization.scale.push_back(static_cast<float>(s));
  if (zero_point) {
    for (int64_t z : to_int64s(*zero_point)) {
      if (z < std::numeric_limits<int32_t>::min() || z > std::numeric_limits<int32_t>::max())
        return fail(bad_input("the zero point is out of range").found(std::to_string(z)));
      quantization.zero_point.push_back(static_cast<int32_t>(z));
    }
  } else {
    quantization.zero_point.assign(quantization.scale.size(), 0);
  }
  if (scale.size() != 1 || !scale.shape().empty()) {
    const auto normalized = normalized_axis(axis, shape.size());
    const bool single = scale.size() == 1;
    if (!single && (!normalized || scale.shape().size() != 1))
      return fail(
          bad_input("the quantization axis is outside the tensor")
              .expected(fmt::format("an axis of shape {}", shape_text(shape)))
              .found(fmt::format("axis {}, scales of shape {}", axis, shape_text(scale.shape()))));
    if (!single) quantization.axis = static_cast<int>(*normalized);
  }
  NPUSCOPE_TRY(validate(quantization, shape));
  return quantization;
}

Result<std::optional<Quantization>> quantization_of(const Graph& graph, const Node& node) {
  if (node.inputs.size() < 2 || node.inputs[0] == kNoValue || node.outputs.empty())
    return fail(bad_input("a scale is missing").in(node.text()));
  const Tensor* scale = constant_input(graph, node, 1);
  const Tensor* zero_point = constant_input(graph, node, 2);
  if (!scale || (has_input(node, 2) && !zero_point)) return std::nullopt;
  const ElementType type = code_type(graph, node, zero_point);
  if (node.int_attribute("block_size", 0) != 0 || minifloat_format(type) != nullptr) {
    if (auto status = check_scales(*scale); !status)
      return fail(std::move(status).error().in(node.text()));
    return std::nullopt;
  }
  const Value& data = graph.value(node.inputs[0]);
  auto quantization = make_quantization(*scale, zero_point, type, data.shape.value_or(Shape()),
                                        node.int_attribute("axis", 1));
  if (!quantization) return fail(std::move(quantization).error().in(node.text()));
  return *std::move(quantization);
}

std::optional<std::pair<float, float>> clamp_range(const Graph& graph, const Node& node) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (!node.domain.empty()) return std::nullopt;
  if (node.op_type == "Relu") return std::pair(0.0f, kInfinity);
  if (node.op_type != "Clip") return std::nullopt;
  std::pair<float, float> range = {node.float_attribute("min", -kInfinity),
                                   node.float_attribute("max", kInfinity)};
  for (size_t i : {size_t{1}, size_t{2}}) {
    if (!has_input(node, i)) continue;
    const Tensor* bound = constant_input(graph, node, i);
    if (!bound || bound->size() != 1 || !is_float(bound->type())) return std::nullopt;
    (i == 1 ? range.first : range.second) = static_cast<float>(to_doubles(*bound)[0]);
  }
  return range;
}

}  // namespace npuscope
