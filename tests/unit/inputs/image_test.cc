// SPDX-License-Identifier: Apache-2.0
#include "inputs/image.h"

#include <gtest/gtest.h>

#include "formula_image.h"
#include "inputs/image_header.h"

namespace npuscope {
namespace {

const fs::path kImages = fs::path(NPUSCOPE_TEST_DATA) / "inputs" / "images";

std::string content_of(const std::string& name) { return read_file(kImages / name).value(); }

TEST(DecodeImage, GivesThePixelsOfCv2ForEveryKindOfFile) {
  const auto rows = test::vectors("images/images.txt");
  ASSERT_EQ(rows.size(), 24u);
  size_t refused = 0;
  for (const auto& row : rows) {
    if (!test::is_decoded(row.at(0))) {
      ++refused;
      continue;
    }
    const auto image = decode_image(kImages / row.at(0));
    ASSERT_TRUE(image) << image.error().message();
    EXPECT_EQ(image->shape(), (Shape{std::stoll(row.at(2)), std::stoll(row.at(1)), 3})) << row[0];
    EXPECT_EQ(sha256_hex(image->bytes()), row.at(3)) << row[0];
  }
  EXPECT_EQ(refused, test::kDecodesJpeg ? 0 : 15) << "JPEG alone is not decoded everywhere";
}

TEST(DecodeImage, ABuildThatDecodesNoJpegSaysSoAndWhatToDo) {
  const auto image = decode_image(kImages / "sampling444.jpg");
  ASSERT_EQ(image.has_value(), test::kDecodesJpeg);
  if (image) return;
  EXPECT_EQ(image.error().kind(), ErrorKind::kEnvironment);
  EXPECT_NE(image.error().message().find("sampling444.jpg: this build"), std::string::npos);
  EXPECT_NE(image.error().message().find("save the images as PNG"), std::string::npos);
}

TEST(DecodeImage, AnUnreadableFileIsBadInputThatNamesIt) {
  for (const char* name : {"missing.png", "images.txt"}) {
    const auto image = decode_image(kImages / name);
    ASSERT_FALSE(image);
    EXPECT_EQ(image.error().kind(), ErrorKind::kBadInput);
    EXPECT_NE(image.error().message().find(name), std::string::npos);
  }
}

TEST(DecodeImage, RefusesAnImageOfTooManyPixelsBeforeDecodingIt) {
  std::string png = content_of("colour.png");
  png[16] = 0x7f;  // the width's highest byte
  const auto image = decode_image(as_bytes(png));
  ASSERT_FALSE(image);
  EXPECT_NE(image.error().message().find("at most 67108864 pixels"), std::string::npos);
}

TEST(DecodeImage, ACutFileIsBadInputAtEveryLength) {
  for (const char* name : {"colour.png", "colour.bmp", "sampling420.jpg", "orientation6.jpg"}) {
    if (!test::is_decoded(name)) continue;
    const std::string whole = content_of(name);
    for (size_t length = 0; length + 16 < whole.size(); length += 3) {
      const auto image = decode_image(as_bytes(std::string_view(whole).substr(0, length)));
      ASSERT_FALSE(image) << name << " " << length;
      EXPECT_EQ(image.error().kind(), ErrorKind::kBadInput);
    }
  }
}

TEST(DecodeImage, DamagedBytesNeverDoMoreThanFailOrChangePixels) {
  for (const char* name : {"colour.png", "alpha.bmp", "progressive.jpg"}) {
    const std::string whole = content_of(name);
    for (size_t i = 0; i < whole.size(); ++i) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(damaged[i] ^ 0xff);
      const auto image = decode_image(as_bytes(damaged));
      if (image) {
        EXPECT_LE(image->size(), 3 * kLargestImagePixels);
      }
    }
  }
}

TEST(ImageHeader, SaysTheStoredDimensionsOfEveryFormat) {
  for (const char* name : {"colour.png", "colour.bmp", "sampling422.jpg", "progressive.jpg"}) {
    const std::string file = content_of(name);
    const auto header = read_image_header(as_bytes(file));
    ASSERT_TRUE(header) << header.error().message();
    EXPECT_EQ(header->width, 21);
    EXPECT_EQ(header->height, 14);
  }
}

TEST(GreyImage, WeighsRedGreenAndBlueAsOpenCvDoes) {
  const std::vector<uint8_t> pixels = {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255};
  const Tensor image = Tensor::of<uint8_t>({2, 2, 3}, pixels);
  const std::vector<uint8_t> of_rgb = {76, 150, 29, 255}, of_bgr = {29, 150, 76, 255};
  EXPECT_TRUE(std::ranges::equal(grey_image(image, PixelOrder::kRgb).values<uint8_t>(), of_rgb));
  EXPECT_TRUE(std::ranges::equal(grey_image(image, PixelOrder::kBgr).values<uint8_t>(), of_bgr));
}

}  // namespace
}  // namespace npuscope
