// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "execute/model.h"
#include "unit/execute/graph_builder.h"

namespace npuscope {
namespace {

using test::GraphBuilder;
using Ints = std::vector<int64_t>;

TEST(InferShapes, GivesEveryValueItsShapeAndType) {
  GraphBuilder b;
  const ValueId x = b.input("x", ElementType::kFloat32, {1, 2, 5, 5});
  const ValueId w = b.constant<float>("w", {3, 2, 3, 3}, std::vector<float>(54));
  const ValueId y = b.node("Conv", "y", {x, w}, {{"strides", Ints{2, 2}}});
  const ValueId z = b.node("GlobalAveragePool", "z", {y});
  ASSERT_TRUE(infer_shapes(b.graph));
  EXPECT_EQ(b.graph.value(y).shape, (Shape{1, 3, 2, 2}));
  EXPECT_EQ(b.graph.value(z).shape, (Shape{1, 3, 1, 1}));
  EXPECT_EQ(b.graph.value(z).type, ElementType::kFloat32);
}

TEST(InferShapes, AQuantizedValueKeepsTheTypeOfItsCodes) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {1, 2, 4}, test::int8(0.5f, 0));
  const ValueId w = b.constant_codes<int8_t>("w", {1, 2, 1}, {1, 2}, test::int8(0.5f, 0));
  const ValueId y = b.node("Conv", "y", {x, w}, {}, test::uint8(1, 3));
  ASSERT_TRUE(infer_shapes(b.graph));
  EXPECT_EQ(b.graph.value(y).type, ElementType::kUint8);
  EXPECT_EQ(b.graph.value(y).shape, (Shape{1, 1, 4}));
}

TEST(InferShapes, ConstantsThatWouldFillTheMemoryAreLeftToTheExecution) {
  GraphBuilder b;
  const auto constants = [&](const std::string& name, int64_t elements) {
    const ValueId shape = b.constant<int64_t>(name + "_shape", {1}, {elements});
    return b.node("ConstantOfShape", name, {shape});
  };
  const ValueId small = constants("small", 16);
  std::vector<ValueId> large;
  for (const char* name : {"a", "b", "c"}) large.push_back(constants(name, int64_t{1} << 27));
  ASSERT_TRUE(infer_shapes(b.graph));
  EXPECT_TRUE(b.graph.value(small).constant);
  for (const ValueId id : large) EXPECT_FALSE(b.graph.value(id).constant);
  EXPECT_EQ(b.graph.nodes.size(), large.size());
}

TEST(InferShapes, InputsAndConstantsMayNotBeLargerThanResults) {
  for (const int64_t elements : {int64_t{1} << 28, int64_t{1} << 33}) {
    GraphBuilder b;
    b.node("GlobalMaxPool", "y", {b.input("x", ElementType::kFloat32, {1, 1, elements})});
    const auto status = infer_shapes(b.graph);
    ASSERT_EQ(bool{status}, elements == int64_t{1} << 28);
    if (!status) {
      EXPECT_NE(status.error().message().find("'x' is too large"), std::string::npos);
    }
  }
}

TEST(InferShapes, ConstantIndicesMustLieInTheAxis) {
  for (const int64_t index : {-3, 2, 3, -4}) {
    GraphBuilder b;
    const ValueId x = b.input("x", ElementType::kFloat32, {3});
    b.node("Gather", "y", {x, b.constant<int64_t>("i", {1}, {index})});
    EXPECT_EQ(bool{infer_shapes(b.graph)}, index >= -3 && index < 3) << index;
  }
}

TEST(InferShapes, AContradictionNamesTheNodeAndBothShapes) {
  GraphBuilder b;
  const ValueId x = b.input("x", ElementType::kFloat32, {2, 3});
  const ValueId y = b.node("Relu", "y", {x});
  b.graph.value(y).shape = Shape{2, 4};
  const auto status = infer_shapes(b.graph);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind(), ErrorKind::kBadInput);
  EXPECT_EQ(status.error().where(), "Relu 'y'");
  EXPECT_EQ(status.error().expected(), "2x3");
  EXPECT_EQ(status.error().found(), "2x4");
}

