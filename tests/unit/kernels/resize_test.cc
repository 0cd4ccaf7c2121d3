// SPDX-License-Identifier: Apache-2.0
#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

using Floats = std::vector<float>;

Node resize(const char* mode, const char* coordinates, Attributes attributes = {}) {
  attributes["mode"] = std::string(mode);
  attributes["coordinate_transformation_mode"] = std::string(coordinates);
  return make_node("Resize", std::move(attributes), 19);
}

/// A row of numbers resized by a scale.
Floats scaled(const Node& node, const Floats& row, float scale) {
  const auto count = static_cast<int64_t>(row.size());
  return values_of<float>(
      output_of(node, {floats({count}, row), std::nullopt, floats({1}, {scale})}));
}

Floats sized(const Node& node, const Floats& row, int64_t size) {
  const auto count = static_cast<int64_t>(row.size());
  return values_of<float>(
      output_of(node, {floats({count}, row), std::nullopt, std::nullopt, ints({size})}));
}

TEST(Resize, PlacesPositionsByTheCoordinateMode) {
  // Linear interpolation of 0, 1, 2, 3 shows the positions themselves, within the tensor.
  const Floats row = {0, 1, 2, 3};
  EXPECT_EQ(sized(resize("linear", "half_pixel"), row, 2), (Floats{0.5f, 2.5f}));
  EXPECT_EQ(sized(resize("linear", "asymmetric"), row, 2), (Floats{0, 2}));
  EXPECT_EQ(sized(resize("linear", "align_corners"), row, 2), (Floats{0, 3}));
  EXPECT_EQ(sized(resize("linear", "align_corners"), row, 1), (Floats{0}));
  EXPECT_EQ(sized(resize("linear", "half_pixel"), row, 1), (Floats{1.5f}));
  EXPECT_EQ(sized(resize("linear", "pytorch_half_pixel"), row, 1), (Floats{0}));
  EXPECT_EQ(sized(resize("linear", "tf_half_pixel_for_nn"), row, 2), (Floats{1, 3}));
  // 4 * 0.6 is 2.4: two elements whose centre stays that of the whole.
  const Floats symmetric = scaled(resize("linear", "half_pixel_symmetric"), row, 0.6f);
  ASSERT_EQ(symmetric.size(), 2u);
  EXPECT_FLOAT_EQ(symmetric[0] + symmetric[1], 3);
  EXPECT_FLOAT_EQ(symmetric[1] - symmetric[0], 1 / 0.6f);
}

TEST(Resize, ChoosesTheNearestByItsMode) {
  const Floats row = {0, 1, 2, 3};
  const auto nearest = [&](const char* mode, int64_t size) {
    return sized(resize("nearest", "half_pixel", {{"nearest_mode", std::string(mode)}}), row, size);
  };
  // Positions 0.5 and 2.5.
  EXPECT_EQ(nearest("round_prefer_floor", 2), (Floats{0, 2}));
  EXPECT_EQ(nearest("round_prefer_ceil", 2), (Floats{1, 3}));
  EXPECT_EQ(nearest("floor", 2), (Floats{0, 2}));
  EXPECT_EQ(nearest("ceil", 2), (Floats{1, 3}));
  // Positions -0.25, 0.25, 0.75 …, within the tensor.
  EXPECT_EQ(nearest("floor", 8), (Floats{0, 0, 0, 1, 1, 2, 2, 3}));
  EXPECT_EQ(nearest("ceil", 8), (Floats{0, 1, 1, 2, 2, 3, 3, 3}));
}

TEST(Resize, OfNearestMovesElementsOfAnyType) {
  const Node node = resize("nearest", "asymmetric");
  const Tensor y = output_of(
      node, {tensor_of<int8_t>({1, 2}, {-128, 127}), std::nullopt, floats({2}, {2, 1.5f})});
  EXPECT_EQ(y.shape(), (Shape{2, 3}));
  EXPECT_EQ(values_of<int8_t>(y), (std::vector<int8_t>{-128, 127, 127, -128, 127, 127}));
}

TEST(Resize, InterpolatesAlongEveryAxis) {
  const Tensor y =
      output_of(resize("linear", "align_corners"),
                {floats({2, 1, 2}, {0, 2, 4, 6}), std::nullopt, std::nullopt, ints({3, 1, 3})});
  EXPECT_EQ(values_of<float>(y), (Floats{0, 1, 2, 2, 3, 4, 4, 5, 6}));
}

