// SPDX-License-Identifier: Apache-2.0
#include "formats/npz.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/npy.h"
#include "formats/zip.h"
#include "formats/zip_samples.h"
#include "support/npz_writer.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Tensor floats() { return Tensor::of<float>({1, 2}, std::array{1.5f, -0.0f}); }

TEST(Npz, ArraysComeBackInOrderWithTheirNames) {
  const std::string file =
      test::format_npz({{"b", floats()}, {"a/x", Tensor::scalar<int8_t>(-3)}}).value();
  const auto arrays = parse_npz(as_bytes(file)).value();
  ASSERT_EQ(arrays.size(), 2u);
  EXPECT_EQ(arrays[0].name, "b");
  EXPECT_EQ(arrays[0].tensor.shape(), (Shape{1, 2}));
  EXPECT_THAT(arrays[0].tensor.values<float>(), ElementsAre(1.5f, -0.0f));
  EXPECT_EQ(arrays[1].name, "a/x");
  EXPECT_THAT(arrays[1].tensor.values<int8_t>(), ElementsAre(-3));
}

TEST(Npz, CompressedArraysAreRead) {
  const std::string file = zip_of_one(
      {.content = format_npy(floats()).value(), .name = "x.npy", .deflate = true, .zip64 = true});
  const auto arrays = parse_npz(as_bytes(file)).value();
  EXPECT_THAT(arrays[0].tensor.values<float>(), ElementsAre(1.5f, -0.0f));
}

TEST(Npz, ErrorsNameTheArray) {
  const auto foreign = parse_npz(as_bytes(zip_of_one({.content = "x", .name = "readme.txt"})));
  ASSERT_FALSE(foreign);
  EXPECT_THAT(foreign.error().message(), HasSubstr("'readme.txt'"));
  const auto broken = parse_npz(as_bytes(zip_of_one({.content = "x", .name = "y.npy"})));
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().message(), HasSubstr("y.npy: not an .npy file"));
}

}  // namespace
}  // namespace npuscope
