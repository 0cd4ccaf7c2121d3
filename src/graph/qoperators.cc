// SPDX-License-Identifier: Apache-2.0
#include "graph/qoperators.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "graph/constant_copies.h"
#include "graph/quantize_nodes.h"

namespace npuscope {
namespace {

/// One operator of the QOperator format. `inputs` lists its inputs in order:
///   x  a quantized operand: tensor, scale, zero point        y  the output's scale, zero point
///   o  as y, but may be left out: then the result is float
///   b  a bias of int32 codes (scale: product of the first two operands'); may be left out
///   *  the letter before it repeats to the end
struct QOperator {
  std::string_view op_type;
  std::string_view domain;
  std::string_view inputs;
  std::string_view real;  ///< what it computes on real numbers
};

constexpr std::string_view kMicrosoft = "com.microsoft";
constexpr std::array kQOperators = {
    QOperator{"QGemm", kMicrosoft, "xxbo", "Gemm"},
    QOperator{"QLinearAdd", kMicrosoft, "xxy", "Add"},
    QOperator{"QLinearAveragePool", kMicrosoft, "xy", "AveragePool"},
    QOperator{"QLinearConcat", kMicrosoft, "yx*", "Concat"},
    QOperator{"QLinearConv", "", "xxyb", "Conv"},
    QOperator{"QLinearGlobalAveragePool", kMicrosoft, "xy", "GlobalAveragePool"},
    QOperator{"QLinearLeakyRelu", kMicrosoft, "xy", "LeakyRelu"},
    QOperator{"QLinearMatMul", "", "xxy", "MatMul"},
    QOperator{"QLinearMatMul", kMicrosoft, "xxy", "MatMul"},
    QOperator{"QLinearMul", kMicrosoft, "xxy", "Mul"},
    QOperator{"QLinearReduceMean", kMicrosoft, "xy", "ReduceMean"},
    QOperator{"QLinearSigmoid", kMicrosoft, "xy", "Sigmoid"},
    QOperator{"QLinearSoftmax", kMicrosoft, "xy", "Softmax"},
};

constexpr std::array<std::string_view, 5> kDynamic = {"DynamicQuantizeLinear", "ConvInteger",
                                                      "MatMulInteger", "DynamicQuantizeMatMul",
                                                      "MatMulIntegerToFloat"};

const QOperator* find_qoperator(const Node& node) {
  const auto* row = std::ranges::find_if(kQOperators, [&](const QOperator& q) {
    return q.op_type == node.op_type && q.domain == node.domain;
  });
  return row == kQOperators.end() ? nullptr : row;
}

/// Whether all scales and zero points are constants: only then do they say what the values mean.
bool has_constant_parameters(const Graph& graph, const Node& node, const QOperator& row) {
  size_t next = 0;
  auto constant = [&](size_t index) {
    return index >= node.inputs.size() || node.inputs[index] == kNoValue ||
           graph.value(node.inputs[index]).constant.has_value();
  };
  for (size_t i = 0; next < node.inputs.size() && i < row.inputs.size();) {
    const char kind = row.inputs[i];
    const size_t first = kind == 'x' ? next + 1 : next;
    if (kind != 'b' && (!constant(first) || !constant(first + 1))) return false;
    next += kind == 'x' ? 3 : kind == 'b' ? 1 : 2;
    if (i + 1 >= row.inputs.size() || row.inputs[i + 1] != '*') ++i;
  }
  return true;
}

/// Rewrites one node; keeps a cursor over its inputs.
class Expansion {
 public:
  Expansion(Graph& graph, ConstantCopies& copies, Node& node)
      : graph_(graph), copies_(copies), node_(node), inputs_(node.inputs) {}

  Status run(const QOperator& row) {
    if (node_.outputs.size() != 1 || node_.outputs[0] == kNoValue)
      return fail(bad_input("the node has the wrong number of outputs")
                      .expected("one with a name")
                      .found(std::to_string(node_.outputs.size())));
    node_.inputs.clear();
    for (size_t i = 0; i < row.inputs.size(); ++i) {
      const bool repeats = i + 1 < row.inputs.size() && row.inputs[i + 1] == '*';
      do {
        if (row.inputs[i] == 'x') NPUSCOPE_TRY(take_operand());
        if (row.inputs[i] == 'y') NPUSCOPE_TRY(take_output());
        if (row.inputs[i] == 'o' && peek(0) != kNoValue) NPUSCOPE_TRY(take_output());
        if (row.inputs[i] == 'b') NPUSCOPE_TRY(take_bias());
      } while (repeats && next_ < inputs_.size());
      if (repeats) break;
    }
    if (next_ < inputs_.size())
      return fail(bad_input("the node has too many inputs")
                      .expected(fmt::format("at most {}", next_))
                      .found(std::to_string(inputs_.size())));
    if (node_.int_attribute("channels_last", 0) != 0)
      return fail(bad_input("channels_last layout is not supported"));
    node_.attributes.erase("channels_last");
    node_.opset = static_cast<int>(node_.int_attribute("opset", graph_.opsets.at("")));
    node_.attributes.erase("opset");
    node_.op_type = row.real;
    node_.domain.clear();
    return {};
  }

