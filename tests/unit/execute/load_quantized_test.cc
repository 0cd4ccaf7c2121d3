// SPDX-License-Identifier: Apache-2.0
// The ways in which files say that a network is quantized: each is loaded, and runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "execute/executor.h"
#include "execute/model.h"
#include "support/graph_builder.h"
#include "support/onnx_bytes.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using NamedGraph = testing_support::GraphBuilder;
using testing_support::OnnxBytes;

Model loaded(const std::string& bytes) {
  const test::ScratchFolder folder;
  folder.write("net.onnx", bytes);
  auto model = load_model(folder.path() / "net.onnx");
  EXPECT_TRUE(model) << model.error().message();
  return model ? *std::move(model) : Model();
}

/// The network's only output for one input of floats with the input's shape.
std::vector<double> run(const Model& model, const std::vector<float>& x) {
  const auto executor = Executor::create(model.graph, exact_arithmetic());
  EXPECT_TRUE(executor) << executor.error().message();
  if (!executor) return {};
  const Value& input = model.graph.value(model.graph.inputs.at(0));
  const Tensor tensor = Tensor::of<float>(*input.shape, std::span(x));
  const auto outputs = executor->run(std::span(&tensor, 1));
  EXPECT_TRUE(outputs) << outputs.error().message();
  return outputs ? to_doubles(outputs->at(0)) : std::vector<double>();
}

/// x -> Q -> DQ -> Relu -> Q -> DQ -> y with this zero point and scales of 1/4.
NamedGraph relu_between(const Tensor& zero_point) {
  return NamedGraph(21)
      .input("x", {1, 4})
      .constant("s", Tensor::scalar(0.25f))
      .constant("z", zero_point)
      .node("QuantizeLinear", {"x", "s", "z"}, {"xq"})
      .node("DequantizeLinear", {"xq", "s", "z"}, {"xd"})
      .node("Relu", {"xd"}, {"r"})
      .node("QuantizeLinear", {"r", "s", "z"}, {"rq"})
      .node("DequantizeLinear", {"rq", "s", "z"}, {"y"})
      .output("y", ElementType::kFloat32);
}

TEST(LoadQuantized, CodesThatTwoNodesReadDifferentlyAreReadAsEachSays) {
  NamedGraph b(13);
  b.input("x", {1, 4}).quantize("x", "q", 0.5f).dequantize("q", "d", 0.5f);
  b.quantize("d", "r", 0.25f).dequantize("r", "e", 0.75f);
  const Model model = loaded(test::write_onnx(b.node("Relu", {"e"}, {"y"}).output("y").build()));
  // 1, -1, 2, 1/2 in quarters: 4, -4, 8, 2; these times 3/4
  EXPECT_THAT(run(model, {1, -1, 2, 0.3f}), ElementsAre(3, 0, 6, 1.5));
}

TEST(LoadQuantized, NodesOfHalfPrecisionComputeInHalfPrecision) {
  const auto half = [](uint16_t bits) {
    Tensor tensor = Tensor::zeros(ElementType::kFloat16, {});
    tensor.mutable_values<uint16_t>()[0] = bits;
    return tensor;
  };
  NamedGraph b(19);
  b.input("x", {1, 2});
  b.constant("s", half(0x3800)).constant("z", Tensor::scalar(int8_t{0}));  // 1/2
  b.constant("one", half(0x3c00));
  b.node("Cast", {"x"}, {"h"}, {{"to", int64_t{10}}});
  b.node("QuantizeLinear", {"h", "s", "z"}, {"q"}).node("DequantizeLinear", {"q", "s", "z"}, {"d"});
  b.node("Add", {"d", "one"}, {"y"}).output("y");
  Graph graph = b.build();
  for (const char* name : {"h", "d", "y"})
    graph.value(graph.find_value(name)).type = ElementType::kFloat16;
  graph.value(graph.find_value("q")).type = ElementType::kInt8;
  EXPECT_THAT(run(loaded(test::write_onnx(graph)), {1.3f, -0.5f}), ElementsAre(2.5, 0.5));
}

