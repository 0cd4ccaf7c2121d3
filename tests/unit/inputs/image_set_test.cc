// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "inputs/input_set.h"

namespace npuscope {
namespace {

InputSpec committed_images(std::vector<std::string> patterns) {
  InputSpec spec;
  spec.folder = fs::path(NPUSCOPE_TEST_DATA) / "inputs";
  spec.files = std::move(patterns);
  return spec;
}

TEST(ImageSet, DecodesAndPreparesEachImage) {
  InputSpec spec = committed_images({"images/*.bmp", "images/colour.*"});
  spec.preparation = Preparation{};
  spec.preparation->resize = Resize{8, 8, ResizeKernel::kArea};
  const InputDescription input{"input", ElementType::kFloat32, {1, 3, 8, 8}, std::nullopt};
  const auto set = InputSet::open(spec, {input});
  ASSERT_TRUE(set) << set.error().message();
  ASSERT_EQ(set->size(), 4u);
  EXPECT_EQ(set->name(3), "images/colour.png");
  std::vector<std::string> hashes;
  for (size_t i = 0; i < set->size(); ++i) hashes.push_back(input_hash(set->load(i).value()));
  EXPECT_EQ(hashes[1], hashes[3]) << "the same pixels as .bmp and .png";
  EXPECT_NE(hashes[1], hashes[2]);
}

TEST(ImageSet, AnImageOfAnotherSizeNamesTheFileAndTheRemedy) {
  const InputDescription input{"input", ElementType::kFloat32, {1, 3, 8, 8}, std::nullopt};
  const auto set = InputSet::open(committed_images({"images/colour.png"}), {input});
  ASSERT_TRUE(set);
  const auto sample = set->load(0);
  ASSERT_FALSE(sample);
  EXPECT_EQ(sample.error().where(), "images/colour.png");
  EXPECT_EQ(sample.error().expected(), "1x3x8x8");
  EXPECT_EQ(sample.error().found(), "1x3x14x21");
  EXPECT_EQ(sample.error().hint(), "set resize = { size = [8, 8] } in [inputs.prepare]");
}

TEST(ImageSet, CubicResizingComesWithAWarning) {
  InputSpec spec = committed_images({"images/colour.png"});
  spec.preparation = Preparation{};
  spec.preparation->resize = Resize{8, 8, ResizeKernel::kCubic};
  const InputDescription input{"input", ElementType::kFloat32, {1, 3, 8, 8}, std::nullopt};
  const auto set = InputSet::open(spec, {input});
  ASSERT_TRUE(set);
  ASSERT_EQ(set->warnings().size(), 1u);
  EXPECT_NE(set->warnings()[0].find("setUseIPP"), std::string::npos);
}

}  // namespace
}  // namespace npuscope
