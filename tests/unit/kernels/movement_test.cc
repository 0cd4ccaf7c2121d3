// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

using Floats = std::vector<float>;

struct SliceCase {
  int64_t start, end, step;
  Floats expected;
};

TEST(Slice, CutsAsNumpyDoes) {
  const std::vector<SliceCase> cases = {
      {0, 5, 1, {0, 1, 2, 3, 4}},
      {1, 1000, 2, {1, 3}},
      {-2, INT64_MAX, 1, {3, 4}},
      {3, 1, 1, {}},
      {4, 0, -2, {4, 2}},
      {1000, INT64_MIN, -1, {4, 3, 2, 1, 0}},
      {-1, -6, -3, {4, 1}},
      {0, 5, INT64_MAX, {0}},
      {4, INT64_MIN, INT64_MIN, {4}},
  };
  for (const SliceCase& c : cases) {
    const Tensor y = output_of(make_node("Slice"), {counting({5}), ints({c.start}), ints({c.end}),
                                                    ints({0}), ints({c.step})});
    EXPECT_EQ(values_of<float>(y), c.expected) << c.start << ":" << c.end << ":" << c.step;
  }
}

TEST(Slice, TakesAttributesInOpset9) {
  const Node node =
      make_node("Slice", {{"starts", Ints{1}}, {"ends", Ints{3}}, {"axes", Ints{1}}}, 9);
  EXPECT_EQ(values_of<float>(output_of(node, {counting({2, 3})})), (Floats{1, 2, 4, 5}));
}

TEST(Slice, RefusesWhatIsNoSlice) {
  const Tensor x = counting({5});
  EXPECT_FALSE(run_operator(make_node("Slice"), {x, ints({0}), ints({1}), ints({0}), ints({0})}));
  EXPECT_FALSE(run_operator(make_node("Slice"), {x, ints({0, 0}), ints({1}), ints({0})}));
  EXPECT_FALSE(run_operator(make_node("Slice"), {x, ints({0}), ints({1}), ints({1})}));
  EXPECT_FALSE(run_operator(make_node("Slice"), {x, ints({0, 0}), ints({1, 1}), ints({0, -1})}));
}

struct PadCase {
  const char* mode;
  Ints pads;
  Floats expected;
};

TEST(Pad, FillsByItsMode) {
  const std::vector<PadCase> cases = {
      {"constant", {1, 2}, {9, 0, 1, 2, 9, 9}},      {"constant", {-1, 1}, {1, 2, 9}},
      {"edge", {2, 1}, {0, 0, 0, 1, 2, 2}},          {"reflect", {2, 2}, {2, 1, 0, 1, 2, 1, 0}},
      {"reflect", {5, 0}, {1, 0, 1, 2, 1, 0, 1, 2}}, {"wrap", {2, 4}, {1, 2, 0, 1, 2, 0, 1, 2, 0}},
  };
  for (const PadCase& c : cases) {
    const Node node = make_node("Pad", {{"mode", std::string(c.mode)}});
    EXPECT_EQ(
        values_of<float>(output_of(node, {counting({3}), ints(c.pads), Tensor::scalar(9.0f)})),
        c.expected)
        << c.mode;
  }
}

TEST(Pad, TakesAttributesBeforeOpset11AndAxesSince18) {
  const Node old = make_node("Pad", {{"pads", Ints{0, 1, 0, 0}}, {"value", 7.0f}}, 2);
  EXPECT_EQ(values_of<float>(output_of(old, {counting({2, 1})})), (Floats{7, 0, 7, 1}));
  const Tensor y =
      output_of(make_node("Pad"), {counting({2, 1}), ints({1, 0}), std::nullopt, ints({-1})});
  EXPECT_EQ(values_of<float>(y), (Floats{0, 0, 0, 1}));
}

