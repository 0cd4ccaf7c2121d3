// SPDX-License-Identifier: Apache-2.0
#include "conformance/claims.h"

#include <algorithm>
#include <array>
#include <ranges>

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
    ShapeInput{"Dropout", 1},
    ShapeInput{"Dropout", 2},
    ShapeInput{"Expand", 1},
    ShapeInput{"Pad", 1},
    ShapeInput{"Pad", 3},
    ShapeInput{"Range", 0},
    ShapeInput{"Range", 1},
    ShapeInput{"Range", 2},
    ShapeInput{"Reshape", 1},
    ShapeInput{"ReduceL1", 1},
    ShapeInput{"ReduceL2", 1},
    ShapeInput{"ReduceLogSum", 1},
    ShapeInput{"ReduceLogSumExp", 1},
    ShapeInput{"ReduceMax", 1},
    ShapeInput{"ReduceMean", 1},
    ShapeInput{"ReduceMin", 1},
    ShapeInput{"ReduceProd", 1},
    ShapeInput{"ReduceSum", 1},
    ShapeInput{"ReduceSumSquare", 1},
    ShapeInput{"Resize", 1},
    ShapeInput{"Resize", 2},
    ShapeInput{"Resize", 3},
    ShapeInput{"Slice", 1},
    ShapeInput{"Slice", 2},
    ShapeInput{"Slice", 3},
    ShapeInput{"Slice", 4},
    ShapeInput{"Split", 1},
    ShapeInput{"Squeeze", 1},
    ShapeInput{"Tile", 1},
    ShapeInput{"TopK", 1},
    ShapeInput{"Unsqueeze", 1},
    ShapeInput{"Upsample", 1},
};

bool decides_shape(const std::string& op_type, size_t index) {
  return std::ranges::any_of(kShapeInputs, [&](const ShapeInput& row) {
    return row.op_type == op_type && row.index == index;
  });
}

}  // namespace

const std::set<std::string>& claimed_operators() {
  static const std::set<std::string> kClaimed = {"Abs",
                                                 "Acos",
                                                 "Acosh",
                                                 "Add",
                                                 "And",
                                                 "ArgMax",
                                                 "ArgMin",
                                                 "Asin",
                                                 "Asinh",
                                                 "Atan",
                                                 "Atanh",
                                                 "AveragePool",
                                                 "BatchNormalization",
                                                 "Cast",
                                                 "CastLike",
                                                 "Ceil",
                                                 "Celu",
                                                 "Clip",
                                                 "Concat",
                                                 "Constant",
                                                 "ConstantOfShape",
                                                 "Conv",
                                                 "ConvInteger",
                                                 "ConvTranspose",
                                                 "Cos",
                                                 "Cosh",
                                                 "DepthToSpace",
                                                 "DequantizeLinear",
                                                 "Div",
                                                 "Dropout",
                                                 "DynamicQuantizeLinear",
                                                 "Elu",
                                                 "Equal",
                                                 "Erf",
                                                 "Exp",
                                                 "Expand",
                                                 "Flatten",
                                                 "Floor",
                                                 "Gather",
                                                 "GatherElements",
                                                 "Gelu",
                                                 "Gemm",
                                                 "GlobalAveragePool",
                                                 "GlobalMaxPool",
                                                 "Greater",
                                                 "GreaterOrEqual",
                                                 "GroupNormalization",
                                                 "HardSigmoid",
                                                 "HardSwish",
                                                 "Identity",
                                                 "InstanceNormalization",
                                                 "IsInf",
                                                 "IsNaN",
                                                 "LRN",
                                                 "LayerNormalization",
                                                 "LeakyRelu",
                                                 "Less",
                                                 "LessOrEqual",
                                                 "Log",
                                                 "LogSoftmax",
                                                 "MatMul",
                                                 "MatMulInteger",
                                                 "Max",
                                                 "MaxPool",
                                                 "Mean",
                                                 "Min",
                                                 "Mish",
                                                 "Mul",
                                                 "Neg",
                                                 "Not",
                                                 "Or",
                                                 "PRelu",
                                                 "Pad",
                                                 "Pow",
                                                 "QLinearConv",
                                                 "QLinearMatMul",
                                                 "QuantizeLinear",
                                                 "RMSNormalization",
                                                 "Range",
                                                 "Reciprocal",
                                                 "ReduceL1",
                                                 "ReduceL2",
                                                 "ReduceLogSum",
                                                 "ReduceLogSumExp",
                                                 "ReduceMax",
                                                 "ReduceMean",
                                                 "ReduceMin",
                                                 "ReduceProd",
                                                 "ReduceSum",
                                                 "ReduceSumSquare",
                                                 "Relu",
                                                 "Reshape",
                                                 "Resize",
                                                 "Round",
                                                 "Selu",
                                                 "Shape",
                                                 "Sigmoid",
                                                 "Sign",
                                                 "Sin",
                                                 "Sinh",
                                                 "Size",
                                                 "Slice",
                                                 "Softmax",
                                                 "Softplus",
                                                 "Softsign",
                                                 "SpaceToDepth",
                                                 "Split",
                                                 "Sqrt",
                                                 "Squeeze",
                                                 "Sub",
                                                 "Sum",
                                                 "Swish",
                                                 "Tan",
                                                 "Tanh",
                                                 "ThresholdedRelu",
                                                 "Tile",
                                                 "TopK",
                                                 "Transpose",
                                                 "Unsqueeze",
                                                 "Upsample",
                                                 "Where",
                                                 "Xor",
                                                 "com.microsoft.DequantizeLinear",
                                                 "com.microsoft.Gelu",
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
  std::vector<bool> decides(graph.values.size());
  std::set<std::string> names;
  for (const Node& node : graph.nodes | std::views::reverse) {
    // What decides a shape follows from all that it is computed from, but for Shape and Size, which
    // are known with the shape of what they read.
    const bool computes_one = std::ranges::any_of(node.outputs, [&](ValueId id) {
      return id != kNoValue && decides[static_cast<size_t>(id)];
    });
    const bool by_shape = node.op_type == "Shape" || node.op_type == "Size";
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      if (node.inputs[i] == kNoValue) continue;
      if (!decides_shape(node.op_type, i) && (!computes_one || by_shape)) continue;
      decides[static_cast<size_t>(node.inputs[i])] = true;
      names.insert(graph.value(node.inputs[i]).name);
    }
  }
  return names;
}

}  // namespace npuscope::conformance
