// SPDX-License-Identifier: Apache-2.0
#include "compare/align.h"

#include <gtest/gtest.h>

#include <numeric>

namespace npuscope {
namespace {

Tensor counting(Shape shape) {
  std::vector<int16_t> values(static_cast<size_t>(element_count(shape)));
  std::iota(values.begin(), values.end(), int16_t{0});
  return Tensor::of<int16_t>(std::move(shape), values);
}

// numpy: arange(12).reshape(2, 3, 2).transpose(2, 0, 1).ravel()
TEST(Align, TransposesAsNumpyDoes) {
  const Tensor result = aligned(counting({2, 3, 2}), {2, 2, 3}, {2, 0, 1});
  const auto values = result.values<int16_t>();
  EXPECT_EQ((std::vector<int16_t>(values.begin(), values.end())),
            (std::vector<int16_t>{0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11}));
}

TEST(Align, OnlyRenamesTheShapeWithoutAPermutation) {
  const Tensor tensor = counting({1, 6});
  const Tensor result = aligned(tensor, {6, 1, 1}, {});
  EXPECT_EQ(result.shape(), (Shape{6, 1, 1}));
  EXPECT_EQ(result.bytes().data(), tensor.bytes().data());
}

TEST(Align, MovesTheAxisOfPerChannelScales) {
  const Quantization hwc = {ElementType::kInt8, {1, 2, 3}, {0, 0, 0}, 2};
  EXPECT_EQ(aligned(hwc, {4, 5, 3}, {1, 3, 4, 5}, {2, 0, 1}).axis, 1);
  EXPECT_EQ(aligned(hwc, {1, 4, 3}, {4, 1, 1, 3}, {}).axis, 3);
  const Quantization one = {ElementType::kInt8, {1}, {0}, 0};
  EXPECT_EQ(aligned(one, {1, 4}, {4}, {}).axis, -1);
}

}  // namespace
}  // namespace npuscope
