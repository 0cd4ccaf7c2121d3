// SPDX-License-Identifier: Apache-2.0
// GatherElements: along one axis, every element of the output has an index of its own.
#include <fmt/format.h>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

Result<size_t> axis_of(const Node& node, const Shape& shape) {
  return checked_axis(node.int_attribute("axis", 0), shape.size());
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* indices, required_input(inputs, 1, "indices"));
  NPUSCOPE_TRY(check_type(*data, "data", kStored));
  NPUSCOPE_TRY(check_type(*indices, "indices", kIndices));
  NPUSCOPE_TRY_ASSIGN(const size_t axis, axis_of(node, data->shape));
  bool fits = indices->shape.size() == data->shape.size();
  for (size_t i = 0; fits && i < data->shape.size(); ++i)
    fits = i == axis || indices->shape[i] <= data->shape[i];
  if (!fits)
    return fail(
        bad_input("the indices do not fit the data")
            .expected(fmt::format("at most {} except along axis {}", shape_text(data->shape), axis))
            .found(shape_text(indices->shape)));
  return one_output(data->type, indices->shape);
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer, node, inputs));
  const Tensor& data = *inputs[0];
  NPUSCOPE_TRY_ASSIGN(const size_t axis, axis_of(node, data.shape()));
  const int64_t size = data.shape()[axis];
  std::vector<int64_t> indices = to_int64s(*inputs[1]);
  for (int64_t& index : indices) {
    if (index < -size || index >= size)
      return fail(bad_input("an index lies outside the gathered axis")
                      .expected(fmt::format("-{} to {}", size, size - 1))
                      .found(std::to_string(index)));
    if (index < 0) index += size;
  }
  std::vector<int64_t> strides = strides_of(data.shape());
  const int64_t along = strides[axis];
  strides[axis] = 0;
  const int64_t length = row_length(output.shape());
  visit_unit(element_size(output.type()), [&]<class Unit>(Unit) {
    const Unit* from = data.values<Unit>().data();
    Unit* to = output.mutable_values<Unit>().data();
    for_each_row<1>(
        output.shape(), {strides}, [&](int64_t first, const auto& offsets, const auto& steps) {
          for (int64_t i = 0; i < length; ++i)
            to[first + i] =
                from[offsets[0] + i * steps[0] + indices[static_cast<size_t>(first + i)] * along];
        });
  });
  return one_output(std::move(output));
}

}  // namespace

const Operator kGatherElementsOperator = {"GatherElements", "", 2, 2, infer, run, Movement{}};

}  // namespace npuscope
