// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "formula_image.h"
#include "inputs/image.h"

namespace npuscope {
namespace {

TEST(Resize, GivesTheBytesOfThePinnedCv2ForEveryKernelAndSize) {
  const auto rows = test::vectors("resize_vectors.txt");
  ASSERT_EQ(rows.size(), 110u);
  for (const auto& row : rows) {
    const auto number = [&](size_t i) { return std::stoll(row.at(i)); };
    const Tensor image =
        test::formula_image(number(2), number(3), number(1), static_cast<uint32_t>(number(6)));
    const auto resized =
        resize_image(image, number(4), number(5), parse_resize_kernel(row.at(0)).value());
    ASSERT_TRUE(resized) << resized.error().message();
    EXPECT_EQ(resized->shape(), (Shape{number(5), number(4), number(1)}));
    EXPECT_EQ(sha256_hex(resized->bytes()), row.at(7)) << testing::PrintToString(row);
  }
}

TEST(Resize, RefusesSizesThatNoMachineCanHold) {
  const Tensor image = test::formula_image(4, 4, 3, 1);
  EXPECT_FALSE(resize_image(image, 0, 4, ResizeKernel::kArea));
  EXPECT_FALSE(resize_image(image, int64_t{1} << 40, int64_t{1} << 40, ResizeKernel::kArea));
}

TEST(Resize, AnUnknownKernelIsAUsageErrorThatListsTheKnownOnes) {
  const auto kernel = parse_resize_kernel("bilinear");
  ASSERT_FALSE(kernel);
  EXPECT_EQ(kernel.error().kind(), ErrorKind::kUsage);
  EXPECT_NE(kernel.error().message().find("lanczos4"), std::string::npos);
}

}  // namespace
}  // namespace npuscope
