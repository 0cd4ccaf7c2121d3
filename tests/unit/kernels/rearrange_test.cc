// SPDX-License-Identifier: Apache-2.0
// Operators that take elements apart, repeat, choose or regroup them.
#include <numeric>

#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

using Floats = std::vector<float>;

Tensor bools(Shape shape, const std::vector<uint8_t>& values) {
  const auto owner = std::make_shared<Tensor>(tensor_of<uint8_t>(shape, values));
  return Tensor::view(ElementType::kBool, std::move(shape), owner->bytes(), owner);
}

Node with_outputs(Node node, int count) {
  node.outputs.resize(static_cast<size_t>(count));
  std::iota(node.outputs.begin(), node.outputs.end(), 0);
  return node;
}

std::vector<Floats> parts_of(const Node& node, const std::vector<std::optional<Tensor>>& inputs) {
  const auto found = run_operator(node, inputs);
  EXPECT_TRUE(found) << (found ? "" : found.error().message());
  std::vector<Floats> parts;
  if (found)
    for (const Tensor& tensor : *found) parts.push_back(values_of<float>(tensor));
  return parts;
}

TEST(Split, TakesSizesAsInputOrAttributeAndOtherwiseEqualParts) {
  const Tensor x = counting({2, 3});
  const std::vector<Floats> expected = {{0, 3}, {1, 2, 4, 5}};
  const Node sized = with_outputs(make_node("Split", {{"axis", int64_t{1}}}), 2);
  EXPECT_EQ(parts_of(sized, {x, ints({1, 2})}), expected);
  const Node old =
      with_outputs(make_node("Split", {{"axis", int64_t{-1}}, {"split", Ints{1, 2}}}, 11), 2);
  EXPECT_EQ(parts_of(old, {x}), expected);
  EXPECT_EQ(parts_of(with_outputs(make_node("Split", {}, 13), 2), {x}),
            (std::vector<Floats>{{0, 1, 2}, {3, 4, 5}}));
}

TEST(Split, MakesTheLastOfNumOutputsSmallerSinceOpset18) {
  const auto node = [](int opset) {
    return with_outputs(make_node("Split", {{"num_outputs", int64_t{3}}}, opset), 3);
  };
  EXPECT_EQ(parts_of(node(18), {counting({5})}), (std::vector<Floats>{{0, 1}, {2, 3}, {4}}));
  EXPECT_FALSE(run_operator(node(13), {counting({5})}));
  EXPECT_FALSE(run_operator(with_outputs(node(18), 2), {counting({5})}));
}

TEST(Split, RefusesSizesThatDoNotFit) {
  const Node node = with_outputs(make_node("Split"), 2);
  for (const Ints& sizes : {Ints{1, 2}, Ints{4}, Ints{5, -1}, Ints{INT64_MAX, INT64_MAX}, Ints{}})
    EXPECT_FALSE(run_operator(node, {counting({4}), ints(sizes)}));
  EXPECT_EQ(parts_of(node, {counting({4}), ints({0, 4})}), (std::vector<Floats>{{}, {0, 1, 2, 3}}));
}

