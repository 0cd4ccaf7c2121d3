// SPDX-License-Identifier: Apache-2.0
// What a build without OpenCV says (NPUSCOPE_IMAGES=OFF).
#include <gtest/gtest.h>

#include "formula_image.h"
#include "inputs/image.h"

namespace npuscope {
namespace {

TEST(WithoutOpenCv, ImagesAreAnEnvironmentErrorThatSaysWhatIsRead) {
  const auto image =
      decode_image(fs::path(NPUSCOPE_TEST_DATA) / "inputs" / "images" / "colour.png");
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().kind(), ErrorKind::kEnvironment);
  EXPECT_NE(image.error().message().find("this build reads .npy/.npz inputs only"),
            std::string::npos);
}

TEST(WithoutOpenCv, OnlyAResizeToTheSameSizeWorks) {
  const Tensor image = test::formula_image(4, 3, 3, 1);
  EXPECT_TRUE(resize_image(image, 4, 3, ResizeKernel::kArea));
  const auto resized = resize_image(image, 2, 2, ResizeKernel::kArea);
  ASSERT_FALSE(resized);
  EXPECT_EQ(resized.error().kind(), ErrorKind::kEnvironment);
}

}  // namespace
}  // namespace npuscope