TEST(Pad, FillsCodesWithTheCodeThatItGets) {
  const Tensor y = output_of(
      make_node("Pad"), {tensor_of<int8_t>({1}, {5}), ints({1, 1}), Tensor::scalar<int8_t>(-128)});
  EXPECT_EQ(values_of<int8_t>(y), (std::vector<int8_t>{-128, 5, -128}));
}

TEST(Pad, RefusesSizesThatMakeNoSense) {
  const Tensor x = counting({3});
  EXPECT_FALSE(run_operator(make_node("Pad"), {x, ints({-4, 0})}));
  EXPECT_FALSE(run_operator(make_node("Pad"), {x, ints({1})}));
  EXPECT_FALSE(run_operator(make_node("Pad"), {x, ints({INT64_MAX, 1})}));
  EXPECT_FALSE(run_operator(make_node("Pad"), {x, ints({INT64_MAX / 2, 1})})) << "too large";
  EXPECT_FALSE(
      run_operator(make_node("Pad", {{"mode", std::string("mirror")}}), {x, ints({0, 0})}));
  EXPECT_FALSE(run_operator(make_node("Pad", {{"mode", std::string("edge")}}),
                            {floats({0}, {}), ints({1, 0})}));
}

struct ReshapeCase {
  Shape from;
  Ints requested;
  int64_t allow_zero;
  std::optional<Shape> expected;
};

TEST(Reshape, FindsTheShape) {
  const std::vector<ReshapeCase> cases = {
      {{2, 3, 4}, {6, 4}, 0, Shape{6, 4}},  {{2, 3, 4}, {0, -1}, 0, Shape{2, 12}},
      {{2, 3, 4}, {-1}, 0, Shape{24}},      {{1}, {}, 0, Shape{}},
      {{0, 3}, {0, -1}, 0, std::nullopt},   {{0, 3}, {3, 0}, 1, Shape{3, 0}},
      {{0, 3}, {-1, 3}, 0, Shape{0, 3}},    {{2, 3}, {-1, -1}, 0, std::nullopt},
      {{2, 3}, {-2, 3}, 0, std::nullopt},   {{2, 3}, {4, -1}, 0, std::nullopt},
      {{2, 3}, {2, 3, 0}, 0, std::nullopt}, {{2, 3}, {INT64_MAX, INT64_MAX}, 0, std::nullopt},
  };
  for (const ReshapeCase& c : cases) {
    const Node node = make_node("Reshape", {{"allowzero", c.allow_zero}});
    const auto found = run_operator(node, {counting(c.from), ints(c.requested)});
    const auto shape = found ? std::optional(found->at(0).shape()) : std::nullopt;
    EXPECT_EQ(shape, c.expected) << shape_text(c.from);
  }
}

TEST(Reshape, NeedsTheShapeBeforeExecution) {
  const TensorInfo data{ElementType::kFloat32, {4}, nullptr};
  const TensorInfo shape{ElementType::kInt64, {2}, nullptr};
  const std::array<const TensorInfo*, 2> inputs = {&data, &shape};
  EXPECT_FALSE(find_operator("Reshape", "")->infer(make_node("Reshape"), inputs));
}

TEST(Flatten, SplitsAtTheAxis) {
  const Tensor x = counting({2, 3, 4});
  const auto shape_at = [&](int64_t axis) {
    return output_of(make_node("Flatten", {{"axis", axis}}), {x}).shape();
  };
  EXPECT_EQ(shape_at(0), (Shape{1, 24}));
  EXPECT_EQ(shape_at(3), (Shape{24, 1}));
  EXPECT_EQ(shape_at(-1), (Shape{6, 4}));
  EXPECT_FALSE(run_operator(make_node("Flatten", {{"axis", int64_t{4}}}), {x}));
}