TEST(InferShapes, AStatedShapeMayLeaveDimensionsOpen) {
  GraphBuilder b;
  const ValueId x = b.input("x", ElementType::kFloat32, {2, 3});
  const ValueId y = b.node("Relu", "y", {x});
  b.graph.value(y).shape = Shape{-1, 3};
  ASSERT_TRUE(infer_shapes(b.graph));
  EXPECT_EQ(b.graph.value(y).shape, (Shape{2, 3}));
}

TEST(InferShapes, NamesAllUnknownOperatorsAtOnce) {
  GraphBuilder b;
  const ValueId x = b.input("x", ElementType::kFloat32, {2});
  b.node("Frobnicate", "a", {x});
  b.node("Relu", "b", {x});
  b.node("Defenestrate", "c", {x});
  const auto status = infer_shapes(b.graph);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().what().find("Defenestrate, Frobnicate"), std::string::npos);
}

TEST(InferShapes, FoldsTheReshapeArithmeticOfExportedNetworks) {
  GraphBuilder b;
  const ValueId x = b.input("x", ElementType::kFloat32, {2, 3, 4});
  const ValueId shape = b.node("Shape", "shape", {x});
  const ValueId zero = b.constant<int64_t>("zero", {}, {0});
  const ValueId batch = b.node("Gather", "batch", {shape, zero});
  const ValueId axes = b.constant<int64_t>("axes", {1}, {0});
  const ValueId first = b.node("Unsqueeze", "first", {batch, axes});
  const ValueId rest = b.constant<int64_t>("rest", {1}, {-1});
  const ValueId target = b.node("Concat", "target", {first, rest}, {{"axis", int64_t{0}}});
  const ValueId y = b.node("Reshape", "y", {x, target});
  const auto status = infer_shapes(b.graph);
  ASSERT_TRUE(status) << status.error().message();
  EXPECT_EQ(b.graph.value(y).shape, (Shape{2, 12}));
  ASSERT_EQ(b.graph.nodes.size(), 1u);
  EXPECT_EQ(b.graph.nodes[0].op_type, "Reshape");
}

TEST(InferShapes, LeavesQuantizationOfConstantsAlone) {
  GraphBuilder b;
  const ValueId w = b.constant<int8_t>("w", {2}, {1, 2});
  const ValueId scale = b.constant<float>("scale", {}, {0.5f});
  b.node("DequantizeLinear", "real", {w, scale});
  ASSERT_TRUE(infer_shapes(b.graph));
  EXPECT_EQ(b.graph.nodes.size(), 1u);
  EXPECT_FALSE(b.graph.value(b.graph.nodes[0].outputs[0]).constant);
}

TEST(InferShapes, RefusesAnActivationThatNoMachineHolds) {
  GraphBuilder b;
  const ValueId x = b.input("x", ElementType::kFloat32, {1, 1, 1});
  b.node("AveragePool", "y", {x}, {{"kernel_shape", Ints{1}}, {"pads", Ints{1 << 29, 1 << 29}}});
  const auto status = infer_shapes(b.graph);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().what().find("too large"), std::string::npos);
}

TEST(InferShapes, RefusesNodesWithTooFewInputsOrUnknownOnes) {
  GraphBuilder few;
  const ValueId x = few.input("x", ElementType::kFloat32, {1, 1, 1});
  few.node("Conv", "y", {x});
  EXPECT_FALSE(infer_shapes(few.graph));
  GraphBuilder unknown;
  const ValueId u = unknown.input("u", ElementType::kFloat32, {1});
  unknown.graph.value(u).shape.reset();
  unknown.node("Relu", "y", {u});
  EXPECT_FALSE(infer_shapes(unknown.graph));
}

TEST(InferShapes, RefusesValuesThatNothingComputes) {
  GraphBuilder b;
  const ValueId x = b.input("x", ElementType::kFloat32, {1});
  b.graph.inputs.clear();
  EXPECT_TRUE(infer_shapes(b.graph));
  b.node("Relu", "y", {x});
  EXPECT_FALSE(infer_shapes(b.graph));
  b.graph.nodes.clear();
  b.output(x);
  EXPECT_FALSE(infer_shapes(b.graph));
}

}  // namespace
}  // namespace npuscope
