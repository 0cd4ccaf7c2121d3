// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "formula_image.h"
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

TEST(ImageSet, CropsABoxBeforeAndTheCentreAfterTheResize) {
  const Tensor image = test::formula_image(8, 6, 3, 1);
  const auto pixels = image.values<uint8_t>();
  const auto at = [&](size_t x, size_t y) { return static_cast<float>(pixels[(y * 8 + x) * 3]); };
  Preparation preparation;
  preparation.resize = Resize{2, 2, ResizeKernel::kNearest};
  preparation.crop = CropBox{2, 1, 4, 4};
  const InputDescription whole{"input", ElementType::kFloat32, {1, 3, 2, 2}, std::nullopt};
  const auto box = prepare_image(image, preparation, whole);
  ASSERT_TRUE(box) << box.error().message();
  EXPECT_EQ(box->values<float>()[0], at(2, 1));
  EXPECT_EQ(box->values<float>()[3], at(4, 3));

  preparation.resize = Resize{4, 3, ResizeKernel::kNearest};
  preparation.crop = CentreCrop{2, 1};
  const InputDescription middle{"input", ElementType::kFloat32, {1, 3, 1, 2}, std::nullopt};
  const auto centre = prepare_image(image, preparation, middle);
  ASSERT_TRUE(centre) << centre.error().message();
  EXPECT_EQ(centre->values<float>()[0], at(2, 2));
  EXPECT_EQ(centre->values<float>()[1], at(4, 2));
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
