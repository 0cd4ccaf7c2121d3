// SPDX-License-Identifier: Apache-2.0
// Operators that make tensors: Constant, ConstantOfShape, Shape, Size.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/checked.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

template <class T>
Tensor list_of(const std::vector<T>& values) {
  return Tensor::of<T>({static_cast<int64_t>(values.size())}, values);
}

/// The tensor of a Constant node; exactly one of its attributes states it.
Result<Tensor> constant_of(const Node& node) {
  std::optional<Tensor> value;
  for (const auto& [key, attribute] : node.attributes) {
    if (key == "value" && std::holds_alternative<Tensor>(attribute))
      value = std::get<Tensor>(attribute);
    else if (key == "value_float" && std::holds_alternative<float>(attribute))
      value = Tensor::scalar(std::get<float>(attribute));
    else if (key == "value_int" && std::holds_alternative<int64_t>(attribute))
      value = Tensor::scalar(std::get<int64_t>(attribute));
    else if (key == "value_floats" && std::holds_alternative<std::vector<float>>(attribute))
      value = list_of(std::get<std::vector<float>>(attribute));
    else if (key == "value_ints" && std::holds_alternative<std::vector<int64_t>>(attribute))
      value = list_of(std::get<std::vector<int64_t>>(attribute));
    else
      return fail(unsupported(fmt::format("attribute '{}' of Constant has a form", key),
                              "value, value_float(s) or value_int(s)"));
  }
  if (!value) return fail(bad_input("a Constant node states no value"));
  return *std::move(value);
}

Result<std::vector<TensorInfo>> infer_constant(const Node& node, InputInfos) {
  NPUSCOPE_TRY_ASSIGN(const Tensor value, constant_of(node));
  return one_output(value.type(), value.shape());
}

Result<std::vector<Tensor>> run_constant(const Node& node, InputTensors) {
  NPUSCOPE_TRY_ASSIGN(Tensor value, constant_of(node));
  return one_output(std::move(value));
}

/// The one element that fills a ConstantOfShape; float32 zero without the attribute.
Result<Tensor> fill_of(const Node& node) {
  const auto attribute = node.attributes.find("value");
  if (attribute == node.attributes.end()) return Tensor::scalar(0.0f);
  const Tensor* value = std::get_if<Tensor>(&attribute->second);
  if (value == nullptr || value->size() != 1)
    return fail(
        bad_input("the attribute 'value' is not one number").expected("a tensor with one element"));
  return *value;
}

Result<std::vector<TensorInfo>> infer_constant_of_shape(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* input, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY_ASSIGN(Shape shape, constant_integers(*input, "input"));
  NPUSCOPE_TRY_ASSIGN(const Tensor fill, fill_of(node));
  if (!checked_element_count(shape))
    return fail(bad_input("the requested shape is not possible")
                    .expected("sizes of 0 or more")
                    .found(fmt::format("[{}]", fmt::join(shape, ", "))));
  return one_output(fill.type(), std::move(shape));
}

Result<std::vector<Tensor>> run_constant_of_shape(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer_constant_of_shape, node, inputs));
  NPUSCOPE_TRY_ASSIGN(const Tensor fill, fill_of(node));
  copy_strided(fill, 0, std::vector<int64_t>(output.shape().size(), 0), output);
  return one_output(std::move(output));
}

/// The dimensions in [start, end) of the input's shape; positions outside are clamped.
Result<std::vector<int64_t>> dimensions_of(const Node& node, const Shape& shape) {
  const auto rank = static_cast<int64_t>(shape.size());
  const auto position = [rank](int64_t p) {
    return std::clamp<int64_t>(p < 0 ? p + rank : p, 0, rank);
  };
  const int64_t start = position(node.int_attribute("start", 0));
  const int64_t end = position(node.int_attribute("end", rank));
  if (start >= end) return std::vector<int64_t>{};
  return std::vector<int64_t>(shape.begin() + start, shape.begin() + end);
}

Result<std::vector<TensorInfo>> infer_shape(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  NPUSCOPE_TRY_ASSIGN(const auto dimensions, dimensions_of(node, data->shape));
  return one_output(ElementType::kInt64, {static_cast<int64_t>(dimensions.size())});
}

Result<std::vector<Tensor>> run_shape(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY(infer_actual(infer_shape, node, inputs));
  NPUSCOPE_TRY_ASSIGN(const auto dimensions, dimensions_of(node, inputs[0]->shape()));
  return one_output(list_of(dimensions));
}

Result<std::vector<TensorInfo>> infer_size(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY(required_input(inputs, 0, "data"));
  return one_output(ElementType::kInt64, {});
}

Result<std::vector<Tensor>> run_size(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY(infer_actual(infer_size, node, inputs));
  return one_output(Tensor::scalar(inputs[0]->size()));
}

}  // namespace

const Operator kConstantOfShapeOperator = {
    "ConstantOfShape", "", 1, 1, infer_constant_of_shape, run_constant_of_shape, FloatOnly{}};
const Operator kConstantOperator = {"Constant",     "",           0,          0,
                                    infer_constant, run_constant, FloatOnly{}};
const Operator kShapeOperator = {"Shape", "", 1, 1, infer_shape, run_shape, FloatOnly{}};
const Operator kSizeOperator = {"Size", "", 1, 1, infer_size, run_size, FloatOnly{}};

}  // namespace npuscope
