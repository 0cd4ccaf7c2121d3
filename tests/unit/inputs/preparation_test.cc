// SPDX-License-Identifier: Apache-2.0
#include "inputs/preparation.h"

#include <gtest/gtest.h>

#include <limits>

#include "formula_image.h"

namespace npuscope {
namespace {

InputDescription float_input(Shape shape) {
  return {"input", ElementType::kFloat32, std::move(shape), std::nullopt};
}

/// 1 x 2 pixels: (10, 20, 30) and (40, 50, 60).
Tensor two_pixels() {
  const std::vector<uint8_t> pixels = {10, 20, 30, 40, 50, 60};
  return Tensor::of<uint8_t>({1, 2, 3}, pixels);
}

template <class T>
std::vector<T> list(const Result<Tensor>& tensor) {
  if (!tensor) {
    ADD_FAILURE() << tensor.error().message();
    return {};
  }
  return {tensor->values<T>().begin(), tensor->values<T>().end()};
}

TEST(Preparation, PutsChannelsIntoPlanesOrInterleavesThem) {
  Preparation preparation;
  EXPECT_EQ(list<float>(prepare_image(two_pixels(), PixelOrder::kRgb, preparation,
                                      float_input({1, 3, 1, 2}))),
            (std::vector<float>{10, 40, 20, 50, 30, 60}));
  preparation.layout = ImageLayout::kNhwc;
  EXPECT_EQ(list<float>(prepare_image(two_pixels(), PixelOrder::kRgb, preparation,
                                      float_input({1, 1, 2, 3}))),
            (std::vector<float>{10, 20, 30, 40, 50, 60}));
  preparation.colour = Colour::kBgr;
  EXPECT_EQ(list<float>(
                prepare_image(two_pixels(), PixelOrder::kRgb, preparation, float_input({1, 2, 3}))),
            (std::vector<float>{30, 20, 10, 60, 50, 40}));
  preparation.colour = Colour::kGrey;
  EXPECT_EQ(list<float>(prepare_image(two_pixels(), PixelOrder::kRgb, preparation,
                                      float_input({1, 1, 2, 1}))),
            (std::vector<float>{18, 48}));
}

TEST(Preparation, SaysTheColourWhateverOrderThePixelsCameIn) {
  const std::vector<uint8_t> reversed = {30, 20, 10, 60, 50, 40};
  const Tensor bgr = Tensor::of<uint8_t>({1, 2, 3}, reversed);
  for (const Colour colour : {Colour::kRgb, Colour::kBgr, Colour::kGrey}) {
    Preparation preparation;
    preparation.colour = colour;
    const auto input = float_input({1, colour == Colour::kGrey ? 1 : 3, 1, 2});
    const auto values = list<float>(prepare_image(bgr, PixelOrder::kBgr, preparation, input));
    EXPECT_EQ(values,
              list<float>(prepare_image(two_pixels(), PixelOrder::kRgb, preparation, input)));
  }
}

TEST(Preparation, ScalesThenSubtractsThenDividesInFloat32) {
  Preparation preparation;
  preparation.scale = 1.0f / 255;
  preparation.mean = {0.485f, 0.456f, 0.406f};
  preparation.std = {0.229f, 0.224f, 0.225f};
  const auto values = list<float>(
      prepare_image(two_pixels(), PixelOrder::kRgb, preparation, float_input({1, 3, 1, 2})));
  const float scaled = 20.0f * preparation.scale;
  const float centred = scaled - 0.456f;
  EXPECT_EQ(values.at(2), centred / 0.224f);
}

TEST(Preparation, MeanAndStdFollowTheChannelsThatTheNetworkSees) {
  Preparation preparation;
  preparation.colour = Colour::kBgr;
  preparation.mean = {30, 20, 10};
  EXPECT_EQ(list<float>(prepare_image(two_pixels(), PixelOrder::kRgb, preparation,
                                      float_input({1, 3, 1, 2}))),
            (std::vector<float>{0, 30, 0, 30, 0, 30}));
}

TEST(Preparation, CropsABoxOrTheCentre) {
  const Tensor image = test::formula_image(8, 6, 3, 1);
  const auto pixels = image.values<uint8_t>();
  const auto at = [&](size_t x, size_t y) { return static_cast<float>(pixels[(y * 8 + x) * 3]); };
  Preparation preparation;
  preparation.layout = ImageLayout::kNhwc;
  preparation.crop = CropBox{2, 1, 2, 3};
  const auto box =
      list<float>(prepare_image(image, PixelOrder::kRgb, preparation, float_input({1, 3, 2, 3})));
  EXPECT_EQ(box.at(0), at(2, 1));
  EXPECT_EQ(box.at(15), at(3, 3));
  preparation.crop = CentreCrop{2, 3};  // (8 - 2) / 2 = 3; (6 - 3) / 2 = 1.5, rounded to 2
  const auto centre =
      list<float>(prepare_image(image, PixelOrder::kRgb, preparation, float_input({1, 3, 2, 3})));
  EXPECT_EQ(centre.at(0), at(3, 2));
}

TEST(Preparation, QuantizesRealValuesForAnInputThatTakesCodes) {
  InputDescription input{"input",
                         ElementType::kInt8,
                         {1, 3, 1, 2},
                         Quantization{ElementType::kInt8, {0.5f}, {-128}, -1}};
  Preparation preparation;
  preparation.scale = 0.25f;
  EXPECT_EQ(list<int8_t>(prepare_image(two_pixels(), PixelOrder::kRgb, preparation, input)),
            (std::vector<int8_t>{-123, -108, -118, -103, -113, -98}));
}

TEST(Preparation, WithAnIntegerDtypeTheValueIsTheCodeItself) {
  InputDescription input{"input",
                         ElementType::kInt8,
                         {1, 3, 1, 2},
                         Quantization{ElementType::kInt8, {0.5f}, {-128}, -1}};
  Preparation preparation;
  preparation.dtype = ElementType::kInt8;
  preparation.mean = {128, 128, 128};
  EXPECT_EQ(list<int8_t>(prepare_image(two_pixels(), PixelOrder::kRgb, preparation, input)),
            (std::vector<int8_t>{-118, -88, -108, -78, -98, -68}));
  input = {"input", ElementType::kUint8, {1, 3, 1, 2}, std::nullopt};
  EXPECT_FALSE(prepare_image(two_pixels(), PixelOrder::kRgb, Preparation{}, input))
      << "meaning of integers unknown";
}

TEST(Preparation, AWrongSizeSuggestsTheResizeAndAWrongLayoutTheLayout) {
  const Tensor image = test::formula_image(9, 7, 3, 1);
  const auto size =
      prepare_image(image, PixelOrder::kRgb, Preparation{}, float_input({1, 3, 32, 48}));
  ASSERT_FALSE(size);
  EXPECT_NE(size.error().hint().find("size = [48, 32]"), std::string::npos);
  EXPECT_EQ(size.error().found(), "1x3x7x9");
  EXPECT_EQ(size.error().expected(), "1x3x32x48");
  const auto layout =
      prepare_image(image, PixelOrder::kRgb, Preparation{}, float_input({1, 7, 9, 3}));
  ASSERT_FALSE(layout);
  EXPECT_NE(layout.error().hint().find("nhwc"), std::string::npos) << layout.error().message();
  const auto grey =
      prepare_image(image, PixelOrder::kRgb, Preparation{}, float_input({1, 1, 7, 9}));
  ASSERT_FALSE(grey);
  EXPECT_NE(grey.error().hint().find("colour"), std::string::npos);
}

TEST(Preparation, ACropBeyondTheImageIsBadInput) {
  Preparation preparation;
  preparation.crop = CropBox{0, 0, 3, 1};
  EXPECT_FALSE(
      prepare_image(two_pixels(), PixelOrder::kRgb, preparation, float_input({1, 3, 1, 3})));
  preparation.crop = CentreCrop{2, 2};
  EXPECT_FALSE(
      prepare_image(two_pixels(), PixelOrder::kRgb, preparation, float_input({1, 3, 2, 2})));
}

TEST(Preparation, ValidationRefusesWhatCannotBeComputed) {
  EXPECT_TRUE(validate(Preparation{}));
  std::vector<Preparation> wrong(6);
  wrong[0].std[1] = 0;
  wrong[1].scale = std::numeric_limits<float>::infinity();
  wrong[2].resize = Resize{0, 4, ResizeKernel::kArea};
  wrong[3].resize = Resize{65536, 65536, ResizeKernel::kArea};
  wrong[4].crop = CropBox{-1, 0, 4, 4};
  wrong[5].dtype = ElementType::kInt32;
  for (const Preparation& preparation : wrong) EXPECT_FALSE(validate(preparation));
}

TEST(Preparation, ItsTextSaysEveryStepInOrder) {
  Preparation preparation;
  preparation.crop = CentreCrop{112, 96};
  preparation.resize = Resize{128, 120, ResizeKernel::kArea};
  preparation.scale = 1.0f / 255;
  preparation.std = {1, 0.5f, 2};
  EXPECT_EQ(preparation_text(preparation),
            "resize 128x120 area; centre crop 112x96; rgb; (pixel * 0.003921569 - [0, 0, 0]) / "
            "[1, 0.5, 2]; nchw; float32");
}

}  // namespace
}  // namespace npuscope