 private:
  [[nodiscard]] ValueId peek(size_t ahead) const {
    return next_ + ahead < inputs_.size() ? inputs_[next_ + ahead] : kNoValue;
  }

  /// Scale and zero point at the cursor, for codes with this type and shape.
  Result<Quantization> parameters(size_t ahead, ElementType type, const Shape& shape) {
    const ValueId scale = peek(ahead);
    const ValueId zero_point = peek(ahead + 1);
    const Tensor* constants[2] = {nullptr, nullptr};
    for (size_t i = 0; i < 2; ++i) {
      const ValueId id = i == 0 ? scale : zero_point;
      if (id == kNoValue) continue;
      constants[i] = &*graph_.value(id).constant;
    }
    if (!constants[0]) return fail(bad_input("a scale is missing"));
    // Weights of Conv have their channels on axis 0, those of MatMul and Gemm on the last.
    const bool outermost = node_.op_type == "QLinearConv" || node_.int_attribute("transB", 0) != 0;
    const int64_t axis = outermost ? 0 : static_cast<int64_t>(shape.size()) - 1;
    return make_quantization(*constants[0], constants[1],
                             constants[1] ? constants[1]->type() : type, shape, axis);
  }

  /// A constant that already stands for other numbers is left to those who read it as such: `id`
  /// becomes a copy.
  Status set_quantization(ValueId& id, const Quantization& quantization) {
    if (const Value& known = graph_.value(id);
        known.constant && known.quantization && *known.quantization != quantization)
      id = copies_.copy(id);
    Value& value = graph_.value(id);
    if (value.quantization && *value.quantization != quantization)
      return fail(bad_input("tensor '" + value.name + "' is used with two different quantizations")
                      .expected(quantization_text(*value.quantization))
                      .found(quantization_text(quantization)));
    if (value.type != ElementType::kUndefined && value.type != quantization.type)
      return fail(bad_input("tensor '" + value.name + "' and its zero point differ in type")
                      .expected(std::string(element_type_name(value.type)))
                      .found(std::string(element_type_name(quantization.type))));
    value.quantization = quantization;
    value.type = quantization.type;
    return {};
  }

  Status take_operand() {
    ValueId id = peek(0);
    if (id == kNoValue) return fail(bad_input("an operand is missing"));
    const Value& value = graph_.value(id);
    NPUSCOPE_TRY_ASSIGN(const Quantization quantization,
                        parameters(1, value.type, value.shape.value_or(Shape())));
    NPUSCOPE_TRY(set_quantization(id, quantization));
    operands_.push_back(quantization);
    node_.inputs.push_back(id);
    next_ += 3;
    return {};
  }

  Status take_output() {
    const Value& output = graph_.value(node_.outputs[0]);
    NPUSCOPE_TRY_ASSIGN(const Quantization quantization,
                        parameters(0, output.type, output.shape.value_or(Shape())));
    NPUSCOPE_TRY(set_quantization(node_.outputs[0], quantization));
    next_ += 2;
    return {};
  }

  Status take_bias() {
    ValueId id = peek(0);
    ++next_;
    if (id == kNoValue) return {};
    const Value& bias = graph_.value(id);
    if (bias.type != ElementType::kUndefined && bias.type != ElementType::kInt32)
      return fail(bad_input("the bias '" + bias.name + "' is not of codes")
                      .expected("int32")
                      .found(std::string(element_type_name(bias.type))));
    if (bias.type == ElementType::kInt32 && operands_.size() == 2) {
      const size_t channels = operands_[1].scale.size();
      Quantization quantization;
      quantization.type = ElementType::kInt32;
      for (size_t c = 0; c < channels; ++c)
        quantization.scale.push_back(operands_[0].scale_at(0) * operands_[1].scale[c]);
      quantization.zero_point.assign(channels, 0);
      if (channels > 1)
        quantization.axis = static_cast<int>(bias.shape.value_or(Shape()).size()) - 1;
      NPUSCOPE_TRY(validate(quantization, bias.shape.value_or(Shape())));
      NPUSCOPE_TRY(set_quantization(id, quantization));
    }
    node_.inputs.push_back(id);
    return {};
  }

  Graph& graph_;
  ConstantCopies& copies_;
  Node& node_;
  std::vector<ValueId> inputs_;
  size_t next_ = 0;
  std::vector<Quantization> operands_;
};

}  // namespace

Status expand_qoperators(Graph& graph) {
  ConstantCopies copies(graph);
  for (Node& node : graph.nodes) {
    const QOperator* row = find_qoperator(node);
    if (!row || !has_constant_parameters(graph, node, *row)) continue;
    const std::string text = node.text();
    if (auto status = Expansion(graph, copies, node).run(*row); !status)
      return fail(std::move(status).error().in(text));
  }
  return {};
}

bool is_dynamically_quantized(const Graph& graph) {
  return std::ranges::any_of(graph.nodes, [&](const Node& node) {
    if (std::ranges::find(kDynamic, node.op_type) != kDynamic.end()) return true;
    const QOperator* row = find_qoperator(node);
    return row != nullptr && !has_constant_parameters(graph, node, *row);
  });
}

}  // namespace npuscope
