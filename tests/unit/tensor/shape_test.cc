// SPDX-License-Identifier: Apache-2.0
#include "tensor/shape.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

TEST(Shape, CountsElementsAndRefusesNonsense) {
  EXPECT_EQ(checked_element_count(Shape{}), 1);
  EXPECT_EQ(checked_element_count(Shape{2, 3, 4}), 24);
  EXPECT_EQ(checked_element_count(Shape{2, 0, 4}), 0);
  EXPECT_FALSE(checked_element_count(Shape{2, -1}));
  EXPECT_FALSE(checked_element_count(Shape{int64_t{1} << 40, int64_t{1} << 40}));
  EXPECT_FALSE(checked_element_count(Shape{int64_t{1} << 40, int64_t{1} << 40, 0}));
}

TEST(Shape, BroadcastsAsNumpyDoes) {
  EXPECT_EQ(broadcast_shape(Shape{3, 1}, Shape{4}), (Shape{3, 4}));
  EXPECT_EQ(broadcast_shape(Shape{}, Shape{2, 2}), (Shape{2, 2}));
  EXPECT_FALSE(broadcast_shape(Shape{3}, Shape{4}));
}

TEST(Shape, AxesCountFromBothEnds) {
  EXPECT_EQ(normalized_axis(-1, 4), 3);
  EXPECT_EQ(normalized_axis(0, 4), 0);
  EXPECT_FALSE(normalized_axis(4, 4));
  EXPECT_FALSE(normalized_axis(-5, 4));
}

}  // namespace
}  // namespace npuscope
