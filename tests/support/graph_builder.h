// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/graph.h"

namespace npuscope::testing_support {

/// Builds small graphs by tensor name; what nodes compute is float32 unless quantized:
/// `b.input("x", {1, 4}).node("Relu", {"x"}, {"y"})`.
class GraphBuilder {
 public:
  explicit GraphBuilder(int opset = 13) { graph_.opsets[""] = opset; }

  GraphBuilder& input(const std::string& name, Shape shape,
                      ElementType type = ElementType::kFloat32) {
    Value& value = graph_.value(id(name));
    value.shape = std::move(shape);
    value.type = type;
    graph_.inputs.push_back(id(name));
    return *this;
  }

  /// An output; with `type`, its value is stated to be of that type.
  GraphBuilder& output(const std::string& name, ElementType type = ElementType::kUndefined) {
    if (type != ElementType::kUndefined) graph_.value(id(name)).type = type;
    graph_.outputs.push_back(id(name));
    return *this;
  }

  GraphBuilder& constant(const std::string& name, Tensor tensor) {
    Value& value = graph_.value(id(name));
    value.type = tensor.type();
    value.shape = tensor.shape();
    value.constant = std::move(tensor);
    return *this;
  }

  template <class T>
  GraphBuilder& constant(const std::string& name, Shape shape, std::vector<T> values) {
    return constant(name, Tensor::of<T>(std::move(shape), std::span<const T>(values)));
  }

  /// An empty input name leaves that input out.
  GraphBuilder& node(const std::string& op_type, const std::vector<std::string>& inputs,
                     const std::vector<std::string>& outputs,
                     std::map<std::string, AttributeValue, std::less<>> attributes = {},
                     const std::string& domain = "") {
    Node node;
    node.op_type = op_type;
    node.domain = domain;
    node.opset = domain.empty() ? graph_.opsets[""] : 1;
    node.name = op_type + "_" + outputs.at(0);
    node.attributes = std::move(attributes);
    for (const auto& name : inputs) node.inputs.push_back(name.empty() ? kNoValue : id(name));
    for (const auto& name : outputs) {
      node.outputs.push_back(name.empty() ? kNoValue : id(name));
      if (!name.empty()) graph_.value(id(name)).type = ElementType::kFloat32;
    }
    graph_.nodes.push_back(std::move(node));
    return *this;
  }

  /// QuantizeLinear of `from` to int8 codes `to`.
  GraphBuilder& quantize(const std::string& from, const std::string& to, float scale,
                         int8_t zero_point = 0) {
    parameters(to, scale, zero_point);
    node("QuantizeLinear", {from, to + ".scale", to + ".zero"}, {to});
    graph_.value(id(to)).type = ElementType::kInt8;
    return *this;
  }

  /// DequantizeLinear of int8 codes `from` to floats `to`.
  GraphBuilder& dequantize(const std::string& from, const std::string& to, float scale,
                           int8_t zero_point = 0) {
    parameters(to, scale, zero_point);
    return node("DequantizeLinear", {from, to + ".scale", to + ".zero"}, {to});
  }

  [[nodiscard]] Graph build() const { return graph_; }

 private:
  void parameters(const std::string& name, float scale, int8_t zero_point) {
    constant(name + ".scale", Tensor::scalar(scale));
    constant(name + ".zero", Tensor::scalar(zero_point));
  }

  ValueId id(const std::string& name) {
    const ValueId known = graph_.find_value(name);
    if (known != kNoValue) return known;
    Value value;
    value.name = name;
    return graph_.add_value(std::move(value));
  }

  Graph graph_;
};

}  // namespace npuscope::testing_support