TEST(Squeeze, AndUnsqueezeTakeAxesAsAttributeOrInput) {
  const Tensor x = counting({1, 3, 1});
  EXPECT_EQ(output_of(make_node("Squeeze"), {x}).shape(), (Shape{3}));
  EXPECT_EQ(output_of(make_node("Squeeze"), {x, ints({-1})}).shape(), (Shape{1, 3}));
  EXPECT_EQ(output_of(make_node("Squeeze", {{"axes", Ints{0}}}, 11), {x}).shape(), (Shape{3, 1}));
  EXPECT_FALSE(run_operator(make_node("Squeeze"), {x, ints({1})}));
  EXPECT_EQ(output_of(make_node("Unsqueeze"), {x, ints({4, 0})}).shape(), (Shape{1, 1, 3, 1, 1}));
  EXPECT_EQ(output_of(make_node("Unsqueeze", {{"axes", Ints{-1}}}, 11), {x}).shape(),
            (Shape{1, 3, 1, 1}));
  EXPECT_FALSE(run_operator(make_node("Unsqueeze"), {x, ints({0, 0})}));
  EXPECT_FALSE(run_operator(make_node("Unsqueeze"), {x}));
}

TEST(Transpose, ReversesWithoutPermutation) {
  const Tensor x = counting({2, 3});
  EXPECT_EQ(values_of<float>(output_of(make_node("Transpose"), {x})), (Floats{0, 3, 1, 4, 2, 5}));
  const Tensor y =
      output_of(make_node("Transpose", {{"perm", Ints{1, 2, 0}}}), {counting({2, 1, 2})});
  EXPECT_EQ(y.shape(), (Shape{1, 2, 2}));
  EXPECT_EQ(values_of<float>(y), (Floats{0, 2, 1, 3}));
  EXPECT_FALSE(run_operator(make_node("Transpose", {{"perm", Ints{0, 0}}}), {x}));
}

TEST(Expand, BroadcastsInBothDirections) {
  const Tensor y = output_of(make_node("Expand"), {floats({2, 1}, {1, 2}), ints({1, 3})});
  EXPECT_EQ(values_of<float>(y), (Floats{1, 1, 1, 2, 2, 2}));
  EXPECT_FALSE(run_operator(make_node("Expand"), {counting({2}), ints({3})}));
  EXPECT_FALSE(run_operator(make_node("Expand"), {counting({1}), ints({-3})}));
}

TEST(Gather, ReplacesTheAxisByTheIndices) {
  const Tensor indices = tensor_of<int64_t>({2, 1}, {2, -3});
  const Tensor y =
      output_of(make_node("Gather", {{"axis", int64_t{1}}}), {counting({2, 3}), indices});
  EXPECT_EQ(y.shape(), (Shape{2, 2, 1}));
  EXPECT_EQ(values_of<float>(y), (Floats{2, 0, 5, 3}));
  EXPECT_FALSE(run_operator(make_node("Gather"), {counting({2}), ints({2})}));
  EXPECT_FALSE(run_operator(make_node("Gather"), {counting({2}), ints({INT64_MIN})}));
}

TEST(Concat, JoinsAlongTheAxis) {
  const Node node = make_node("Concat", {{"axis", int64_t{-1}}});
  const Tensor y = output_of(node, {counting({2, 1}), counting({2, 2}), floats({2, 0}, {})});
  EXPECT_EQ(values_of<float>(y), (Floats{0, 0, 1, 1, 2, 3}));
  EXPECT_FALSE(run_operator(node, {counting({2, 1}), counting({3, 1})}));
  EXPECT_FALSE(run_operator(node, {counting({2, 1}), ints({1})}));
  EXPECT_FALSE(run_operator(make_node("Concat"), {counting({2})})) << "axis is required";
}

