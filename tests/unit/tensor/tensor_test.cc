// SPDX-License-Identifier: Apache-2.0
#include "tensor/tensor.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

TEST(Tensor, IsCreatedOfNumbersOnly) {
  EXPECT_TRUE(Tensor::create(ElementType::kInt4, {2, 3}));
  for (const ElementType type : {ElementType::kString, ElementType::kUndefined}) {
    const auto tensor = Tensor::create(type, {2, 3});
    ASSERT_FALSE(tensor);
    EXPECT_EQ(tensor.error().kind(), ErrorKind::kBadInput);
    EXPECT_EQ(tensor.error().found(), element_type_name(type));
  }
}

TEST(Tensor, BecomesFloat32WithOneRoundingPerElement) {
  const Tensor doubles = Tensor::of<double>({2}, std::vector<double>{0.1, 16777217});
  const Tensor floats = to_float32(doubles);
  EXPECT_EQ(floats.values<float>()[0], 0.1f);
  EXPECT_EQ(floats.values<float>()[1], 16777216.0f);
  EXPECT_EQ(to_float32(floats).bytes().data(), floats.bytes().data()) << "nothing to copy";
}

}  // namespace
}  // namespace npuscope