TEST(LoadQuantized, AScaleMayBeACopyOfAConstant) {
  NamedGraph b(13);
  b.input("x", {1, 2}).constant("s", Tensor::scalar(0.5f)).constant("z", Tensor::scalar(int8_t{0}));
  b.node("Identity", {"s"}, {"copy"}).quantize("x", "q", 0.5f);
  b.node("QLinearSigmoid", {"q", "copy", "z", "s", "z"}, {"y"}, {}, "com.microsoft");
  Graph graph = b.output("y").build();
  graph.value(graph.find_value("y")).type = ElementType::kInt8;
  const Model model = loaded(test::write_onnx(graph));
  EXPECT_EQ(model.kind, ModelKind::kQoperator);
  EXPECT_THAT(run(model, {0, 100}), ElementsAre(1, 2));
}

struct CodeType {
  ElementType type;
  double largest;
};

class QdqOfType : public testing::TestWithParam<CodeType> {};

TEST_P(QdqOfType, ComputesOnCodes) {
  Graph graph = relu_between(Tensor::zeros(GetParam().type, {})).build();
  for (const char* name : {"xq", "rq"}) graph.value(graph.find_value(name)).type = GetParam().type;
  const Model model = loaded(test::write_onnx(graph));
  EXPECT_EQ(model.kind, ModelKind::kQdq);
  EXPECT_TRUE(model.float_islands.empty());
  const ValueId r = model.graph.find_value("r");
  ASSERT_NE(r, kNoValue);
  EXPECT_EQ(model.graph.value(r).quantization->type, GetParam().type);
  const double largest = GetParam().largest / 4;
  EXPECT_THAT(run(model, {-1, 0.3f, 0.5f, 100}),
              ElementsAre(0, 0.25, std::min(0.5, largest), std::min(100.0, largest)));
}

INSTANTIATE_TEST_SUITE_P(
    Codes, QdqOfType,
    testing::Values(CodeType{ElementType::kInt16, 32767}, CodeType{ElementType::kUint16, 65535},
                    CodeType{ElementType::kInt8, 127}, CodeType{ElementType::kUint8, 255},
                    CodeType{ElementType::kInt4, 7}, CodeType{ElementType::kUint4, 15},
                    CodeType{ElementType::kInt2, 1}, CodeType{ElementType::kUint2, 3}),
    [](const auto& tested) { return std::string(element_type_name(tested.param.type)); });

TEST(LoadQuantized, WeightsMayHaveAScalePerChannel) {
  NamedGraph b;
  b.input("x", {1, 1, 1, 1}).quantize("x", "xq", 0.5f).dequantize("xq", "xd", 0.5f);
  b.constant<int8_t>("w", {2, 1, 1, 1}, {2, 3});
  b.constant<float>("ws", {2}, {0.5f, 0.25f}).constant<int8_t>("wz", {2}, {0, 0});
  b.node("DequantizeLinear", {"w", "ws", "wz"}, {"wd"}, {{"axis", int64_t{0}}});
  b.node("Conv", {"xd", "wd"}, {"c"}).quantize("c", "cq", 0.25f).dequantize("cq", "y", 0.25f);
  const Model model = loaded(test::write_onnx(b.output("y", ElementType::kFloat32).build()));
  EXPECT_TRUE(model.float_islands.empty());
  EXPECT_TRUE(model.graph.value(model.graph.find_value("w")).quantization->per_channel());
  EXPECT_THAT(run(model, {3}), ElementsAre(3, 2.25));
}

/// x -> codes -> `op_type` of com.microsoft -> y, all with scales of 1/2.
Graph microsoft_add() {
  NamedGraph b;
  b.input("x", {1, 2}).quantize("x", "q", 0.5f);
  b.constant("s", Tensor::scalar(0.5f)).constant("z", Tensor::scalar(int8_t{0}));
  b.node("QLinearAdd", {"q", "s", "z", "q", "s", "z", "s", "z"}, {"a"}, {}, "com.microsoft");
  b.dequantize("a", "y", 0.5f).output("y", ElementType::kFloat32);
  Graph graph = b.build();
  graph.value(graph.find_value("a")).type = ElementType::kInt8;
  graph.opsets["com.microsoft"] = 1;
  return graph;
}

