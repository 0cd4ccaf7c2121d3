// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstring>

#include "base/checked.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

Status check_fits(const TensorInfo& first, const TensorInfo& next, size_t index, size_t axis) {
  NPUSCOPE_TRY(check_same_type(first, "input 0", next, fmt::format("input {}", index)));
  bool fits = next.shape.size() == first.shape.size();
  for (size_t i = 0; fits && i < first.shape.size(); ++i)
    fits = i == axis || next.shape[i] == first.shape[i];
  if (fits) return {};
  return fail(bad_input(fmt::format("input {} does not fit input 0", index))
                  .expected(fmt::format("{} except along axis {}", shape_text(first.shape), axis))
                  .found(shape_text(next.shape)));
}

Result<size_t> axis_of(const Node& node, size_t rank) {
  if (!node.has_attribute("axis")) return fail(bad_input("the attribute 'axis' is missing"));
  return checked_axis(node.int_attribute("axis", 0), rank);
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* first, required_input(inputs, 0, "inputs"));
  NPUSCOPE_TRY_ASSIGN(const size_t axis, axis_of(node, first->shape.size()));
  NPUSCOPE_TRY(check_type(*first, "input 0", kStored));
  Shape shape = first->shape;
  for (size_t i = 1; i < inputs.size(); ++i) {
    NPUSCOPE_TRY_ASSIGN(const TensorInfo* next, required_input(inputs, i, "inputs"));
    NPUSCOPE_TRY(check_fits(*first, *next, i, axis));
    const auto sum = checked_add(shape[axis], next->shape[axis]);
    if (!sum) return fail(bad_input("the concatenated axis is too long"));
    shape[axis] = *sum;
  }
  return one_output(first->type, std::move(shape));
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer, node, inputs));
  NPUSCOPE_TRY_ASSIGN(const size_t axis, axis_of(node, output.shape().size()));
  const auto outer = static_cast<size_t>(element_count(std::span(output.shape()).first(axis)));
  std::byte* to = output.mutable_values<std::byte>().data();
  for (size_t row = 0; row < outer; ++row)
    for (const Tensor* input : inputs) {
      const size_t length = input->bytes().size() / outer;
      if (length != 0) std::memcpy(to, input->bytes().data() + row * length, length);
      to += length;
    }
  return one_output(std::move(output));
}

}  // namespace

const Operator kConcatOperator = {"Concat", "", 1, -1, infer, run, Movement{-1}};

}  // namespace npuscope
