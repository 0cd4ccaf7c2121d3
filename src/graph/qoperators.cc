// SPDX-License-Identifier: Apache-2.0
#include "graph/qoperators.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "graph/unique_names.h"

namespace npuscope {
namespace {

/// One operator of the QOperator format. `inputs` lists its inputs in order:
///   x  a quantized operand: tensor, scale, zero point        y  the output's scale, zero point
///   o  as y, but may be left out: then the result is float
///   b  a bias of int32 codes (scale: product of the first two operands', times QGemm's alpha);
///      may be left out
///   c  a tensor that is not quantized (a condition), as it is
///   *  the letter before it repeats to the end
struct QOperator {
  std::string_view op_type;
  std::string_view domain;
  std::string_view inputs;
  std::string_view real;  ///< what it computes on real numbers
};

constexpr std::array kQOperators = {
    QOperator{"QGemm", kMicrosoftDomain, "xxbo", "Gemm"},
    QOperator{"QLinearAdd", kMicrosoftDomain, "xxy", "Add"},
    QOperator{"QLinearAveragePool", kMicrosoftDomain, "xy", "AveragePool"},
    QOperator{"QLinearConcat", kMicrosoftDomain, "yx*", "Concat"},
    QOperator{"QLinearConv", "", "xxyb", "Conv"},
    QOperator{"QLinearGlobalAveragePool", kMicrosoftDomain, "xy", "GlobalAveragePool"},
    QOperator{"QLinearLeakyRelu", kMicrosoftDomain, "xy", "LeakyRelu"},
    QOperator{"QLinearMatMul", "", "xxy", "MatMul"},
    QOperator{"QLinearMatMul", kMicrosoftDomain, "xxy", "MatMul"},
    QOperator{"QLinearMul", kMicrosoftDomain, "xxy", "Mul"},
    QOperator{"QLinearReduceMean", kMicrosoftDomain, "xy", "ReduceMean"},
    QOperator{"QLinearSigmoid", kMicrosoftDomain, "xy", "Sigmoid"},
    QOperator{"QLinearSoftmax", kMicrosoftDomain, "xy", "Softmax"},
    QOperator{"QLinearWhere", kMicrosoftDomain, "cxxy", "Where"},
};

constexpr std::array<std::string_view, 5> kDynamic = {"DynamicQuantizeLinear", "ConvInteger",
                                                      "MatMulInteger", "DynamicQuantizeMatMul",
                                                      "MatMulIntegerToFloat"};

/// The first opset whose QuantizeLinear has an axis.
constexpr int kOpsetWithAxis = 13;

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
    const bool plain = kind == 'b' || kind == 'c';
    const size_t first = kind == 'x' ? next + 1 : next;
    if (!plain && (!constant(first) || !constant(first + 1))) return false;
    next += kind == 'x' ? 3 : plain ? 1 : 2;
    if (i + 1 >= row.inputs.size() || row.inputs[i + 1] != '*') ++i;
  }
  return true;
}