TEST(LoadQuantized, OperatorsOfMicrosoftsDomainAreThoseOfOnnxOnCodes) {
  const Model model = loaded(test::write_onnx(microsoft_add()));
  EXPECT_EQ(model.kind, ModelKind::kQoperator);
  EXPECT_TRUE(std::ranges::any_of(model.graph.nodes,
                                  [](const Node& node) { return node.op_type == "Add"; }));
  EXPECT_THAT(run(model, {1, -3}), ElementsAre(2, -6));
}

std::vector<std::string> operators(const Model& model) {
  std::vector<std::string> result;
  for (const Node& node : model.graph.nodes) result.push_back(node.op_type);
  return result;
}

/// A graph whose values `codes` are int8.
std::string written(NamedGraph b, std::initializer_list<const char*> codes) {
  Graph graph = b.build();
  graph.opsets["com.microsoft"] = 1;
  for (const char* name : codes) graph.value(graph.find_value(name)).type = ElementType::kInt8;
  return test::write_onnx(graph);
}

/// x -> codes q of scale 1/2, to be read under the scales "s" (1/2) and "t" (1/4).
NamedGraph codes_of_two_scales() {
  NamedGraph b;
  b.input("x", {1, 2}).quantize("x", "q", 0.5f).constant("z", Tensor::scalar(int8_t{0}));
  return b.constant("s", Tensor::scalar(0.5f)).constant("t", Tensor::scalar(0.25f));
}

TEST(LoadQuantized, OperatorsThatMoveCodesHandOnWhatTheyStandFor) {
  NamedGraph b = codes_of_two_scales();
  b.node("QLinearAdd", {"q", "s", "z", "q", "s", "z", "s", "z"}, {"a"}, {}, "com.microsoft");
  b.node("Transpose", {"a"}, {"t1"}).node("Flatten", {"t1"}, {"t2"}).dequantize("t2", "y", 0.5f);
  const Model model = loaded(written(b.output("y", ElementType::kFloat32), {"a", "t1", "t2"}));
  EXPECT_THAT(operators(model),
              ElementsAre("QuantizeLinear", "Add", "Transpose", "Flatten", "DequantizeLinear"));
  for (const char* name : {"a", "t1", "t2"})
    EXPECT_TRUE(model.graph.value(model.graph.find_value(name)).quantization) << name;
  EXPECT_TRUE(model.float_islands.empty());
  EXPECT_THAT(run(model, {1, -3}), ElementsAre(2, -6));
}

TEST(LoadQuantized, PartsOfASplitKeepTheirMeaningOrGetTheirOwn) {
  NamedGraph b;
  b.input("x", {1, 3}).quantize("x", "q", 0.5f).dequantize("q", "d", 0.5f);
  b.constant<int64_t>("sizes", {2}, {1, 2})
      .node("Split", {"d", "sizes"}, {"a", "b"}, {{"axis", int64_t{1}}});
  b.quantize("a", "aq", 0.5f).dequantize("aq", "y", 0.5f).output("y", ElementType::kFloat32);
  b.quantize("b", "bq", 2.0f).dequantize("bq", "z", 2.0f).output("z", ElementType::kFloat32);
  const Model model = loaded(test::write_onnx(b.build()));
  EXPECT_TRUE(model.float_islands.empty());
  const Executor executor = *Executor::create(model.graph, exact_arithmetic());
  const Tensor x = Tensor::of<float>({1, 3}, std::vector<float>{1.5f, 3, 5});
  const auto outputs = executor.run(std::span(&x, 1));
  ASSERT_TRUE(outputs) << outputs.error().message();
  EXPECT_THAT(to_doubles(outputs->at(0)), ElementsAre(1.5));
  EXPECT_THAT(to_doubles(outputs->at(1)), ElementsAre(4, 4)) << "3 / 2 and 5 / 2 to the even code";
}