TEST(Movement, RefusesTexts) {
  const Tensor texts = Tensor::of_strings({2, 2}, {"1", "2", "3", "4"});
  const std::vector<std::pair<Node, std::vector<std::optional<Tensor>>>> calls = {
      {make_node("Concat", {{"axis", int64_t{0}}}), {texts, texts}},
      {make_node("Transpose"), {texts}},
      {make_node("Expand"), {texts, ints({2, 2})}},
      {make_node("Slice"), {texts, ints({0}), ints({1})}},
      {make_node("Gather"), {texts, ints({0})}},
      {make_node("Pad"), {texts, ints({0, 0, 1, 1})}},
      {make_node("Split"), {texts}},
      {make_node("Tile"), {texts, ints({1, 1})}},
      {make_node("GatherElements"), {texts, tensor_of<int64_t>({1, 1}, {0})}},
      {make_node("ReduceMax"), {texts}},
      {make_node("Resize"), {texts, std::nullopt, std::nullopt, ints({1, 1})}},
      {make_node("Dropout"), {texts}},
  };
  for (const auto& [node, inputs] : calls) {
    const auto outputs = run_operator(node, inputs);
    ASSERT_FALSE(outputs) << node.op_type;
    EXPECT_EQ(outputs.error().kind(), ErrorKind::kBadInput);
    EXPECT_EQ(outputs.error().found(), "string") << node.op_type;
  }
}

TEST(Shape, GivesTheDimensionsBetweenStartAndEnd) {
  const Tensor x = counting({2, 3, 4});
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("Shape"), {x})), (Ints{2, 3, 4}));
  const Node part = make_node("Shape", {{"start", int64_t{-2}}, {"end", int64_t{-1}}});
  EXPECT_EQ(values_of<int64_t>(output_of(part, {x})), (Ints{3}));
  const Node none = make_node("Shape", {{"start", int64_t{9}}});
  EXPECT_EQ(values_of<int64_t>(output_of(none, {x})), Ints{});
}

TEST(Size, CountsTheElements) {
  EXPECT_EQ(values_of<int64_t>(output_of(make_node("Size"), {counting({2, 3, 4})})), Ints{24});
}

TEST(Range, CountsFromStartUpToTheLimit) {
  const auto range = [](float start, float limit, float delta) {
    return run_operator(make_node("Range"),
                        {Tensor::scalar(start), Tensor::scalar(limit), Tensor::scalar(delta)});
  };
  EXPECT_EQ(values_of<float>(range(1, 2, 0.4f)->at(0)), (Floats{1, 1.4f, 1.8f}));
  EXPECT_EQ(values_of<float>(range(1, -2, -2)->at(0)), (Floats{1, -1}));
  EXPECT_EQ(values_of<float>(range(2, 1, 1)->at(0)), Floats{});
  EXPECT_FALSE(range(0, 1, 0));
  EXPECT_FALSE(range(0, 1e15f, 1)) << "too long";
  EXPECT_FALSE(range(0, std::numeric_limits<float>::quiet_NaN(), 1));
}

TEST(Constant, TakesEveryNumericForm) {
  EXPECT_EQ(values_of<float>(output_of(make_node("Constant", {{"value_float", 2.5f}}), {})),
            Floats{2.5f});
  EXPECT_EQ(output_of(make_node("Constant", {{"value_ints", Ints{1, 2}}}), {}).shape(), (Shape{2}));
  EXPECT_EQ(output_of(make_node("Constant", {{"value", counting({2, 2})}}), {}).shape(),
            (Shape{2, 2}));
  EXPECT_FALSE(run_operator(make_node("Constant", {{"value_string", std::string("a")}}), {}));
  EXPECT_FALSE(run_operator(make_node("Constant"), {}));
}

TEST(ConstantOfShape, FillsWithFloatZeroUnlessToldOtherwise) {
  EXPECT_EQ(values_of<float>(output_of(make_node("ConstantOfShape"), {ints({2})})), (Floats{0, 0}));
  const Node ones = make_node("ConstantOfShape", {{"value", tensor_of<int8_t>({1}, {1})}});
  EXPECT_EQ(values_of<int8_t>(output_of(ones, {ints({1, 3})})), (std::vector<int8_t>{1, 1, 1}));
  EXPECT_FALSE(run_operator(make_node("ConstantOfShape"), {ints({-1})}));
  EXPECT_FALSE(run_operator(make_node("ConstantOfShape"), {ints({INT64_MAX})})) << "too large";
}

}  // namespace
}  // namespace npuscope::testing
