// SPDX-License-Identifier: Apache-2.0
// How well each way of computing a node on the NPU is known.
#include <gtest/gtest.h>

#include "execute/executor.h"
#include "execute/model.h"
#include "support/graph_builder.h"
#include "support/onnx_writer.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;
using Attributes = std::map<std::string, AttributeValue, std::less<>>;
using Sizes = std::vector<int64_t>;

/// Of the node that computes "y" from "x".
Basis basis_of(GraphBuilder& builder) {
  builder.quantize("y", "yq", 0.1f).dequantize("yq", "yd", 0.1f).output("yd");
  const auto model = load_model(test::write_onnx(builder.build()), "net.onnx");
  EXPECT_TRUE(model) << model.error().message();
  const auto npu = make_neural_art_arithmetic({});
  const Executor executor = *Executor::create(model->graph, *npu);
  for (size_t n = 0; n < model->graph.nodes.size(); ++n)
    if (model->graph.value(model->graph.nodes[n].outputs[0]).name == "y")
      return executor.basis(n).value_or(Basis{});
  ADD_FAILURE() << "no node computes y";
  return {};
}

GraphBuilder input(const Shape& shape) {
  GraphBuilder builder;
  builder.input("x", shape).quantize("x", "xq", 0.05f).dequantize("xq", "xd", 0.05f);
  return builder;
}

Evidence convolution(const Shape& shape, const Shape& weights, const Attributes& attributes = {},
                     const std::string& op_type = "Conv") {
  GraphBuilder builder = input(shape);
  builder
      .constant<int8_t>("w", weights,
                        std::vector<int8_t>(static_cast<size_t>(element_count(weights)), 3))
      .dequantize("w", "wd", 0.01f)
      .node(op_type, {"xd", "wd"}, {"y"}, attributes);
  return basis_of(builder).evidence;
}

Evidence average(const Attributes& attributes) {
  GraphBuilder builder = input({1, 2, 6, 6});
  builder.node("AveragePool", {"xd"}, {"y"}, attributes);
  return basis_of(builder).evidence;
}

TEST(NeuralArtBasis, IsSiliconForConvolutionsLikeThoseThatBoardsWereSeenToCompute) {
  EXPECT_EQ(convolution({1, 4, 6, 6}, {8, 4, 3, 3}), Evidence::kSilicon);
  EXPECT_EQ(convolution({1, 4, 6, 6}, {8, 4, 1, 1}), Evidence::kSilicon);
  EXPECT_EQ(convolution({1, 4, 6, 6}, {4, 1, 3, 3}, {{"group", int64_t{4}}}), Evidence::kSilicon);
}

TEST(NeuralArtBasis, IsAssumedForConvolutionsOfOtherForms) {
  EXPECT_EQ(convolution({1, 4, 6, 6}, {8, 2, 3, 3}, {{"group", int64_t{2}}}), Evidence::kAssumed);
  EXPECT_EQ(convolution({1, 4, 9, 9}, {8, 4, 3, 3}, {{"dilations", Sizes{2, 2}}}),
            Evidence::kAssumed);
  EXPECT_EQ(convolution({1, 4, 9}, {8, 4, 3}), Evidence::kAssumed);
}

TEST(NeuralArtBasis, OfATransposedConvolutionIsStructuralAsOneBuildHasIt) {
  const auto transposed = [](const Shape& weights, const Attributes& attributes) {
    return convolution({1, 4, 6, 6}, weights, attributes, "ConvTranspose");
  };
  EXPECT_EQ(transposed({4, 8, 2, 2}, {{"strides", Sizes{2, 2}}}), Evidence::kStructural);
  EXPECT_EQ(transposed({4, 8, 3, 3}, {{"strides", Sizes{2, 2}}}), Evidence::kAssumed);
  EXPECT_EQ(transposed({4, 8, 2, 2}, {}), Evidence::kAssumed);
  EXPECT_EQ(transposed({4, 2, 2, 2}, {{"strides", Sizes{2, 2}}, {"group", int64_t{2}}}),
            Evidence::kUnknown);
}

TEST(NeuralArtBasis, OfAReductionIsThatOfSoftwareInFloat) {
  const auto reduction = [](const Sizes& axes) {
    GraphBuilder builder = input({1, 2, 6, 6});
    builder.node("ReduceMean", {"xd"}, {"y"}, {{"axes", axes}});
    return basis_of(builder);
  };
  EXPECT_EQ(reduction({2, 3}).rule, "mean in software, in float");
  EXPECT_EQ(reduction({2, 3}).evidence, Evidence::kSilicon);
  EXPECT_EQ(reduction({1}).evidence, Evidence::kAssumed);
}

TEST(NeuralArtBasis, OfAMeanDependsOnItsWindow) {
  EXPECT_EQ(average({{"kernel_shape", Sizes{6, 6}}}), Evidence::kStructural);  // 36 elements
  EXPECT_EQ(average({{"kernel_shape", Sizes{3, 3}}}), Evidence::kAssumed);
  EXPECT_EQ(average({{"kernel_shape", Sizes{3, 3}}, {"pads", Sizes{1, 1, 1, 1}}}),
            Evidence::kUnknown);
}

TEST(NeuralArtBasis, OfMovedCodesIsSiliconWhereBoardsWereSeenToMoveThem) {
  const auto moved = [](const std::string& op_type, const Attributes& attributes) {
    GraphBuilder builder = input({1, 4, 6, 6});
    builder.node(op_type, {"xd"}, {"y"}, attributes);
    return basis_of(builder).evidence;
  };
  EXPECT_EQ(moved("Transpose", {}), Evidence::kStructural) << "to another quantization";
  EXPECT_EQ(moved("DepthToSpace", {{"blocksize", int64_t{2}}}), Evidence::kAssumed);
  EXPECT_EQ(moved("ReduceMax", {}), Evidence::kAssumed);
  EXPECT_EQ(moved("Erf", {}), Evidence::kUnknown);
}

}  // namespace
}  // namespace npuscope
