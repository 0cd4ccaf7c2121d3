// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "tensor/tensor.h"

namespace npuscope {

/// An index into Graph::values.
using ValueId = int32_t;
/// Stands for an optional input or output that a node leaves out.
constexpr ValueId kNoValue = -1;

/// A tensor of the network: an input, a constant, or what a node computes.
struct Value {
  /// The source model's name of the activation (before its QuantizeLinear). Unique in the graph.
  std::string name;
  /// Other names of the same activation: outputs of the QuantizeLinear and DequantizeLinear that
  /// were folded into `quantization`.
  std::vector<std::string> aliases;
  ElementType type = ElementType::kUndefined;  ///< of the stored elements: codes when quantized
  std::optional<Shape> shape;                  ///< known after infer_shapes()
  std::optional<Quantization> quantization;    ///< set: the elements are codes of real numbers
  /// The float type that operators see where the elements are codes (DequantizeLinear's result).
  ElementType real_type = ElementType::kFloat32;
  std::optional<Tensor> constant;  ///< set: known before execution
  /// Symbolic names of input dimensions (empty for a number); only on graph inputs before
  /// bind_dimensions().
  std::vector<std::string> dimension_names;
  /// The file has no such tensor: a step within an operator of the QOperator format.
  bool invented = false;
};

using AttributeValue = std::variant<int64_t, float, std::string, Tensor, std::vector<int64_t>,
                                    std::vector<float>, std::vector<std::string>>;

/// One operation. Operators are named as ONNX names them, in the ONNX or com.microsoft domain.
struct Node {
  std::string name;  ///< unique; made up from the operator and first output where the file has none
  std::string op_type;
  std::string domain;  ///< "" for ONNX itself
  int opset = 0;       ///< the version of `domain` that the model imports
  std::map<std::string, AttributeValue, std::less<>> attributes;
  std::vector<ValueId> inputs;
  std::vector<ValueId> outputs;
  /// A Relu or Clip folded into this quantized node: the real range that its result is clamped to
  /// before the one rounding. The clamped-away tensor has no value of its own.
  std::optional<std::pair<float, float>> clamp;

  [[nodiscard]] int64_t int_attribute(std::string_view key, int64_t otherwise) const;
  [[nodiscard]] float float_attribute(std::string_view key, float otherwise) const;
  [[nodiscard]] std::string string_attribute(std::string_view key,
                                             std::string_view otherwise) const;
  /// Empty when the attribute is missing.
  [[nodiscard]] std::vector<int64_t> ints_attribute(std::string_view key) const;
  [[nodiscard]] bool has_attribute(std::string_view key) const { return attributes.contains(key); }
  /// "Conv 'conv1'"
  [[nodiscard]] std::string text() const { return op_type + " '" + name + "'"; }
};

/// The network: values, and nodes in an order in which each follows what it reads.
struct Graph {
  std::string name;
  std::string producer;  ///< tool and version that wrote the file
  int64_t ir_version = 0;
  std::map<std::string, int, std::less<>> opsets;  ///< imported domain -> version
  std::vector<Value> values;
  std::vector<Node> nodes;
  std::vector<ValueId> inputs;  ///< without constants
  std::vector<ValueId> outputs;

  [[nodiscard]] const Value& value(ValueId id) const { return values[static_cast<size_t>(id)]; }
  Value& value(ValueId id) { return values[static_cast<size_t>(id)]; }
  [[nodiscard]] ValueId find_value(std::string_view name_or_alias) const;
  ValueId add_value(Value value);
};

/// For every value the index of the node that computes it, or -1.
std::vector<int> producers_of(const Graph& graph);
/// For every value the indices of the nodes that read it, in order, once each.
std::vector<std::vector<int>> consumers_of(const Graph& graph);

/// Puts the nodes into an order of execution: stable, so a sorted graph stays as it is. A cycle is
/// a bad-input error that names the nodes on it.
Status sort_topologically(Graph& graph);

/// Removes nodes whose results nobody needs, and values that nothing refers to any more. Inputs
/// stay.
void remove_unused(Graph& graph);

/// The names of the inputs' symbolic dimensions, sorted, once each; before bind_dimensions().
std::vector<std::string> symbolic_dimensions(const Graph& graph);

/// Gives symbolic dimensions of the inputs their numbers: a symbolic first dimension becomes
/// `batch`, and so does every other of its name; what remains must be named in `sizes`, else an
/// error lists it.
Status bind_dimensions(Graph& graph, int64_t batch, const std::map<std::string, int64_t>& sizes);

constexpr std::string_view kMicrosoftDomain = "com.microsoft";
/// Whether operators of the domain can mean anything here: ONNX's own ("", which readers make of
/// "ai.onnx") and com.microsoft.
bool is_known_domain(std::string_view domain);

/// Whether the node is one of the two, of ONNX or of com.microsoft.
bool is_quantize(const Node& node);
bool is_dequantize(const Node& node);
/// The codes that a value's real numbers stand for, where a DequantizeLinear makes it (`made_by`);
/// the value itself otherwise.
inline ValueId codes_behind(ValueId id, const Node* made_by) {
  return made_by != nullptr && is_dequantize(*made_by) ? made_by->inputs[0] : id;
}
ValueId codes_behind(const Graph& graph, ValueId id);
/// What the codes of an input stand for: its own quantization, or the one of the first
/// QuantizeLinear that reads it. Nothing for inputs that stay real numbers.
std::optional<Quantization> input_quantization(const Graph& graph, ValueId input);

}  // namespace npuscope
