// SPDX-License-Identifier: Apache-2.0
// Operators other than sums of products: what the rung "ort-x64" computes beside ONNX Runtime
// itself, with random and with related scales (which give ties), on codes as they stand and within
// a network, where it computes int8 as uint8.
#include <gtest/gtest.h>

#include <random>

#include "mlas_fixture.h"
#include "runtimes/runtime_list.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using Attributes = std::map<std::string, AttributeValue, std::less<>>;

constexpr int kLayerSets = 9;  // of scales and zero points for each type and surrounding
const Shape kAllCodes = {1, 4, 8, 8};

struct QuantizedLayer {
  std::string name;
  std::vector<Shape> inputs = {kAllCodes};
  Attributes attributes = {};
  std::vector<std::pair<std::string, Tensor>> constants = {};  ///< inputs behind the others
  int opset = 13;
};

struct Quantized {
  float scale = 1;
  int zero_point = 0;
};

/// Of the inputs, then of the result.
using Parameters = std::vector<Quantized>;

enum class Surrounding { kCodes, kNetwork };

Tensor zero_point_of(const Quantized& q, ElementType type) {
  Tensor zero_point = Tensor::zeros(type, {});
  zero_point.mutable_values<uint8_t>()[0] = static_cast<uint8_t>(q.zero_point);
  return zero_point;
}

std::string input_name(size_t i) { return "x" + std::to_string(i); }

/// The operator between pairs, its inputs and result codes, or floats that are quantized first and
/// dequantized behind.
Graph network(const QuantizedLayer& o, const Parameters& parameters, ElementType type,
              Surrounding surrounding) {
  testing_support::GraphBuilder b(o.opset);
  const bool within = surrounding == Surrounding::kNetwork;
  std::vector<std::string> operands;
  for (size_t i = 0; i <= o.inputs.size(); ++i) {
    const std::string name = i < o.inputs.size() ? input_name(i) : "y";
    b.constant(name + ".scale", Tensor::scalar(parameters[i].scale));
    b.constant(name + ".zero", zero_point_of(parameters[i], type));
  }
  for (size_t i = 0; i < o.inputs.size(); ++i) {
    const std::string name = input_name(i);
    b.input(name, o.inputs[i], within ? ElementType::kFloat32 : type);
    const std::string codes = within ? name + ".codes" : name;
    if (within) b.node("QuantizeLinear", {name, name + ".scale", name + ".zero"}, {codes});
    b.node("DequantizeLinear", {codes, name + ".scale", name + ".zero"}, {name + ".real"});
    operands.push_back(name + ".real");
  }
  for (const auto& [name, tensor] : o.constants) {
    if (!name.empty()) b.constant(name, tensor);
    operands.push_back(name);
  }
  b.node(o.name, operands, {"y.real"}, o.attributes);
  b.node("QuantizeLinear", {"y.real", "y.scale", "y.zero"}, {"y"});
  if (!within) return b.output("y", type).build();
  b.node("DequantizeLinear", {"y", "y.scale", "y.zero"}, {"result"});
  Graph graph = b.output("result", ElementType::kFloat32).build();
  for (const Node& node : graph.nodes)
    if (is_quantize(node)) graph.value(node.outputs[0]).type = type;
  return graph;
}

/// Every code in turn, or codes at random.
Tensor codes(const Shape& shape, ElementType type, bool all, std::mt19937& random) {
  Tensor tensor = Tensor::zeros(type, shape);
  const auto bytes = tensor.mutable_values<uint8_t>();
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(all ? i : random());
  return tensor;
}

/// In half of the sets the scales are small multiples of each other, in every third all are one.
Parameters choose_parameters(size_t inputs, int set, ElementType type, std::mt19937& random) {
  const auto scale = [&] { return 0.004F + 0.000008F * static_cast<float>(random() % 10000); };
  Parameters parameters(inputs + 1);
  const float common = scale();
  for (Quantized& q : parameters) {
    q.scale = set % 2 == 0 ? scale() : common * static_cast<float>(1 + random() % 6) / 2;
    q.zero_point = static_cast<int>(random() % 256) - (type == ElementType::kInt8 ? 128 : 0);
    if (set % 3 == 2) q = parameters[0];
  }
  return parameters;
}

