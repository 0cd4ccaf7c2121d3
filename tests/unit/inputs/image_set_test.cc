// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "formats/npy.h"
#include "formula_image.h"
#include "inputs/input_set.h"
#include "support/scratch_folder.h"

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
  const auto box = prepare_image(image, PixelOrder::kRgb, preparation, whole);
  ASSERT_TRUE(box) << box.error().message();
  EXPECT_EQ(box->values<float>()[0], at(2, 1));
  EXPECT_EQ(box->values<float>()[3], at(4, 3));

  preparation.resize = Resize{4, 3, ResizeKernel::kNearest};
  preparation.crop = CentreCrop{2, 1};
  const InputDescription middle{"input", ElementType::kFloat32, {1, 3, 1, 2}, std::nullopt};
  const auto centre = prepare_image(image, PixelOrder::kRgb, preparation, middle);
  ASSERT_TRUE(centre) << centre.error().message();
  EXPECT_EQ(centre->values<float>()[0], at(2, 2));
  EXPECT_EQ(centre->values<float>()[1], at(4, 2));
}

/// The same pixels with their channels the other way round.
Tensor reversed(const Tensor& image) {
  Tensor result = image;
  const auto pixels = result.mutable_values<uint8_t>();
  for (size_t i = 0; i < pixels.size(); i += 3) std::swap(pixels[i], pixels[i + 2]);
  return result;
}

/// The file of a row of prepared.txt as it is, or its pixels as an RGB array in `scratch`.
InputSpec spec_of(const std::vector<std::string>& row, const test::ScratchFolder& scratch) {
  InputSpec spec = committed_images({"images/" + row.at(0)});
  if (row.at(1) == "rgb") {
    const Tensor image = decode_image(spec.folder / spec.files[0]).value();
    scratch.write("pixels.npy", format_npy(reversed(image)).value());
    spec.folder = scratch.path();
    spec.files = {"pixels.npy"};
  }
  spec.preparation = Preparation{};
  spec.preparation->resize =
      Resize{std::stoll(row.at(2)), std::stoll(row.at(3)), parse_resize_kernel(row.at(4)).value()};
  spec.preparation->colour = parse_colour(row.at(5)).value();
  return spec;
}

TEST(ImageSet, PreparesFilesAndRgbArraysToTheNumbersOfThePinnedCv2) {
  const test::ScratchFolder scratch;
  const auto rows = test::vectors("images/prepared.txt");
  ASSERT_EQ(rows.size(), 120u);
  for (const auto& row : rows) {
    if (!test::is_decoded(row.at(0))) continue;
    const InputSpec spec = spec_of(row, scratch);
    const Resize size = *spec.preparation->resize;
    const Shape shape = {1, row[5] == "grey" ? 1 : 3, size.height, size.width};
    const auto set = InputSet::open(spec, {{"input", ElementType::kFloat32, shape, std::nullopt}});
    ASSERT_TRUE(set) << set.error().message();
    const auto tensors = set->load(0);
    ASSERT_TRUE(tensors) << tensors.error().message();
    EXPECT_EQ(sha256_hex(tensors->at(0).bytes()), row.at(6)) << testing::PrintToString(row);
  }
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
