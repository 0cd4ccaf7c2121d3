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

}  // namespace
}  // namespace npuscope
