// SPDX-License-Identifier: Apache-2.0
// Operators that keep the elements and their order: Reshape, Flatten, Squeeze, Unsqueeze, Identity.
#include <fmt/format.h>

#include <algorithm>

#include "base/checked.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

Error does_not_fit(const Shape& from, const std::vector<int64_t>& requested) {
  return bad_input("the requested shape does not have the tensor's number of elements")
      .expected(fmt::format("{} elements, as {} has", element_count(from), shape_text(from)))
      .found(fmt::format("[{}]", fmt::join(requested, ", ")));
}

/// ONNX Reshape: 0 copies the input's dimension (unless allowzero), -1 takes what is left.
Result<Shape> reshaped_shape(const Shape& from, const std::vector<int64_t>& requested,
                             bool allow_zero) {
  Shape shape = requested;
  auto open = shape.end();
  for (auto dim = shape.begin(); dim != shape.end(); ++dim) {
    const auto axis = static_cast<size_t>(dim - shape.begin());
    if (*dim == -1 && open == shape.end()) {
      open = dim;
      *dim = 1;
    } else if (*dim == 0 && !allow_zero && axis < from.size()) {
      *dim = from[axis];
    } else if (*dim < 0 || (*dim == 0 && !allow_zero)) {
      return fail(bad_input(fmt::format("entry {} of the requested shape makes no sense", axis))
                      .expected("sizes, at most one -1, and 0 only for axes of the input")
                      .found(fmt::format("[{}]", fmt::join(requested, ", "))));
    }
  }
  const auto count = checked_element_count(shape);
  const int64_t elements = element_count(from);
  if (!count) return fail(does_not_fit(from, requested));
  if (open != shape.end()) {
    if (*count == 0 || elements % *count != 0) return fail(does_not_fit(from, requested));
    *open = elements / *count;
  } else if (*count != elements) {
    return fail(does_not_fit(from, requested));
  }
  return shape;
}

Result<std::vector<TensorInfo>> infer_reshape(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  if (input_at(inputs, 1) == nullptr && !node.has_attribute("shape"))
    return fail(bad_input("input 1 (shape) is missing"));
  NPUSCOPE_TRY_ASSIGN(const auto requested, integers_of(node, inputs, 1, "shape"));
  NPUSCOPE_TRY_ASSIGN(
      Shape shape, reshaped_shape(data->shape, requested, node.int_attribute("allowzero", 0) != 0));
  return one_output(data->type, std::move(shape));
}

Result<std::vector<TensorInfo>> infer_flatten(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "input"));
  const std::span<const int64_t> dims(data->shape);
  const int64_t axis = node.int_attribute("axis", 1);
  // Unlike other axes, this one may name the end of the shape.
  size_t split = dims.size();
  if (axis != static_cast<int64_t>(dims.size())) {
    NPUSCOPE_TRY_SET(split, checked_axis(axis, dims.size()));
  }
  return one_output(data->type,
                    {element_count(dims.first(split)), element_count(dims.subspan(split))});
}

Result<std::vector<TensorInfo>> infer_squeeze(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  NPUSCOPE_TRY_ASSIGN(const auto named, integers_of(node, inputs, 1, "axes"));
  NPUSCOPE_TRY_ASSIGN(const auto axes, checked_axes(named, data->shape.size()));
  const bool all = input_at(inputs, 1) == nullptr && !node.has_attribute("axes");
  Shape shape;
  for (size_t axis = 0; axis < data->shape.size(); ++axis) {
    const bool is_named = std::ranges::find(axes, axis) != axes.end();
    if (is_named && data->shape[axis] != 1)
      return fail(bad_input(fmt::format("axis {} cannot be squeezed", axis))
                      .expected("size 1")
                      .found(shape_text(data->shape)));
    if (is_named || (all && data->shape[axis] == 1)) continue;
    shape.push_back(data->shape[axis]);
  }
  return one_output(data->type, std::move(shape));
}

Result<std::vector<TensorInfo>> infer_unsqueeze(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  if (input_at(inputs, 1) == nullptr && !node.has_attribute("axes"))
    return fail(bad_input("'axes' is missing"));
  NPUSCOPE_TRY_ASSIGN(const auto named, integers_of(node, inputs, 1, "axes"));
  NPUSCOPE_TRY_ASSIGN(auto axes, checked_axes(named, data->shape.size() + named.size()));
  std::ranges::sort(axes);
  Shape shape = data->shape;
  for (size_t axis : axes) shape.insert(shape.begin() + static_cast<std::ptrdiff_t>(axis), 1);
  return one_output(data->type, std::move(shape));
}

Result<std::vector<TensorInfo>> infer_identity(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* input, required_input(inputs, 0, "input"));
  return one_output(input->type, input->shape);
}

/// The same elements under the shape that `infer` states; nothing is copied.
template <auto infer>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto infos, infer_actual(infer, node, inputs));
  return one_output(inputs[0]->reshaped(std::move(infos[0].shape)));
}

template <auto infer>
constexpr Operator same_elements(std::string_view op_type, int max_inputs) {
  return {op_type, "", 1, max_inputs, infer, run<infer>, Movement{}};
}

}  // namespace

const Operator kFlattenOperator = same_elements<infer_flatten>("Flatten", 1);
const Operator kIdentityOperator = same_elements<infer_identity>("Identity", 1);
const Operator kReshapeOperator = same_elements<infer_reshape>("Reshape", 2);
const Operator kSqueezeOperator = same_elements<infer_squeeze>("Squeeze", 2);
const Operator kUnsqueezeOperator = same_elements<infer_unsqueeze>("Unsqueeze", 2);

}  // namespace npuscope
