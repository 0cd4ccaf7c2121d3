// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/graph.h"

namespace npuscope::test {

inline Quantization int8(float scale, int32_t zero_point) {
  return {ElementType::kInt8, {scale}, {zero_point}, -1};
}
inline Quantization uint8(float scale, int32_t zero_point) {
  return {ElementType::kUint8, {scale}, {zero_point}, -1};
}

template <class T>
std::vector<T> elements(const Tensor& tensor) {
  const auto values = tensor.values<T>();
  return {values.begin(), values.end()};
}

/// Builds small networks value by value.
class GraphBuilder {
 public:
  ValueId input(const std::string& name, ElementType type, Shape shape) {
    const ValueId id = value(name);
    graph.value(id).type = type;
    graph.value(id).shape = std::move(shape);
    graph.inputs.push_back(id);
    return id;
  }
  ValueId codes(const std::string& name, Shape shape, const Quantization& quantization) {
    const ValueId id = input(name, quantization.type, std::move(shape));
    graph.value(id).quantization = quantization;
    return id;
  }
  template <class T>
  ValueId constant(const std::string& name, Shape shape, const std::vector<T>& values) {
    const ValueId id = value(name);
    Value& v = graph.value(id);
    v.constant = Tensor::of<T>(std::move(shape), values);
    v.type = v.constant->type();
    v.shape = v.constant->shape();
    return id;
  }
  template <class T>
  ValueId constant_codes(const std::string& name, Shape shape, const std::vector<T>& values,
                         const Quantization& quantization) {
    const ValueId id = constant<T>(name, std::move(shape), values);
    graph.value(id).quantization = quantization;
    return id;
  }
  /// Adds a node; its output is named `name`, quantized if asked.
  ValueId node(const std::string& op_type, const std::string& name, std::vector<ValueId> inputs,
               std::map<std::string, AttributeValue, std::less<>> attributes = {},
               std::optional<Quantization> quantization = std::nullopt) {
    const ValueId id = value(name);
    graph.value(id).quantization = std::move(quantization);
    Node n;
    n.name = name;
    n.op_type = op_type;
    n.opset = 17;
    n.attributes = std::move(attributes);
    n.inputs = std::move(inputs);
    n.outputs = {id};
    graph.nodes.push_back(std::move(n));
    return id;
  }
  void output(ValueId id) { graph.outputs.push_back(id); }

  Graph graph;

 private:
  ValueId value(const std::string& name) {
    Value v;
    v.name = name;
    return graph.add_value(std::move(v));
  }
};

}  // namespace npuscope::test