TEST(DepthToSpace, MakesBlocksOfTheOuterOrTheInnerChannels) {
  const Tensor x = counting({1, 8, 1, 1});
  const auto of_mode = [&](const char* mode) {
    return output_of(
        make_node("DepthToSpace", {{"blocksize", int64_t{2}}, {"mode", std::string(mode)}}), {x});
  };
  EXPECT_EQ(of_mode("DCR").shape(), (Shape{1, 2, 2, 2}));
  EXPECT_EQ(values_of<float>(of_mode("DCR")), (Floats{0, 2, 4, 6, 1, 3, 5, 7}));
  EXPECT_EQ(values_of<float>(of_mode("CRD")), (Floats{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(SpaceToDepth, UndoesDepthToSpaceOfTheSameMode) {
  const Tensor x = counting({2, 8, 3, 2});
  for (const char* mode : {"DCR", "CRD"}) {
    const Attributes attributes = {{"blocksize", int64_t{2}}, {"mode", std::string(mode)}};
    const Tensor wide = output_of(make_node("DepthToSpace", attributes), {x});
    const Tensor back = output_of(make_node("SpaceToDepth", attributes), {wide});
    EXPECT_EQ(back.shape(), x.shape());
    EXPECT_EQ(values_of<float>(back), values_of<float>(x)) << mode;
  }
}

TEST(DepthToSpace, RefusesBlocksThatDoNotFit) {
  const auto runs = [](const char* op_type, const Attributes& attributes, const Shape& shape) {
    return run_operator(make_node(op_type, attributes), {counting(shape)}).has_value();
  };
  EXPECT_FALSE(runs("DepthToSpace", {{"blocksize", int64_t{2}}}, {1, 6, 1, 1}));
  EXPECT_FALSE(runs("DepthToSpace", {{"blocksize", INT64_MAX}}, {1, 4, 1, 1}));
  EXPECT_FALSE(runs("DepthToSpace", {{"blocksize", int64_t{-1}}}, {1, 4, 1, 1}));
  EXPECT_FALSE(runs("DepthToSpace", {}, {1, 4, 1, 1}));
  EXPECT_FALSE(runs("DepthToSpace", {{"blocksize", int64_t{1}}}, {4}));
  EXPECT_FALSE(runs("SpaceToDepth", {{"blocksize", int64_t{2}}}, {1, 1, 3, 2}));
  EXPECT_FALSE(runs("SpaceToDepth", {{"blocksize", int64_t{1} << 40}}, {1, 1, 0, 0}));
}

TEST(Tile, RepeatsEachAxis) {
  const Tensor y = output_of(make_node("Tile"), {counting({2, 2}), ints({2, 3})});
  EXPECT_EQ(y.shape(), (Shape{4, 6}));
  EXPECT_EQ(values_of<float>(y),
            (Floats{0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3, 0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3}));
  EXPECT_EQ(output_of(make_node("Tile"), {counting({2}), ints({0})}).shape(), (Shape{0}));
  for (const Ints& repeats : {Ints{-1, 1}, Ints{2}, Ints{INT64_MAX, 1}, Ints{INT64_MAX / 2, 1}})
    EXPECT_FALSE(run_operator(make_node("Tile"), {counting({2, 2}), ints(repeats)}));
}

TEST(GatherElements, HasAnIndexForEveryElement) {
  const Node node = make_node("GatherElements", {{"axis", int64_t{1}}});
  const Tensor indices = tensor_of<int64_t>({2, 2}, {2, 0, -1, 1});
  EXPECT_EQ(values_of<float>(output_of(node, {counting({2, 3}), indices})), (Floats{2, 0, 5, 4}));
  const Tensor few = tensor_of<int64_t>({1, 1}, {1});
  EXPECT_EQ(values_of<float>(output_of(node, {counting({2, 3}), few})), (Floats{1}));
  EXPECT_FALSE(run_operator(node, {counting({2, 3}), tensor_of<int64_t>({1, 1}, {3})}));
  EXPECT_FALSE(run_operator(node, {counting({2, 3}), tensor_of<int64_t>({1, 1}, {-4})}));
  EXPECT_FALSE(run_operator(node, {counting({2, 3}), tensor_of<int64_t>({3, 1}, {0, 0, 0})}));
}

TEST(Where, ChoosesByAConditionThatBroadcasts) {
  const Tensor y =
      output_of(make_node("Where"), {bools({2, 1}, {1, 0}), counting({2}), Tensor::scalar(9.0f)});
  EXPECT_EQ(y.shape(), (Shape{2, 2}));
  EXPECT_EQ(values_of<float>(y), (Floats{0, 1, 9, 9}));
  EXPECT_FALSE(run_operator(make_node("Where"), {counting({2}), counting({2}), counting({2})}));
  EXPECT_FALSE(
      run_operator(make_node("Where"), {bools({3}, {1, 0, 1}), counting({2}), counting({2})}));
  EXPECT_FALSE(run_operator(make_node("Where"), {bools({1}, {1}), counting({2}), ints({1, 2})}));
}

TEST(Dropout, DropsNothingInInference) {
  const Tensor x = counting({3});
  const Node node = with_outputs(make_node("Dropout"), 2);
  const auto found = run_operator(node, {x, Tensor::scalar(0.5f), bools({}, {0})});
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(values_of<float>(found->at(0)), values_of<float>(x));
  EXPECT_EQ(found->at(1).type(), ElementType::kBool);
  EXPECT_EQ(found->at(1).values<uint8_t>()[2], 1);
  EXPECT_FALSE(run_operator(node, {x, Tensor::scalar(0.5f), bools({}, {1})})) << "in training";
  EXPECT_TRUE(run_operator(node, {x, Tensor::scalar(0.0f), bools({}, {1})}));
}

}  // namespace
}  // namespace npuscope::testing
