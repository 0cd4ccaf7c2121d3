// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <numeric>
#include <optional>

#include "kernels/operator.h"
#include "kernels/operator_support.h"

namespace npuscope::testing {

using Attributes = std::map<std::string, AttributeValue, std::less<>>;
using Ints = std::vector<int64_t>;

inline Node make_node(std::string op_type, Attributes attributes = {}, int opset = 21) {
  Node node;
  node.name = "node";
  node.op_type = std::move(op_type);
  node.opset = opset;
  node.attributes = std::move(attributes);
  node.outputs = {0};
  return node;
}

template <class T>
Tensor tensor_of(Shape shape, const std::vector<T>& values) {
  return Tensor::of<T>(std::move(shape), values);
}
inline Tensor floats(Shape shape, const std::vector<float>& values) {
  return tensor_of<float>(std::move(shape), values);
}
/// 0, 1, 2, …
inline Tensor counting(Shape shape) {
  std::vector<float> values(static_cast<size_t>(element_count(shape)));
  std::iota(values.begin(), values.end(), 0.0F);
  return floats(std::move(shape), values);
}
inline Tensor ints(const Ints& values) {
  return tensor_of<int64_t>({static_cast<int64_t>(values.size())}, values);
}

/// Runs the operator of `node`; an input without value is left out.
inline Result<std::vector<Tensor>> run_operator(const Node& node,
                                                const std::vector<std::optional<Tensor>>& inputs) {
  const Operator* op = find_operator(node.op_type, node.domain);
  if (op == nullptr) return fail(internal_error("no operator " + node.op_type));
  std::vector<const Tensor*> pointers;
  for (const auto& input : inputs) pointers.push_back(input ? &*input : nullptr);
  return op->run(node, pointers);
}

/// As run_operator for one output; a failure fails the test.
inline Tensor output_of(const Node& node, const std::vector<std::optional<Tensor>>& inputs) {
  auto outputs = run_operator(node, inputs);
  EXPECT_TRUE(outputs) << (outputs ? "" : outputs.error().message());
  return outputs ? outputs->at(0) : Tensor();
}

template <class T>
std::vector<T> values_of(const Tensor& tensor) {
  EXPECT_EQ(tensor.type(), element_type_of<T>());
  const auto values = tensor.values<T>();
  return {values.begin(), values.end()};
}

}  // namespace npuscope::testing