TEST(LoadQuantized, ASplitOfCodesHandsOnWhatTheyStandFor) {
  NamedGraph b = codes_of_two_scales();
  b.node("Split", {"q"}, {"a", "b"}, {{"axis", int64_t{1}}});
  b.node("QLinearAdd", {"a", "s", "z", "b", "s", "z", "s", "z"}, {"c"}, {}, "com.microsoft");
  b.dequantize("c", "y", 0.5f).output("y", ElementType::kFloat32);
  const Model model = loaded(written(b, {"a", "b", "c"}));
  for (const char* name : {"q", "a", "b", "c"})
    EXPECT_TRUE(model.graph.value(model.graph.find_value(name)).quantization) << name;
  EXPECT_TRUE(model.float_islands.empty());
  EXPECT_THAT(run(model, {1, -3}), ElementsAre(-2));
}

TEST(LoadQuantized, AQLinearWhereChoosesCodesByItsCondition) {
  NamedGraph b = codes_of_two_scales();
  b.constant("c", Tensor::scalar(0.0f)).node("Greater", {"x", "c"}, {"which"});
  b.node("QLinearWhere", {"which", "q", "s", "z", "q", "t", "z", "t", "z"}, {"w"}, {},
         "com.microsoft");
  b.dequantize("w", "y", 0.25f).output("y", ElementType::kFloat32);
  Graph graph = b.build();
  graph.value(graph.find_value("which")).type = ElementType::kBool;
  graph.opsets["com.microsoft"] = 1;
  graph.value(graph.find_value("w")).type = ElementType::kInt8;
  const Model model = loaded(test::write_onnx(graph));
  EXPECT_THAT(run(model, {1, -3}), ElementsAre(1, -1.5)) << "2 halves, and -6 quarters";
}

TEST(LoadQuantized, ThePositionOfTheLargestCodeSaysNothingOfTheCodes) {
  NamedGraph b = codes_of_two_scales();
  b.node("ArgMax", {"q"}, {"p"}, {{"axis", int64_t{1}}}).dequantize("q", "y", 0.5f);
  Graph graph = b.output("p", ElementType::kInt64).output("y", ElementType::kFloat32).build();
  const Model model = loaded(test::write_onnx(graph));
  EXPECT_TRUE(model.graph.value(model.graph.find_value("q")).quantization);
  EXPECT_THAT(run(model, {1, 3}), ElementsAre(1));
}

TEST(LoadQuantized, CodesThatMoveToAnotherMeaningStayWhatTheyAre) {
  NamedGraph b = codes_of_two_scales();
  b.node("Transpose", {"q"}, {"t1"}).dequantize("t1", "y", 0.25f, 1);
  const Model model = loaded(written(b.output("y", ElementType::kFloat32), {"t1"}));
  EXPECT_FALSE(model.graph.value(model.graph.find_value("q")).quantization);
  EXPECT_THAT(run(model, {1, -3}), ElementsAre(0.25, -1.75)) << "(2 - 1) / 4, (-6 - 1) / 4";
}

TEST(LoadQuantized, CodesOfTwoScalesInOneConcatStayWhatTheyAre) {
  NamedGraph b = codes_of_two_scales();
  b.quantize("x", "p", 0.25f).node("Concat", {"q", "p"}, {"c"}, {{"axis", int64_t{1}}});
  b.dequantize("c", "y", 1.0f);
  const Model model = loaded(written(b.output("y", ElementType::kFloat32), {"c"}));
  EXPECT_THAT(run(model, {1, -3}), ElementsAre(2, -6, 4, -12));
}

TEST(LoadQuantized, ATensorThatNodesReadUnderTwoScalesStaysPlainNumbers) {
  NamedGraph b = codes_of_two_scales();
  b.node("QLinearAdd", {"q", "s", "z", "q", "t", "z", "s", "z"}, {"a"}, {}, "com.microsoft");
  const Model model =
      loaded(written(b.dequantize("a", "y", 0.5f).output("y", ElementType::kFloat32), {"a"}));
  EXPECT_FALSE(model.float_islands.empty());
  EXPECT_THAT(run(model, {1, -3}), ElementsAre(1.5, -4.5));
}