TEST(Resize, SumsInTheOrderOfOnnxRuntime) {
  // In float32, weights 1/16, 3/16 and 9/16: another order gives another last digit.
  const Floats corners = {0.1f, 0.7f, 1.3f, -0.9f};
  const Tensor y =
      output_of(resize("linear", "half_pixel"),
                {floats({1, 1, 2, 2}, corners), std::nullopt, floats({4}, {1, 1, 2, 2})});
  const float expected = 0.75f * 0.75f * corners[0] + 0.25f * 0.75f * corners[1] +
                         0.75f * 0.25f * corners[2] + 0.25f * 0.25f * corners[3];
  EXPECT_EQ(y.values<float>()[5], expected);
  // Where both neighbours are the last element, each counts half.
  const float last = 0.5f * 0.75f * corners[1] + 0.5f * 0.75f * corners[1] +
                     0.5f * 0.25f * corners[3] + 0.5f * 0.25f * corners[3];
  EXPECT_EQ(y.values<float>()[7], last);
}

TEST(Resize, OfIntegersDropsFractions) {
  const Tensor y =
      output_of(resize("linear", "align_corners"),
                {tensor_of<int8_t>({2}, {-3, 4}), std::nullopt, std::nullopt, ints({3})});
  EXPECT_EQ(values_of<int8_t>(y), (std::vector<int8_t>{-3, 0, 4}));
}

TEST(Resize, WeighsFourNeighboursInTheCubicMode) {
  // Half way between two elements with a = -0.75: -0.09375, 0.59375, 0.59375, -0.09375.
  const Floats row = {0, 32, 64, 0};
  const Floats found = sized(resize("cubic", "half_pixel"), row, 2);
  EXPECT_FLOAT_EQ(found[0], 0.59375f * 32 - 0.09375f * 64);
  const Floats excluded =
      sized(resize("cubic", "half_pixel", {{"exclude_outside", int64_t{1}}}), row, 2);
  EXPECT_FLOAT_EQ(excluded[0], (0.59375f * 32 - 0.09375f * 64) / 1.09375f);
  // a = 0 leaves the two in the middle.
  EXPECT_FLOAT_EQ(sized(resize("cubic", "half_pixel", {{"cubic_coeff_a", 0.0f}}), row, 2)[0], 16);
}

TEST(Resize, WidensTheKernelForAntialiasing) {
  // To a half: weights 1/8, 3/8, 3/8, 1/8 around 0.5, the border repeated.
  const Floats found =
      sized(resize("linear", "half_pixel", {{"antialias", int64_t{1}}}), {8, 16, 24, 32}, 2);
  EXPECT_EQ(found, (Floats{13, 27}));
}

TEST(Resize, ExtrapolatesWhatLiesOutsideTheRegion) {
  const Node node = resize("linear", "tf_crop_and_resize", {{"extrapolation_value", 9.0f}});
  const Tensor y = output_of(node, {floats({2, 3}, {0, 1, 2, 3, 4, 5}),
                                    floats({4}, {0, 0.5f, 1, 1.5f}), std::nullopt, ints({2, 3})});
  EXPECT_EQ(values_of<float>(y), (Floats{1, 2, 9, 4, 5, 9}));
  const Node nearest = resize("nearest", "tf_crop_and_resize");
  const Tensor codes = output_of(
      nearest, {tensor_of<int8_t>({2}, {5, 6}), floats({2}, {-1, 1}), std::nullopt, ints({3})});
  EXPECT_EQ(values_of<int8_t>(codes), (std::vector<int8_t>{0, 5, 6}));
}

TEST(Resize, KeepsTheAspectRatioWhereItsPolicySaysSo) {
  const auto shape_of = [](const char* policy) {
    const Node node =
        resize("nearest", "half_pixel",
               {{"keep_aspect_ratio_policy", std::string(policy)}, {"axes", Ints{-1, 1}}});
    return output_of(node,
                     {floats({1, 2, 4}, Floats(8, 0)), std::nullopt, std::nullopt, ints({6, 7})})
        .shape();
  };
  EXPECT_EQ(shape_of("stretch"), (Shape{1, 7, 6}));
  EXPECT_EQ(shape_of("not_larger"), (Shape{1, 3, 6}));
  EXPECT_EQ(shape_of("not_smaller"), (Shape{1, 7, 14}));
}

