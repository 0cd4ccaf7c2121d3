// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstring>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

/// Each index counts from the front of the axis, or from behind where it is negative.
Status check_indices(const Tensor& indices, int64_t size) {
  for (const int64_t index : to_int64s(indices))
    if (index < -size || index >= size)
      return fail(bad_input("an index lies outside the gathered axis")
                      .expected(fmt::format("-{} to {}", size, size - 1))
                      .found(std::to_string(index)));
  return {};
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* indices, required_input(inputs, 1, "indices"));
  NPUSCOPE_TRY(check_type(*data, "data", kStored));
  NPUSCOPE_TRY(check_type(*indices, "indices", kIndices));
  NPUSCOPE_TRY_ASSIGN(const size_t axis,
                      checked_axis(node.int_attribute("axis", 0), data->shape.size()));
  if (indices->constant != nullptr)
    NPUSCOPE_TRY(check_indices(*indices->constant, data->shape[axis]));
  // data's shape with the gathered axis replaced by the shape of the indices.
  const auto at = static_cast<std::ptrdiff_t>(axis);
  Shape shape(data->shape.begin(), data->shape.begin() + at);
  shape.insert(shape.end(), indices->shape.begin(), indices->shape.end());
  shape.insert(shape.end(), data->shape.begin() + at + 1, data->shape.end());
  return one_output(data->type, std::move(shape));
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer, node, inputs));
  const Tensor& data = *inputs[0];
  NPUSCOPE_TRY_ASSIGN(const size_t axis,
                      checked_axis(node.int_attribute("axis", 0), data.shape().size()));
  const int64_t size = data.shape()[axis];
  std::vector<size_t> rows;
  for (const int64_t index : to_int64s(*inputs[1]))
    rows.push_back(static_cast<size_t>(index < 0 ? index + size : index));
  const std::span<const int64_t> dims(data.shape());
  const auto outer = static_cast<size_t>(element_count(dims.first(axis)));
  const auto row_bytes = static_cast<size_t>(element_count(dims.subspan(axis + 1))) *
                         static_cast<size_t>(element_size(data.type()));
  if (output.size() == 0) return one_output(std::move(output));
  std::byte* to = output.mutable_values<std::byte>().data();
  for (size_t o = 0; o < outer; ++o)
    for (size_t row : rows) {
      const size_t from = (o * static_cast<size_t>(size) + row) * row_bytes;
      std::memcpy(to, data.bytes().data() + from, row_bytes);
      to += row_bytes;
    }
  return one_output(std::move(output));
}

}  // namespace

const Operator kGatherOperator = {"Gather", "", 2, 2, infer, run, Movement{}};

}  // namespace npuscope
