// SPDX-License-Identifier: Apache-2.0
#include "inputs/conform.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

TEST(FindSamples, AcceptsASampleWithOrWithoutBatchAndAnyNumberOfThem) {
  const Shape sample = {1, 3, 4, 5};
  EXPECT_EQ(find_samples({1, 3, 4, 5}, sample)->count, 1);
  EXPECT_FALSE(find_samples({1, 3, 4, 5}, sample)->explicit_axis);
  EXPECT_EQ(find_samples({3, 4, 5}, sample)->count, 1);
  EXPECT_EQ(find_samples({7, 3, 4, 5}, sample)->count, 7);
  EXPECT_EQ(find_samples({7, 1, 3, 4, 5}, sample)->count, 7);
  EXPECT_TRUE(find_samples({7, 3, 4, 5}, sample)->explicit_axis);
  EXPECT_FALSE(find_samples({7, 4, 5, 3}, sample));
  EXPECT_FALSE(find_samples({}, sample));
}

TEST(FindSamples, ABatchOfSeveralIsOneSample) {
  EXPECT_EQ(find_samples({2, 3}, {2, 3})->count, 1);
  EXPECT_EQ(find_samples({5, 2, 3}, {2, 3})->count, 5);
  EXPECT_FALSE(find_samples({10, 3}, {2, 3}));
}

TEST(ChangeLayout, MovesChannelsThereAndBack) {
  std::vector<int16_t> values(24);
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<int16_t>(i);
  const Tensor last = Tensor::of<int16_t>({1, 2, 4, 3}, values);
  const Tensor first = change_layout(last, ImageLayout::kNhwc, ImageLayout::kNchw);
  EXPECT_EQ(first.shape(), (Shape{1, 3, 2, 4}));
  EXPECT_EQ(first.values<int16_t>()[1 * 8 + 1 * 4 + 2], (1 * 4 + 2) * 3 + 1);
  const Tensor back = change_layout(first, ImageLayout::kNchw, ImageLayout::kNhwc);
  EXPECT_TRUE(std::ranges::equal(back.values<int16_t>(), values));
}

TEST(ShapeConflict, SuggestsALayoutThatWouldFitButNeverTakesIt) {
  const InputDescription input{"x", ElementType::kFloat32, {1, 3, 8, 9}, std::nullopt};
  const Error nhwc = array_shape_conflict(input, {10, 8, 9, 3});
  EXPECT_EQ(nhwc.hint(), "looks like nhwc: set layout = \"nhwc\" in [inputs] if it is");
  EXPECT_EQ(nhwc.expected(), "1x3x8x9");
  EXPECT_EQ(nhwc.found(), "10x8x9x3");
  EXPECT_EQ(array_shape_conflict(input, {10, 8}).hint(), "");
}

TEST(ConformType, QuantizesFloatsAndDequantizesCodesWhereTheMeaningIsKnown) {
  const Quantization q{ElementType::kInt8, {0.5f}, {1}, -1};
  const InputDescription takes_codes{"x", ElementType::kInt8, {2}, q};
  const InputDescription takes_floats{"x", ElementType::kFloat32, {2}, q};
  const std::vector<double> reals = {1.0, -2.0};
  const auto codes = conform_type(Tensor::of<double>({2}, reals), takes_codes);
  ASSERT_TRUE(codes);
  EXPECT_EQ(codes->values<int8_t>()[1], -3);
  const auto floats = conform_type(*codes, takes_floats);
  ASSERT_TRUE(floats);
  EXPECT_EQ(floats->values<float>()[1], -2.0f);
}

TEST(ConformType, RefusesPixelsForAFloatInput) {
  const InputDescription input{"x", ElementType::kFloat32, {2}, std::nullopt};
  const auto floats = conform_type(Tensor::zeros(ElementType::kUint8, {2}), input);
  ASSERT_FALSE(floats);
  EXPECT_NE(floats.error().message().find("float32"), std::string::npos);
}

TEST(ConformType, ChangesTheWidthOfIntegersOnlyWhereAllValuesFit) {
  const InputDescription input{"x", ElementType::kInt8, {2}, std::nullopt};
  const std::vector<int64_t> small = {-128, 127}, large = {0, 128};
  EXPECT_TRUE(conform_type(Tensor::of<int64_t>({2}, small), input));
  const auto conflict = conform_type(Tensor::of<int64_t>({2}, large), input);
  ASSERT_FALSE(conflict);
  EXPECT_EQ(conflict.error().found(), "128");
}

}  // namespace
}  // namespace npuscope
