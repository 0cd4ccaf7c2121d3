// SPDX-License-Identifier: Apache-2.0
#include "kernels/operator_support.h"

#include <fmt/format.h>

#include <algorithm>

#include "kernels/narrow_floats.h"

namespace npuscope {

Result<const TensorInfo*> required_input(InputInfos inputs, size_t index, std::string_view name) {
  if (const TensorInfo* info = input_at(inputs, index)) return info;
  return fail(bad_input(fmt::format("input {} ({}) is missing", index, name)));
}

Status check_type(const TensorInfo& info, std::string_view name, const TypeSet& types) {
  if (types.contains(info.type)) return {};
  return fail(bad_input(fmt::format("the operator does not take this element type for '{}'", name))
                  .expected(std::string(types.name()))
                  .found(std::string(element_type_name(info.type))));
}

Status check_same_type(const TensorInfo& a, std::string_view a_name, const TensorInfo& b,
                       std::string_view b_name) {
  if (a.type == b.type) return {};
  return fail(
      bad_input(fmt::format("'{}' and '{}' have different element types", a_name, b_name))
          .expected("the same type")
          .found(fmt::format("{} and {}", element_type_name(a.type), element_type_name(b.type))));
}

Result<size_t> checked_axis(int64_t axis, size_t rank) {
  if (const auto normalized = normalized_axis(axis, rank)) return static_cast<size_t>(*normalized);
  return fail(bad_input("the axis is outside the tensor")
                  .expected(rank == 0 ? "a tensor of rank 1 or more"
                                      : fmt::format("-{} to {}", rank, rank - 1))
                  .found(std::to_string(axis)));
}

Result<std::vector<size_t>> checked_axes(std::span<const int64_t> axes, size_t rank) {
  std::vector<size_t> result;
  for (int64_t axis : axes) {
    NPUSCOPE_TRY_ASSIGN(const size_t a, checked_axis(axis, rank));
    if (std::ranges::find(result, a) != result.end())
      return fail(bad_input("an axis is named twice").found(std::to_string(axis)));
    result.push_back(a);
  }
  return result;
}

Result<std::vector<int64_t>> constant_integers(const TensorInfo& info, std::string_view name) {
  NPUSCOPE_TRY(check_type(info, name, kIndices));
  if (info.shape.size() > 1)
    return fail(bad_input(fmt::format("'{}' must be a list", name))
                    .expected("rank 1")
                    .found(fmt::format("shape {}", shape_text(info.shape))));
  if (info.constant == nullptr)
    return fail(bad_input(fmt::format("'{}' decides a shape but is computed at run time", name))
                    .expected("a constant, or a value that follows from shapes")
                    .hint("simplify the model (onnxsim) or give its inputs fixed sizes"));
  return to_int64s(*info.constant);
}

Result<std::vector<int64_t>> integers_of(const Node& node, InputInfos inputs, size_t index,
                                         std::string_view name) {
  if (const TensorInfo* info = input_at(inputs, index)) return constant_integers(*info, name);
  return node.ints_attribute(name);
}

Result<ElementType> type_attribute(const Node& node, std::string_view key, ElementType otherwise) {
  const int64_t number = node.int_attribute(key, static_cast<int64_t>(otherwise));
  const ElementType type = element_type_from_number(number);
  const bool named = number != static_cast<int64_t>(otherwise);
  if (named && element_size(type) == 0)
    return fail(unsupported(fmt::format("attribute '{}' names an element type", key),
                            "integer, bool and float types")
                    .found(fmt::format("ONNX data type {}", number)));
  return type;
}

Error unsupported(std::string what, std::string supported) {
  return bad_input(std::move(what) + " that npuscope does not support")
      .expected(std::move(supported));
}

ActualInputs::ActualInputs(InputTensors inputs)
    : storage_(inputs.size()), pointers_(inputs.size(), nullptr) {
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] == nullptr) continue;
    storage_[i] = {inputs[i]->type(), inputs[i]->shape(), inputs[i]};
    pointers_[i] = &storage_[i];
  }
}

Tensor from_doubles(const TensorInfo& info, const std::vector<double>& values) {
  const auto converted = [&]<class T>(T) {
    Tensor tensor = Tensor::zeros(computing_type(info.type), info.shape);
    std::ranges::transform(values, tensor.mutable_values<T>().begin(),
                           [](double v) { return static_cast<T>(v); });
    return narrowed(tensor, info.type);
  };
  return info.type == ElementType::kFloat64 ? converted(double{}) : converted(float{});
}

Result<std::vector<TensorInfo>> infer_actual(decltype(Operator::infer) infer, const Node& node,
                                             InputTensors inputs) {
  return infer(node, ActualInputs(inputs).infos());
}

Result<std::vector<Tensor>> allocate_outputs(decltype(Operator::infer) infer, const Node& node,
                                             InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer, node, inputs));
  std::vector<Tensor> outputs;
  for (const TensorInfo& info : infos) {
    NPUSCOPE_TRY_ASSIGN(Tensor output, Tensor::create(info.type, info.shape));
    outputs.push_back(std::move(output));
  }
  return outputs;
}

Result<Tensor> allocate_output(decltype(Operator::infer) infer, const Node& node,
                               InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto outputs, allocate_outputs(infer, node, inputs));
  return std::move(outputs.front());
}

}  // namespace npuscope
