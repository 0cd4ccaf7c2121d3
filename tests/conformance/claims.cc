// SPDX-License-Identifier: Apache-2.0
#include "conformance/claims.h"

#include <algorithm>
#include <array>

#include "kernels/operator.h"

namespace npuscope::conformance {
namespace {

std::string full_name(std::string_view op_type, std::string_view domain) {
  const bool standard = domain.empty() || domain == "ai.onnx";
  return standard ? std::string(op_type) : std::string(domain) + "." + std::string(op_type);
}

struct ShapeInput {
  std::string_view op_type;
  size_t index;
};

constexpr std::array kShapeInputs = {
    ShapeInput{"ConstantOfShape", 0},
    ShapeInput{"Expand", 1},
    ShapeInput{"Pad", 1},
    ShapeInput{"Pad", 3},
    ShapeInput{"Reshape", 1},
    ShapeInput{"ReduceMean", 1},
    ShapeInput{"Slice", 1},
    ShapeInput{"Slice", 2},
    ShapeInput{"Slice", 3},
    ShapeInput{"Slice", 4},
    ShapeInput{"Squeeze", 1},
    ShapeInput{"Unsqueeze", 1},
};

bool decides_shape(const std::string& op_type, size_t index) {
  return std::ranges::any_of(kShapeInputs, [&](const ShapeInput& row) {
    return row.op_type == op_type && row.index == index;
  });
}

}  // namespace

const std::set<std::string>& claimed_operators() {
  static const std::set<std::string> kClaimed = {"Abs",
                                                 "Add",
                                                 "AveragePool",
                                                 "BatchNormalization",
                                                 "Cast",
                                                 "CastLike",
                                                 "Clip",
                                                 "Concat",
                                                 "Constant",
                                                 "ConstantOfShape",
                                                 "Conv",
                                                 "ConvInteger",
                                                 "ConvTranspose",
                                                 "DequantizeLinear",
                                                 "Div",
                                                 "DynamicQuantizeLinear",
                                                 "Exp",
                                                 "Expand",
                                                 "Flatten",
                                                 "Floor",
                                                 "Gather",
                                                 "Gemm",
                                                 "GlobalAveragePool",
                                                 "GlobalMaxPool",
                                                 "HardSigmoid",
                                                 "HardSwish",
                                                 "Identity",
                                                 "LeakyRelu",
                                                 "MatMul",
                                                 "MatMulInteger",
                                                 "MaxPool",
                                                 "Mul",
                                                 "Neg",
                                                 "PRelu",
                                                 "Pad",
                                                 "QLinearConv",
                                                 "QLinearMatMul",
                                                 "QuantizeLinear",
                                                 "ReduceMean",
                                                 "Relu",
                                                 "Reshape",
                                                 "Shape",
                                                 "Sigmoid",
                                                 "Slice",
                                                 "Softmax",
                                                 "Sqrt",
                                                 "Squeeze",
                                                 "Sub",
                                                 "Tanh",
                                                 "Transpose",
                                                 "Unsqueeze",
                                                 "com.microsoft.DequantizeLinear",
                                                 "com.microsoft.QuantizeLinear"};
  return kClaimed;
}

std::vector<std::string> operators_of(const OnnxModel& model) {
  std::set<std::string> names;
  for (const OnnxNode& node : model.nodes) names.insert(full_name(node.op_type, node.domain));
  return {names.begin(), names.end()};
}

bool is_claimed(const std::vector<std::string>& operators) {
  return std::ranges::all_of(
      operators, [](const std::string& name) { return claimed_operators().contains(name); });
}

std::vector<std::string> unclaimed_operators_of_the_program() {
  std::vector<std::string> names;
  for (const Operator& op : all_operators()) {
    const std::string name = full_name(op.op_type, op.domain);
    if (!claimed_operators().contains(name)) names.push_back(name);
  }
  return names;
}

std::set<std::string> shape_inputs_of(const Graph& graph) {
  std::set<std::string> names;
  for (const Node& node : graph.nodes)
    for (size_t i = 0; i < node.inputs.size(); ++i)
      if (node.inputs[i] != kNoValue && decides_shape(node.op_type, i))
        names.insert(graph.value(node.inputs[i]).name);
  return names;
}

}  // namespace npuscope::conformance