TEST(Resize, TakesScalesInItsOlderForms) {
  const Tensor x = floats({1, 2}, {1, 2});
  const Node upsample = make_node("Upsample", {{"scales", Floats{1, 2}}}, 7);
  EXPECT_EQ(values_of<float>(output_of(upsample, {x})), (Floats{1, 1, 2, 2}));
  EXPECT_EQ(values_of<float>(output_of(make_node("Upsample", {}, 9), {x, floats({2}, {1, 2})})),
            (Floats{1, 1, 2, 2}));
  const Node ten = make_node("Resize", {{"mode", std::string("linear")}}, 10);
  EXPECT_EQ(values_of<float>(output_of(ten, {x, floats({2}, {1, 2})})), (Floats{1, 1.5f, 2, 2}));
  // In opset 10, an axis that shrinks shows the upper neighbour, as in ONNX Runtime.
  const Node shrinks = make_node("Resize", {}, 10);
  EXPECT_EQ(values_of<float>(output_of(shrinks, {floats({4}, {0, 1, 2, 3}), floats({1}, {0.6f})})),
            (Floats{0, 2}));
  // Exporters give what they do not use as a tensor without elements.
  const Node eleven = make_node("Resize", {}, 11);
  EXPECT_EQ(output_of(eleven, {x, floats({0}, {}), floats({0}, {}), ints({1, 4})}).shape(),
            (Shape{1, 4}));
}

TEST(Resize, RefusesWhatMakesNoSense) {
  const Tensor x = floats({2}, {1, 2});
  const auto with_scales = [&](const Floats& scales) {
    const Tensor list = floats({static_cast<int64_t>(scales.size())}, scales);
    return run_operator(resize("linear", "half_pixel"), {x, std::nullopt, list});
  };
  const auto with_size = [&](const Node& node, const Ints& sizes) {
    return run_operator(node, {x, std::nullopt, std::nullopt, ints(sizes)});
  };
  constexpr float kBeyond = std::numeric_limits<float>::infinity();
  for (const Floats& scales : {Floats{0}, Floats{-1}, Floats{kBeyond}, Floats{1e30f}, Floats{1, 1}})
    EXPECT_FALSE(with_scales(scales));
  const Node linear = resize("linear", "half_pixel");
  for (const Ints& sizes : {Ints{-1}, Ints{INT64_MAX}, Ints{INT64_MIN}, Ints{1, 1}})
    EXPECT_FALSE(with_size(linear, sizes));
  EXPECT_TRUE(with_size(linear, {0}));
  EXPECT_FALSE(with_size(resize("linear", "bent"), {2}));
  EXPECT_FALSE(with_size(resize("bicubic", "half_pixel"), {2}));
  EXPECT_FALSE(with_size(resize("linear", "tf_crop_and_resize"), {2})) << "no region";
  EXPECT_FALSE(with_size(
      resize("linear", "half_pixel", {{"keep_aspect_ratio_policy", std::string("larger")}}), {2}));
  EXPECT_FALSE(
      with_size(resize("nearest", "half_pixel", {{"nearest_mode", std::string("up")}}), {2}));
  EXPECT_FALSE(run_operator(linear, {x, std::nullopt, floats({1}, {2}), ints({4})}));
  EXPECT_FALSE(run_operator(linear, {x}));
  EXPECT_FALSE(run_operator(linear, {floats({0}, {}), std::nullopt, std::nullopt, ints({4})}));
}

TEST(Resize, ShrinksBeforeItGrows) {
  // Neither input nor output is large; growing first would take 2^44 elements.
  constexpr int64_t kLong = int64_t{1} << 22;
  const Tensor y =
      output_of(resize("cubic", "asymmetric"), {floats({1, kLong}, Floats(size_t{1} << 22, 3)),
                                                std::nullopt, std::nullopt, ints({kLong, 1})});
  EXPECT_FLOAT_EQ(y.values<float>()[12345], 3);
}

}  // namespace
}  // namespace npuscope::testing