Tensor as_reals(const Tensor& codes, const Quantized& q) {
  return dequantize(codes, {codes.type(), {q.scale}, {q.zero_point}, -1});
}

class MlasOperatorsTest : public testing_support::MlasFixture {
 protected:
  using MlasFixture::differing;

  /// How many codes ONNX Runtime makes otherwise, of all sets of scales.
  size_t differing(const QuantizedLayer& o, ElementType type, Surrounding surrounding,
                   const Arithmetic& arithmetic) {
    std::mt19937 random(1);
    size_t count = 0;
    for (int set = 0; set < kLayerSets; ++set) {
      const Parameters parameters = choose_parameters(o.inputs.size(), set, type, random);
      std::vector<Tensor> inputs;
      for (size_t i = 0; i < o.inputs.size(); ++i) {
        inputs.push_back(codes(o.inputs[i], type, o.inputs[i] == kAllCodes, random));
        if (surrounding == Surrounding::kNetwork)
          inputs.back() = as_reals(inputs.back(), parameters[i]);
      }
      count += differing(network(o, parameters, type, surrounding), inputs, arithmetic);
    }
    return count;
  }
  /// The same of all types and surroundings.
  size_t differing(const QuantizedLayer& o, const Arithmetic& arithmetic) {
    size_t count = 0;
    for (const ElementType type : {ElementType::kUint8, ElementType::kInt8})
      for (const Surrounding surrounding : {Surrounding::kCodes, Surrounding::kNetwork})
        count += differing(o, type, surrounding, arithmetic);
    return count;
  }

  void expect_onnx_runtimes(const std::vector<QuantizedLayer>& layers) {
    const auto own = make_runtime_arithmetic(ort_x64_rules());
    for (const QuantizedLayer& layer : layers) EXPECT_EQ(differing(layer, *own), 0U) << layer.name;
  }
};

using Ints = std::vector<int64_t>;
const Shape kPlanes = {2, 5, 11, 13};
const Tensor kSlopes = Tensor::of<float>({4, 1, 1}, std::vector<float>{0.25F, 0.1F, -0.5F, 0.03F});

TEST_F(MlasOperatorsTest, MeansOfWindowsAreOnnxRuntimes) {
  const Ints three = {3, 3}, around = {1, 1, 1, 1};
  expect_onnx_runtimes(
      {{"AveragePool", {kPlanes}, {{"kernel_shape", three}}},
       {"AveragePool", {kPlanes}, {{"kernel_shape", Ints{2, 2}}, {"strides", Ints{2, 2}}}},
       {"AveragePool", {kPlanes}, {{"kernel_shape", three}, {"pads", around}}},
       {"AveragePool",
        {kPlanes},
        {{"kernel_shape", three}, {"pads", around}, {"count_include_pad", int64_t{1}}}},
       {"AveragePool", {{2, 5, 40}}, {{"kernel_shape", Ints{4}}}}});
}

TEST_F(MlasOperatorsTest, MeansOfImagesAreOnnxRuntimes) {
  expect_onnx_runtimes({{"GlobalAveragePool", {kPlanes}},
                        {"GlobalAveragePool", {{2, 64, 8, 8}}},
                        {"AveragePool", {{2, 64, 8, 8}}, {{"kernel_shape", Ints{8, 8}}}}});
}

TEST_F(MlasOperatorsTest, MeansOverFirstAndLastAxesAreOnnxRuntimes) {
  expect_onnx_runtimes({{"ReduceMean", {kPlanes}, {{"axes", Ints{2, 3}}}},
                        {"ReduceMean", {{2, 64, 8, 8}}, {{"axes", Ints{2, 3}}}},
                        {"ReduceMean", {kPlanes}, {{"axes", Ints{3}}, {"keepdims", int64_t{0}}}},
                        {"ReduceMean", {{16, 200}}, {{"axes", Ints{0}}}}});
}