TEST(LoadQuantized, AConstantThatQlinearNodesReadUnderTwoScalesIsCopied) {
  NamedGraph b = codes_of_two_scales();
  b.constant<int8_t>("w", {2, 1}, {1, 2}).constant<int8_t>("v", {1, 1}, {4});
  b.node("QLinearMatMul", {"q", "s", "z", "w", "s", "z", "s", "z"}, {"m"});
  b.node("QLinearAdd", {"m", "s", "z", "v", "s", "z", "s", "z"}, {"n"}, {}, "com.microsoft");
  b.node("QLinearAdd", {"n", "s", "z", "v", "t", "z", "s", "z"}, {"o"}, {}, "com.microsoft");
  const Model model = loaded(
      written(b.dequantize("o", "y", 0.5f).output("y", ElementType::kFloat32), {"m", "n", "o"}));
  EXPECT_TRUE(model.float_islands.empty());
  EXPECT_THAT(run(model, {1, 3}), ElementsAre(6.5)) << "1 * 0.5 + 3 * 1 = 3.5; + 2; + 1";
}

TEST(LoadQuantized, QGemmScalesProductAndBiasByAlphaWhateverItsResult) {
  for (const bool quantized : {false, true}) {
    NamedGraph b = codes_of_two_scales();
    b.constant<int8_t>("w", {2, 1}, {1, 2}).constant<int32_t>("c", {1}, {6});
    std::vector<std::string> inputs = {"q", "s", "z", "w", "s", "z", "c"};
    if (quantized) inputs.insert(inputs.end(), {"s", "z"});
    const std::string result = quantized ? "m" : "y";
    b.node("QGemm", inputs, {result}, {{"alpha", 0.5f}}, "com.microsoft");
    if (quantized) b.dequantize("m", "y", 0.5f);
    b.output("y", ElementType::kFloat32);
    const Model model = loaded(quantized ? written(b, {"m"}) : written(b, {}));
    EXPECT_THAT(run(model, {1, 2}), ElementsAre(2)) << "(2 + 4 * 2 + 6) / 2 / 4";
  }
}

TEST(LoadQuantized, ACastOfCodesSeesTheCodes) {
  NamedGraph b = codes_of_two_scales();
  b.dequantize("q", "d", 0.5f).node("Cast", {"q"}, {"c"}, {{"to", int64_t{1}}});
  b.node("Add", {"d", "c"}, {"y"}).output("y", ElementType::kFloat32);
  EXPECT_THAT(run(loaded(written(b, {})), {1, -3}), ElementsAre(3, -9));
}

TEST(LoadQuantized, AReshapedTensorMayHaveReadersOfSeveralKinds) {
  for (const char* second : {"another scale", "float"}) {
    NamedGraph b = codes_of_two_scales();
    b.dequantize("q", "d", 0.5f).node("Transpose", {"d"}, {"r"}).quantize("r", "r2", 0.25f);
    b.dequantize("r2", "y2", 0.25f);
    if (second == std::string("float"))
      b.node("Sigmoid", {"r"}, {"y3"});
    else
      b.quantize("r", "r3", 1.0f).dequantize("r3", "y3", 1.0f);
    b.output("y2", ElementType::kFloat32).output("y3", ElementType::kFloat32);
    const Model model = loaded(written(b, {}));
    EXPECT_THAT(run(model, {1, -3}), ElementsAre(1, -3)) << second;
  }
}

/// Codes of x (scale 1/2) times a column, by QLinearMatMul; its scales come from `scale`.
NamedGraph qlinear_matmul(NamedGraph b, const std::string& scale) {
  b.constant("z", Tensor::scalar(int8_t{0})).constant<int8_t>("w", {2, 1}, {1, 2});
  b.node("QLinearMatMul", {"q", scale, "z", "w", scale, "z", scale, "z"}, {"m"});
  return b.node("Cast", {"m"}, {"y"}, {{"to", int64_t{1}}}).output("y", ElementType::kFloat32);
}

std::string with_codes(NamedGraph b) {
  Graph graph = b.build();
  graph.value(graph.find_value("m")).type = ElementType::kInt8;
  return test::write_onnx(graph);
}

