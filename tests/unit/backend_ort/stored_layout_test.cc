// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "backend_ort/counterparts.h"

namespace npuscope {
namespace {

using testing::ElementsAre;

Value int8_value(Shape shape) {
  Value value;
  value.name = "v";
  value.type = ElementType::kInt8;
  value.shape = std::move(shape);
  value.quantization = Quantization{ElementType::kInt8, {0.5f}, {3}, -1};
  return value;
}

TEST(StoredLayout, Uint8ChannelsLastBecomesInt8ChannelsFirstAndBack) {
  const Value value = int8_value({1, 2, 1, 3});
  const Counterpart counterpart{"t", ElementType::kUint8, 128, true, false};
  const std::vector<uint8_t> stored = {0, 128, 1, 129, 2, 255};
  const Tensor tensor = Tensor::of<uint8_t>({1, 1, 3, 2}, stored);
  const auto codes = value_from_stored(tensor, counterpart, value);
  ASSERT_TRUE(codes) << codes.error().message();
  EXPECT_EQ(codes->shape(), *value.shape);
  EXPECT_THAT(codes->values<int8_t>(), ElementsAre(-128, -127, -126, 0, 1, 127));
  const auto back = stored_from_value(*codes, counterpart, value);
  ASSERT_TRUE(back) << back.error().message();
  EXPECT_EQ(back->shape(), tensor.shape());
  EXPECT_THAT(back->values<uint8_t>(), testing::ElementsAreArray(stored));
}

TEST(StoredLayout, RealNumbersBecomeTheCodesThatStandForThem) {
  const Value value = int8_value({3});
  const Counterpart counterpart{"t", ElementType::kFloat32, 0, false, true};
  const std::vector<float> real = {-1.5f, 0.5f, 1000.0f};
  const auto codes = value_from_stored(Tensor::of<float>({3}, real), counterpart, value);
  ASSERT_TRUE(codes);
  EXPECT_THAT(codes->values<int8_t>(), ElementsAre(0, 4, 127));
}

TEST(StoredLayout, AnotherShapeIsRefused) {
  const Value value = int8_value({1, 2, 1, 3});
  const Counterpart counterpart{"t", ElementType::kInt8, 0, false, false};
  EXPECT_FALSE(
      value_from_stored(Tensor::zeros(ElementType::kInt8, {1, 3, 1, 2}), counterpart, value));
  const auto fed =
      stored_from_value(Tensor::zeros(ElementType::kUint8, {1, 2, 1, 3}), counterpart, value);
  ASSERT_FALSE(fed);
  EXPECT_EQ(fed.error().kind(), ErrorKind::kBadInput);
}

}  // namespace
}  // namespace npuscope