TEST_F(MlasOperatorsTest, FunctionsOfOneNumberAreOnnxRuntimes) {
  std::vector<QuantizedLayer> layers = {{"LeakyRelu", {kAllCodes}, {{"alpha", 0.125F}}},
                                        {"PRelu", {kAllCodes}, {}, {{"slope", kSlopes}}},
                                        {"HardSwish", {kAllCodes}, {}, {}, 14},
                                        {"Gelu", {kAllCodes}, {}, {}, 20}};
  for (const std::string name :
       {"Abs", "Atan", "Celu", "Elu", "Erf", "Exp", "HardSigmoid", "LeakyRelu", "Log", "Neg",
        "Reciprocal", "Relu", "Selu", "Sigmoid", "Softplus", "Softsign", "Sqrt", "Tanh"})
    layers.push_back({name});
  const Tensor low = Tensor::scalar(-0.7F), high = Tensor::scalar(1.3F);
  layers.push_back({"Clip", {kAllCodes}, {}, {{"low", low}, {"high", high}}});
  expect_onnx_runtimes(layers);
}

TEST_F(MlasOperatorsTest, FunctionsOfSeveralNumbersAreOnnxRuntimes) {
  std::vector<QuantizedLayer> layers = {{"Sub", {kPlanes, {5, 1, 1}}},
                                        {"Sum", {kPlanes, kPlanes, kPlanes}},
                                        {"Add", {kAllCodes}, {}, {{"constant", kSlopes}}},
                                        {"Mul", {kAllCodes}, {}, {{"constant", kSlopes}}}};
  for (const std::string name : {"Add", "Div", "Max", "Mean", "Min", "Mul", "Sub"})
    layers.push_back({name, {kPlanes, kPlanes}});
  expect_onnx_runtimes(layers);
}

TEST_F(MlasOperatorsTest, MovesToAnotherScaleAreOnnxRuntimes) {
  const Tensor pads = Tensor::of<int64_t>({8}, Ints{0, 0, 1, 1, 0, 0, 1, 1});
  const Tensor scales = Tensor::of<float>({4}, std::vector<float>{1, 1, 2, 1.3F});
  const Shape first = {1, 3, 16, 16}, second = {1, 2, 16, 16};
  expect_onnx_runtimes(
      {{"Concat", {first, second, first}, {{"axis", int64_t{1}}}},
       {"MaxPool", {kPlanes}, {{"kernel_shape", Ints{3, 3}}}},
       {"Pad", {kPlanes}, {}, {{"pads", pads}, {"fill", Tensor::scalar(0.033F)}}},
       {"ReduceMax", {kPlanes}, {{"axes", Ints{2}}}},
       {"Resize", {kPlanes}, {{"mode", std::string("linear")}}, {{"", {}}, {"scales", scales}}},
       {"Transpose", {kPlanes}, {{"perm", Ints{0, 2, 3, 1}}}}});
}

TEST_F(MlasOperatorsTest, SoftmaxIsOnnxRuntimes) {
  expect_onnx_runtimes({{"Softmax", {{8, 32}}},
                        {"Softmax", {{1, 3}}},
                        {"Softmax", {{4, 3, 8, 8}}, {{"axis", int64_t{1}}}},
                        {"Softmax", {{4, 3, 8, 8}}, {{"axis", int64_t{2}}}, {}, 11}});
}

TEST_F(MlasOperatorsTest, ExactIntegersAreToldApart) {
  const std::vector<QuantizedLayer> layers = {
      {"AveragePool", {{2, 5, 40}}, {{"kernel_shape", Ints{4}}}},
      {"Concat", {kPlanes, kPlanes}, {{"axis", int64_t{1}}}},
      {"LeakyRelu"},
      {"Softmax", {{8, 32}}},
      {"Sub", {kPlanes, kPlanes}}};
  for (const QuantizedLayer& layer : layers)
    EXPECT_GT(differing(layer, exact_arithmetic()), 0U) << layer.name;
}

}  // namespace
}  // namespace npuscope
