// SPDX-License-Identifier: Apache-2.0
// Split: the sizes as an attribute before opset 13, as an input since; num_outputs since opset 18.
#include <fmt/format.h>

#include <cstring>

#include "base/checked.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

/// Equal parts, the last one smaller where the axis does not divide; before opset 18 it must.
Result<std::vector<int64_t>> equal_parts(const Node& node, int64_t size) {
  const auto outputs = static_cast<int64_t>(node.outputs.size());
  const int64_t count = node.int_attribute("num_outputs", outputs);
  if (count != outputs)
    return fail(bad_input("'num_outputs' is not the number of outputs")
                    .expected(std::to_string(outputs))
                    .found(std::to_string(count)));
  const bool divides = count > 0 && size % count == 0;
  const int64_t part = count > 0 ? (size + count - 1) / count : 0;
  if (count < 1 || (!divides && (node.opset < 18 || part * (count - 1) > size)))
    return fail(bad_input("the axis cannot be split into equal parts")
                    .expected(fmt::format("a multiple of {} elements", count))
                    .found(std::to_string(size)));
  std::vector<int64_t> parts(static_cast<size_t>(count), part);
  parts.back() = size - part * (count - 1);
  return parts;
}

Result<std::vector<int64_t>> parts_of(const Node& node, InputInfos inputs, int64_t size) {
  if (input_at(inputs, 1) == nullptr && !node.has_attribute("split"))
    return equal_parts(node, size);
  NPUSCOPE_TRY_ASSIGN(auto parts, integers_of(node, inputs, 1, "split"));
  std::optional<int64_t> sum = 0;
  for (const int64_t part : parts) sum = sum ? checked_add(*sum, part) : sum;
  if (sum != size || parts.size() != node.outputs.size())
    return fail(bad_input("'split' does not fit the axis and the outputs")
                    .expected(fmt::format("{} sizes of 0 or more with the sum {}",
                                          node.outputs.size(), size))
                    .found(fmt::format("[{}]", fmt::join(parts, ", "))));
  return parts;
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* input, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY(check_type(*input, "input", kStored));
  NPUSCOPE_TRY_ASSIGN(const size_t axis,
                      checked_axis(node.int_attribute("axis", 0), input->shape.size()));
  NPUSCOPE_TRY_ASSIGN(const auto parts, parts_of(node, inputs, input->shape[axis]));
  std::vector<TensorInfo> outputs;
  for (const int64_t part : parts) {
    outputs.push_back({input->type, input->shape, nullptr});
    outputs.back().shape[axis] = part;
  }
  return outputs;
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto outputs, allocate_outputs(infer, node, inputs));
  const Shape& shape = inputs[0]->shape();
  NPUSCOPE_TRY_ASSIGN(const size_t axis, checked_axis(node.int_attribute("axis", 0), shape.size()));
  if (inputs[0]->size() == 0) return outputs;
  const auto outer = static_cast<size_t>(element_count(std::span(shape).first(axis)));
  const std::byte* from = inputs[0]->bytes().data();
  for (size_t row = 0; row < outer; ++row)
    for (Tensor& output : outputs) {
      const size_t length = output.bytes().size() / outer;
      if (length == 0) continue;
      std::memcpy(output.mutable_values<std::byte>().data() + row * length, from, length);
      from += length;
    }
  return outputs;
}

}  // namespace

const Operator kSplitOperator = {"Split", "", 1, 2, infer, run, Movement{}};

}  // namespace npuscope
