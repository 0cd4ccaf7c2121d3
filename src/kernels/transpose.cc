// SPDX-License-Identifier: Apache-2.0
// Transpose and Expand: the same elements under other strides.
#include <fmt/format.h>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

/// The input axis of each output axis; reversed without the attribute.
Result<std::vector<size_t>> permutation_of(const Node& node, size_t rank) {
  std::vector<int64_t> axes = node.ints_attribute("perm");
  if (!node.has_attribute("perm"))
    for (size_t axis = rank; axis-- > 0;) axes.push_back(static_cast<int64_t>(axis));
  if (axes.size() != rank)
    return fail(bad_input("'perm' does not name every axis once")
                    .expected(fmt::format("{} axes", rank))
                    .found(fmt::format("[{}]", fmt::join(axes, ", "))));
  return checked_axes(axes, rank);
}

Result<std::vector<TensorInfo>> infer_transpose(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  NPUSCOPE_TRY(check_type(*data, "data", kStored));
  NPUSCOPE_TRY_ASSIGN(const auto permutation, permutation_of(node, data->shape.size()));
  Shape shape;
  for (size_t axis : permutation) shape.push_back(data->shape[axis]);
  return one_output(data->type, std::move(shape));
}

Result<std::vector<Tensor>> run_transpose(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer_transpose, node, inputs));
  NPUSCOPE_TRY_ASSIGN(const auto permutation, permutation_of(node, output.shape().size()));
  const std::vector<int64_t> dense = strides_of(inputs[0]->shape());
  std::vector<int64_t> strides;
  for (size_t axis : permutation) strides.push_back(dense[axis]);
  copy_strided(*inputs[0], 0, strides, output);
  return one_output(std::move(output));
}

Result<std::vector<TensorInfo>> infer_expand(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* wanted, required_input(inputs, 1, "shape"));
  NPUSCOPE_TRY(check_type(*data, "input", kStored));
  NPUSCOPE_TRY_ASSIGN(const auto requested, constant_integers(*wanted, "shape"));
  const auto shape = broadcast_shape(data->shape, requested);
  if (!shape || !checked_element_count(*shape))
    return fail(
        bad_input("the tensor does not broadcast to the requested shape")
            .expected("sizes that are equal or 1, counted from the last")
            .found(fmt::format("{} to [{}]", shape_text(data->shape), fmt::join(requested, ", "))));
  return one_output(data->type, *shape);
}

Result<std::vector<Tensor>> run_expand(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer_expand, node, inputs));
  copy_strided(*inputs[0], 0, broadcast_strides(inputs[0]->shape(), output.shape()), output);
  return one_output(std::move(output));
}

}  // namespace

const Operator kExpandOperator = {"Expand", "", 2, 2, infer_expand, run_expand, Movement{}};
const Operator kTransposeOperator = {"Transpose",   "",        1, 1, infer_transpose,
                                     run_transpose, Movement{}};

}  // namespace npuscope
