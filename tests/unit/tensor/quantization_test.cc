// SPDX-License-Identifier: Apache-2.0
#include "tensor/quantization.h"

#include <gtest/gtest.h>

#include <limits>

#include "tensor/tensor.h"

namespace npuscope {
namespace {

Quantization int8(float scale, int32_t zero_point) {
  return {ElementType::kInt8, {scale}, {zero_point}, -1};
}

TEST(Quantization, RefusesScalesThatAreNotPositiveNumbers) {
  EXPECT_TRUE(validate(int8(0.5f, -128), Shape{4}));
  for (float scale : {0.0f, -1.0f, std::numeric_limits<float>::quiet_NaN(),
                      std::numeric_limits<float>::infinity()})
    EXPECT_FALSE(validate(int8(scale, 0), Shape{4})) << scale;
}

TEST(Quantization, RefusesZeroPointsThatTheTypeCannotHold) {
  EXPECT_FALSE(validate(int8(1, 128), Shape{4}));
  EXPECT_FALSE(validate(int8(1, -129), Shape{4}));
}

TEST(Quantization, RefusesAChannelCountThatDoesNotFitTheShape) {
  const Quantization q{ElementType::kInt8, {1, 2}, {0, 0}, 0};
  EXPECT_TRUE(validate(q, Shape{2, 5}));
  EXPECT_FALSE(validate(q, Shape{3, 5}));
  EXPECT_FALSE(validate(q, Shape{}));
}

TEST(Quantize, RoundsHalfToEvenAndSaturates) {
  const std::vector<float> values = {0.25f, 0.75f, 1.25f, -0.25f, 1000, -1000};
  const Tensor codes = quantize(Tensor::of<float>({6}, values), int8(0.5f, 1));
  const std::vector<int8_t> expected = {1, 3, 3, 1, 127, -128};
  for (size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(codes.values<int8_t>()[i], expected[i]);
}

TEST(Quantize, UsesEachChannelsOwnScale) {
  const Quantization q{ElementType::kInt8, {1, 2}, {0, 10}, 1};
  const std::vector<float> values = {4, 4, 6, 6, 8, 8, 10, 10};
  const Tensor codes = quantize(Tensor::of<float>({2, 2, 2}, values), q);
  const std::vector<int8_t> expected = {4, 4, 13, 13, 8, 8, 15, 15};
  for (size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(codes.values<int8_t>()[i], expected[i]);
  const Tensor back = dequantize(codes, q);
  for (size_t i = 0; i < values.size(); ++i) EXPECT_EQ(back.values<float>()[i], values[i]);
}

}  // namespace
}  // namespace npuscope