/// Writes one node out as DequantizeLinear nodes, the float operator and a QuantizeLinear; keeps a
/// cursor over its inputs.
class Expansion {
 public:
  Expansion(Graph& graph, UniqueNames& names, Node node, std::vector<Node>& out)
      : graph_(graph), names_(names), node_(std::move(node)), inputs_(node_.inputs), out_(out) {}

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
        if (row.inputs[i] == 'c') take_plain();
      } while (repeats && next_ < inputs_.size());
      if (repeats) break;
    }
    if (next_ < inputs_.size())
      return fail(bad_input("the node has too many inputs")
                      .expected(fmt::format("at most {}", next_))
                      .found(std::to_string(inputs_.size())));
    if (node_.int_attribute("channels_last", 0) != 0)
      return fail(bad_input("channels_last layout is not supported"));
    become(row.real);
    return {};
  }

 private:
  [[nodiscard]] ValueId peek(size_t ahead) const {
    return next_ + ahead < inputs_.size() ? inputs_[next_ + ahead] : kNoValue;
  }

  void become(std::string_view real) {
    // A zero point that is left out is 0 of the operands' type.
    if (quantize_ && quantize_->inputs[2] == kNoValue && operand_type_ != ElementType::kUndefined)
      quantize_->inputs[2] = invent("zero", Tensor::zeros(operand_type_, {}));
    node_.attributes.erase("channels_last");
    node_.opset = static_cast<int>(node_.int_attribute("opset", graph_.opsets.at("")));
    node_.attributes.erase("opset");
    node_.op_type = real;
    node_.domain.clear();
    out_.push_back(std::move(node_));
    if (quantize_) out_.push_back(*std::move(quantize_));
  }

  /// A value that the file does not name.
  ValueId invent(std::string_view what, std::optional<Tensor> constant = std::nullopt) {
    Value value;
    value.name = names_.add(fmt::format("{}/{}", node_.name, what));
    value.invented = true;
    if (constant) {
      value.type = constant->type();
      value.shape = constant->shape();
    }
    value.constant = std::move(constant);
    return graph_.add_value(std::move(value));
  }

  [[nodiscard]] Node pair_half(std::string_view op_type, std::string_view what,
                               std::vector<ValueId> inputs, ValueId output, int64_t axis) const {
    Node half;
    half.name = fmt::format("{}/{}", node_.name, what);
    half.op_type = op_type;
    half.opset = std::max(kOpsetWithAxis, graph_.opsets.at(""));
    half.inputs = std::move(inputs);
    half.outputs = {output};
    half.attributes["axis"] = axis;
    return half;
  }

  /// Weights of Conv have their channels on axis 0, those of MatMul and Gemm on the last; the other
  /// matrices of MatMul may have a scale for each row.
  [[nodiscard]] int64_t axis_of_scales(bool weights) const {
    const bool outermost = node_.op_type == "QLinearConv" || node_.int_attribute("transB", 0) != 0;
    if (node_.op_type == "QLinearMatMul" && !weights) return -2;
    return outermost ? 0 : -1;
  }

  void take_plain() {
    node_.inputs.push_back(peek(0));
    ++next_;
  }

  Status take_operand() {
    const ValueId codes = peek(0), scale = peek(1), zero_point = peek(2);
    if (codes == kNoValue) return fail(bad_input("an operand is missing"));
    if (scale == kNoValue) return fail(bad_input("a scale is missing"));
    next_ += 3;
    if (operand_type_ == ElementType::kUndefined)
      operand_type_ = graph_.value(zero_point == kNoValue ? codes : zero_point).type;
    scales_.push_back(scale);
    const std::string what = fmt::format("x{}", scales_.size());
    node_.inputs.push_back(invent(what));
    out_.push_back(pair_half("DequantizeLinear", what, {codes, scale, zero_point},
                             node_.inputs.back(), axis_of_scales(scales_.size() == 2)));
    return {};
  }

  Status take_output() {
    const ValueId scale = peek(0), zero_point = peek(1);
    if (scale == kNoValue) return fail(bad_input("a scale is missing"));
    next_ += 2;
    const ValueId codes = node_.outputs[0];
    node_.outputs[0] = invent("y");
    quantize_ = pair_half("QuantizeLinear", "y", {node_.outputs[0], scale, zero_point}, codes,
                          axis_of_scales(false));
    return {};
  }

  Status take_bias() {
    const ValueId id = peek(0);
    ++next_;
    if (id == kNoValue) return {};
    const Value& bias = graph_.value(id);
    if (bias.type != ElementType::kUndefined && bias.type != ElementType::kInt32)
      return fail(bad_input("the bias '" + bias.name + "' is not of codes")
                      .expected("int32")
                      .found(std::string(element_type_name(bias.type))));
    const ValueId scale = invent("bias_scale", bias_scale());
    node_.inputs.push_back(invent("b"));
    out_.push_back(pair_half("DequantizeLinear", "b", {id, scale}, node_.inputs.back(), -1));
    return {};
  }

  /// s_x * s_w[c], rounded to float32 once; of QGemm times alpha, which scales the whole sum
  /// (ONNX Runtime, ContribOperators.md: "scale = alpha / beta * a_scale * b_scale", beta is 1).
  [[nodiscard]] Tensor bias_scale() const {
    const bool gemm = node_.op_type == "QGemm";
    const double alpha = gemm ? static_cast<double>(node_.float_attribute("alpha", 1.0f)) : 1;
    const std::vector<double> x = to_doubles(*graph_.value(scales_[0]).constant);
    const Tensor& of_weights = *graph_.value(scales_[1]).constant;
    std::vector<float> product;
    for (const double w : to_doubles(of_weights))
      product.push_back(static_cast<float>(alpha * (x.empty() ? w : x[0] * w)));
    return Tensor::of<float>(of_weights.shape(), product);
  }

  Graph& graph_;
  UniqueNames& names_;
  Node node_;
  std::vector<ValueId> inputs_;
  std::vector<Node>& out_;
  size_t next_ = 0;
  std::vector<ValueId> scales_;  // of the operands
  ElementType operand_type_ = ElementType::kUndefined;
  std::optional<Node> quantize_;
};

}  // namespace

Status expand_qoperators(Graph& graph) {
  const auto expands = [&](const Node& node) {
    const QOperator* row = find_qoperator(node);
    return row != nullptr && has_constant_parameters(graph, node, *row);
  };
  if (std::ranges::none_of(graph.nodes, expands)) return {};
  UniqueNames names = names_of(graph);
  std::vector<Node> expanded;
  for (Node& node : std::exchange(graph.nodes, {})) {
    if (!expands(node)) {
      expanded.push_back(std::move(node));
      continue;
    }
    const std::string text = node.text();
    const QOperator& row = *find_qoperator(node);
    if (auto status = Expansion(graph, names, std::move(node), expanded).run(row); !status)
      return fail(std::move(status).error().in(text));
  }
  graph.nodes = std::move(expanded);
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