TEST(LoadQuantized, ScalesMayBeConstantNodes) {
  NamedGraph b;
  b.input("x", {1, 2}).quantize("x", "q", 0.5f);
  b.node("Constant", {}, {"s"}, {{"value_float", 0.5f}});
  const Model model = loaded(with_codes(qlinear_matmul(b, "s")));
  EXPECT_EQ(model.kind, ModelKind::kQoperator);
  EXPECT_EQ(model.graph.nodes.at(1).op_type, "MatMul");
}

TEST(LoadQuantized, ScalesThatAreComputedMakeTheFileDynamic) {
  NamedGraph b;
  b.input("x", {1, 2}).quantize("x", "q", 0.5f);
  b.node("ReduceMean", {"x"}, {"s"}, {{"keepdims", int64_t{0}}});
  const Model model = loaded(with_codes(qlinear_matmul(b, "s")));
  EXPECT_EQ(model.kind, ModelKind::kDynamic);
  EXPECT_EQ(model.graph.nodes.at(2).op_type, "QLinearMatMul");
  EXPECT_THAT(run(model, {1, 3}), ElementsAre(28)) << "(2 * 1 + 6 * 2) * 2 * 2 / 2";
}

TEST(LoadQuantized, DynamicQuantizationRunsAndIsFlagged) {
  NamedGraph b;
  b.input("x", {1, 2}).node("DynamicQuantizeLinear", {"x"}, {"q", "s", "z"});
  b.node("DequantizeLinear", {"q", "s", "z"}, {"y"}).output("y", ElementType::kFloat32);
  Graph graph = b.build();
  for (const char* name : {"q", "z"})
    graph.value(graph.find_value(name)).type = ElementType::kUint8;
  const Model model = loaded(test::write_onnx(graph));
  EXPECT_EQ(model.kind, ModelKind::kDynamic);
  EXPECT_THAT(run(model, {0, 255}), ElementsAre(0, 255));
}

TEST(LoadQuantized, BlocksAndFloatCodesStayNodesOfTheirOwn) {
  NamedGraph b(21);
  b.input("x", {1, 4}).constant<float>("bs", {1, 2}, {1, 0.5f});
  b.constant<int8_t>("bz", {1, 2}, {0, 0}).constant("fs", Tensor::scalar(1.0f));
  b.constant("fz", Tensor::zeros(ElementType::kFloat8E4m3fn, {}));
  b.node("QuantizeLinear", {"x", "bs", "bz"}, {"b"}, {{"block_size", int64_t{2}}});
  b.node("DequantizeLinear", {"b", "bs", "bz"}, {"d"}, {{"block_size", int64_t{2}}});
  b.node("QuantizeLinear", {"d", "fs", "fz"}, {"f"}).node("DequantizeLinear", {"f", "fs"}, {"y"});
  Graph graph = b.output("y", ElementType::kFloat32).build();
  graph.value(graph.find_value("b")).type = ElementType::kInt8;
  graph.value(graph.find_value("f")).type = ElementType::kFloat8E4m3fn;
  const Model model = loaded(test::write_onnx(graph));
  EXPECT_EQ(model.graph.nodes.size(), 4u);
  EXPECT_THAT(run(model, {1.4f, 17, 1.4f, 19}), ElementsAre(1, 16, 1.5, 20));
}

TEST(LoadQuantized, WeightsMayLieInAFileBesideTheModel) {
  const test::ScratchFolder folder;
  const std::array<float, 2> weights = {2, -1};
  folder.write("w.bin", as_text(std::as_bytes(std::span(weights))));
  folder.write("net.onnx", OnnxBytes()
                               .opset(13)
                               .input("x", {"N", int64_t{2}})
                               .external("w", {2}, {{"location", "w.bin"}})
                               .node("Mul", {"x", "w"}, {"y"})
                               .output("y")
                               .model());
  const auto model = load_model(folder.path() / "net.onnx");
  ASSERT_TRUE(model) << model.error().message();
  EXPECT_THAT(run(*model, {3, 4}), ElementsAre(6, -4));
}

}  // namespace
}  // namespace npuscope
