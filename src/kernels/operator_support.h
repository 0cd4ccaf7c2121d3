// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernels/operator.h"

namespace npuscope {

/// A set of element types, for checks and their messages.
class TypeSet {
 public:
  constexpr TypeSet(std::initializer_list<ElementType> types, std::string_view name) : name_(name) {
    for (ElementType type : types) bits_ |= uint64_t{1} << static_cast<int>(type);
  }
  [[nodiscard]] constexpr bool contains(ElementType type) const {
    return (bits_ >> static_cast<int>(type) & 1) != 0;
  }
  /// "float16, bfloat16, float32 or float64"
  [[nodiscard]] constexpr std::string_view name() const { return name_; }

 private:
  uint64_t bits_ = 0;
  std::string_view name_;
};

inline constexpr TypeSet kFloats = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32, ElementType::kFloat64},
    "float16, bfloat16, float32 or float64"};
inline constexpr TypeSet kNumbers = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32, ElementType::kFloat64,
     ElementType::kInt8, ElementType::kInt16, ElementType::kInt32, ElementType::kInt64,
     ElementType::kUint8, ElementType::kUint16, ElementType::kUint32, ElementType::kUint64},
    "a float type or an integer type of 8 to 64 bits"};
/// Everything that a Tensor can hold in elements of a fixed size.
inline constexpr TypeSet kStored = {
    {ElementType::kFloat16,    ElementType::kBfloat16,       ElementType::kFloat32,
     ElementType::kFloat64,    ElementType::kFloat8E4m3fn,   ElementType::kFloat8E4m3fnuz,
     ElementType::kFloat8E5m2, ElementType::kFloat8E5m2fnuz, ElementType::kFloat8E8m0,
     ElementType::kFloat6E2m3, ElementType::kFloat6E3m2,     ElementType::kFloat4E2m1,
     ElementType::kInt2,       ElementType::kInt4,           ElementType::kInt8,
     ElementType::kInt16,      ElementType::kInt32,          ElementType::kInt64,
     ElementType::kUint2,      ElementType::kUint4,          ElementType::kUint8,
     ElementType::kUint16,     ElementType::kUint32,         ElementType::kUint64,
     ElementType::kBool},
    "a float, integer or bool type"};
inline constexpr TypeSet kIndices = {{ElementType::kInt32, ElementType::kInt64}, "int32 or int64"};

/// Input `index` of a node, or null where the node leaves it out.
template <class T>
const T* input_at(std::span<const T* const> inputs, size_t index) {
  return index < inputs.size() ? inputs[index] : nullptr;
}

/// Input `index`; an error where the node leaves it out.
Result<const TensorInfo*> required_input(InputInfos inputs, size_t index, std::string_view name);

/// Checks that the input's elements are of one of `types`.
Status check_type(const TensorInfo& info, std::string_view name, const TypeSet& types);
/// Checks that two operands have the same element type.
Status check_same_type(const TensorInfo& a, std::string_view a_name, const TensorInfo& b,
                       std::string_view b_name);

/// `axis` in [-rank, rank) as a number in [0, rank).
Result<size_t> checked_axis(int64_t axis, size_t rank);
/// Each of `axes` likewise; an axis named twice is an error. Order is kept.
Result<std::vector<size_t>> checked_axes(std::span<const int64_t> axes, size_t rank);

/// The value of a 1-D (or scalar) int32 or int64 input that decides a shape, so that it must be
/// known before execution.
Result<std::vector<int64_t>> constant_integers(const TensorInfo& info, std::string_view name);

/// As constant_integers for an input that may be left out; then the attribute `name` is taken (an
/// older form of the same operator), and nothing where that is missing too.
Result<std::vector<int64_t>> integers_of(const Node& node, InputInfos inputs, size_t index,
                                         std::string_view name);

/// The element type that the integer attribute `key` names; `otherwise` when it is missing.
Result<ElementType> type_attribute(const Node& node, std::string_view key, ElementType otherwise);

/// The node has an attribute whose value npuscope does not support.
Error unsupported(std::string what, std::string supported);

/// A tensor of the given type and shape with these values, each rounded once (ties to even). Only
/// for float types.
Tensor from_doubles(const TensorInfo& info, const std::vector<double>& values);

/// Wraps a single output.
inline Result<std::vector<TensorInfo>> one_output(ElementType type, Shape shape) {
  return std::vector<TensorInfo>{{type, std::move(shape), nullptr}};
}
inline Result<std::vector<Tensor>> one_output(Tensor tensor) {
  return std::vector<Tensor>{std::move(tensor)};
}

/// The actual inputs of `run` as `infer` takes them: every value known.
class ActualInputs {
 public:
  explicit ActualInputs(InputTensors inputs);
  ActualInputs(const ActualInputs&) = delete;
  ActualInputs& operator=(const ActualInputs&) = delete;
  [[nodiscard]] InputInfos infos() const { return pointers_; }

 private:
  std::vector<TensorInfo> storage_;
  std::vector<const TensorInfo*> pointers_;
};

/// What `infer` says about the actual inputs of `run`, after all its checks.
Result<std::vector<TensorInfo>> infer_actual(decltype(Operator::infer) infer, const Node& node,
                                             InputTensors inputs);

/// New tensors, one for each output that `infer` states for the actual inputs.
Result<std::vector<Tensor>> allocate_outputs(decltype(Operator::infer) infer, const Node& node,
                                             InputTensors inputs);

/// As allocate_outputs, for an operator with one output.
Result<Tensor> allocate_output(decltype(Operator::infer) infer, const Node& node,
                               InputTensors inputs);

}  // namespace npuscope
