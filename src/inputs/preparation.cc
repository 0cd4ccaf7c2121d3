// SPDX-License-Identifier: Apache-2.0
#include "inputs/preparation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "inputs/conform.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr int64_t kLargestSide = 1 << 16;

const CropBox* box_of(const Preparation& preparation) {
  return preparation.crop ? std::get_if<CropBox>(&*preparation.crop) : nullptr;
}

const CentreCrop* centre_of(const Preparation& preparation) {
  return preparation.crop ? std::get_if<CentreCrop>(&*preparation.crop) : nullptr;
}

std::string_view colour_name(Colour colour) {
  switch (colour) {
    case Colour::kRgb: return "rgb";
    case Colour::kBgr: return "bgr";
    case Colour::kGrey: return "grey";
  }
  return "";
}

Status check_size(std::string_view what, int64_t width, int64_t height) {
  if (width >= 1 && height >= 1 && width <= kLargestSide && height <= kLargestSide &&
      width * height <= kLargestImagePixels)
    return {};
  return fail(usage_error(fmt::format("{} has no sensible size", what))
                  .expected(fmt::format("width and height from 1 to {}, at most {} pixels",
                                        kLargestSide, kLargestImagePixels))
                  .found(fmt::format("{} x {}", width, height)));
}

Status check_crop(const Preparation& preparation) {
  if (const CentreCrop* crop = centre_of(preparation))
    return check_size("crop", crop->width, crop->height);
  const CropBox* box = box_of(preparation);
  if (!box) return {};
  if (box->x < 0 || box->y < 0)
    return fail(usage_error("the crop begins outside the image")
                    .found(fmt::format("x {}, y {}", box->x, box->y)));
  return check_size("crop", box->width, box->height);
}

Result<Tensor> cut(const Tensor& image, const CropBox& box) {
  const int64_t height = image.shape()[0], width = image.shape()[1], channels = image.shape()[2];
  if (box.x > width - box.width || box.y > height - box.height)
    return fail(
        bad_input("the crop reaches beyond the image")
            .expected(fmt::format("within {} x {}", width, height))
            .found(fmt::format("x {}, y {}, {} x {}", box.x, box.y, box.width, box.height)));
  Tensor result = Tensor::zeros(ElementType::kUint8, {box.height, box.width, channels});
  const auto row_bytes = static_cast<size_t>(box.width * channels);
  const uint8_t* in = image.values<uint8_t>().data() + (box.y * width + box.x) * channels;
  uint8_t* out = result.mutable_values<uint8_t>().data();
  for (int64_t y = 0; y < box.height; ++y, in += width * channels, out += row_bytes)
    std::memcpy(out, in, row_bytes);
  return result;
}

/// Where a centred stretch begins: half of what is left over, ties to even.
int64_t centred(int64_t whole, int64_t part) {
  return rounded_shift(whole - part, 1, Rounding::kHalfEven);
}

Result<Tensor> cut_centre(const Tensor& image, const CentreCrop& crop) {
  const int64_t height = image.shape()[0], width = image.shape()[1];
  if (crop.width > width || crop.height > height)
    return fail(bad_input("the centre crop is larger than the image")
                    .expected(fmt::format("at most {} x {}", width, height))
                    .found(fmt::format("{} x {}", crop.width, crop.height)));
  return cut(image,
             {centred(width, crop.width), centred(height, crop.height), crop.width, crop.height});
}

/// Crops, resizes and takes the colour away: everything that happens to whole pixels.
Result<Tensor> reshape_image(Tensor image, PixelOrder order, const Preparation& preparation) {
  if (const CropBox* box = box_of(preparation)) {
    NPUSCOPE_TRY_SET(image, cut(image, *box));
  }
  if (const auto& resize = preparation.resize) {
    NPUSCOPE_TRY_SET(image, resize_image(image, resize->width, resize->height, resize->kernel));
  }
  if (const CentreCrop* crop = centre_of(preparation)) {
    NPUSCOPE_TRY_SET(image, cut_centre(image, *crop));
  }
  if (preparation.colour == Colour::kGrey) return grey_image(image, order);
  return image;
}

/// What each of the 256 pixel values becomes in channel c.
std::array<float, 256> value_table(const Preparation& preparation, size_t c) {
  std::array<float, 256> table{};
  for (size_t pixel = 0; pixel < table.size(); ++pixel) {
    const float scaled = static_cast<float>(pixel) * preparation.scale;
    const float centred_value = scaled - preparation.mean[c];
    table[pixel] = centred_value / preparation.std[c];
  }
  return table;
}

/// The float32 values as 1 x C x H x W or 1 x H x W x C.
Tensor values_of(const Tensor& image, PixelOrder order, const Preparation& preparation) {
  const int64_t height = image.shape()[0], width = image.shape()[1], channels = image.shape()[2];
  const bool planes = preparation.layout == ImageLayout::kNchw;
  Tensor result = Tensor::zeros(ElementType::kFloat32, planes ? Shape{1, channels, height, width}
                                                              : Shape{1, height, width, channels});
  const auto in = image.values<uint8_t>();
  const auto out = result.mutable_values<float>();
  const auto pixels = static_cast<size_t>(height * width);
  const auto n = static_cast<size_t>(channels);
  const bool reversed = (preparation.colour == Colour::kBgr) != (order == PixelOrder::kBgr);
  for (size_t c = 0; c < n; ++c) {
    const auto table = value_table(preparation, c);
    const size_t source = reversed ? n - 1 - c : c;
    const size_t first = planes ? c * pixels : c;
    const size_t step = planes ? 1 : n;
    for (size_t p = 0; p < pixels; ++p) out[first + p * step] = table[in[p * n + source]];
  }
  return result;
}

/// What would make prepared values of shape `found` fit, where that can be said.
Error image_shape_conflict(const InputDescription& input, ImageLayout layout, const Shape& found) {
  Error error = shape_conflict(input, found);
  const Shape& want = input.shape;
  if (want.size() != 4) return error;
  const bool planes = layout == ImageLayout::kNchw;
  const ImageLayout other = planes ? ImageLayout::kNhwc : ImageLayout::kNchw;
  const size_t c = planes ? 1 : 3, h = planes ? 2 : 1, w = planes ? 3 : 2;
  const size_t other_c = planes ? 3 : 1;
  if (want[c] != found[c] && want[other_c] == found[c])
    return std::move(error).hint(
        fmt::format("the network looks like {0}: set layout = \"{0}\" in [inputs.prepare] if it is",
                    image_layout_name(other)));
  if (want[c] != found[c])
    return std::move(error).hint(fmt::format(
        "prepared images have {} channel(s): check colour in [inputs.prepare]", found[c]));
  return std::move(error).hint(
      fmt::format("set resize = {{ size = [{}, {}] }} in [inputs.prepare]", want[w], want[h]));
}

}  // namespace

Result<Colour> parse_colour(std::string_view name) {
  for (Colour colour : {Colour::kRgb, Colour::kBgr, Colour::kGrey})
    if (colour_name(colour) == name) return colour;
  return fail(usage_error("unknown colour order")
                  .expected("rgb, bgr or grey")
                  .found(fmt::format("'{}'", name)));
}

std::string_view image_layout_name(ImageLayout layout) {
  return layout == ImageLayout::kNchw ? "nchw" : "nhwc";
}

Result<ImageLayout> parse_image_layout(std::string_view name) {
  for (ImageLayout layout : {ImageLayout::kNchw, ImageLayout::kNhwc})
    if (image_layout_name(layout) == name) return layout;
  return fail(
      usage_error("unknown layout").expected("nchw or nhwc").found(fmt::format("'{}'", name)));
}

Status validate(const Preparation& preparation) {
  NPUSCOPE_TRY(check_crop(preparation));
  if (preparation.resize)
    NPUSCOPE_TRY(check_size("resize", preparation.resize->width, preparation.resize->height));
  if (!std::isfinite(preparation.scale)) return fail(usage_error("scale is not a finite number"));
  for (size_t c = 0; c < 3; ++c) {
    if (!std::isfinite(preparation.mean[c])) return fail(usage_error("mean is not finite"));
    if (!std::isfinite(preparation.std[c]) || preparation.std[c] == 0)
      return fail(usage_error("std divides: it must be finite and not 0")
                      .found(fmt::format("{}", preparation.std[c])));
  }
  const ElementType type = preparation.dtype.value_or(ElementType::kFloat32);
  if (type != ElementType::kFloat32 && type != ElementType::kInt8 && type != ElementType::kUint8)
    return fail(usage_error("images cannot be prepared as this dtype")
                    .expected("float32, int8 or uint8")
                    .found(std::string(element_type_name(type))));
  return {};
}

std::string preparation_text(const Preparation& preparation) {
  std::string text;
  if (const CropBox* box = box_of(preparation))
    text += fmt::format("crop {}x{} at {},{}; ", box->width, box->height, box->x, box->y);
  if (const auto& resize = preparation.resize)
    text += fmt::format("resize {}x{} {}; ", resize->width, resize->height,
                        resize_kernel_name(resize->kernel));
  if (const CentreCrop* crop = centre_of(preparation))
    text += fmt::format("centre crop {}x{}; ", crop->width, crop->height);
  const ElementType type = preparation.dtype.value_or(ElementType::kFloat32);
  return text + fmt::format("{}; (pixel * {} - [{}]) / [{}]; {}; {}",
                            colour_name(preparation.colour), preparation.scale,
                            fmt::join(preparation.mean, ", "), fmt::join(preparation.std, ", "),
                            image_layout_name(preparation.layout), element_type_name(type));
}

Result<Tensor> prepare_image(const Tensor& image, PixelOrder order, const Preparation& preparation,
                             const InputDescription& input) {
  NPUSCOPE_TRY_ASSIGN(const Tensor pixels, reshape_image(image, order, preparation));
  const Tensor values = values_of(pixels, order, preparation);
  const auto samples = find_samples(values.shape(), input.shape);
  if (!samples || samples->count != 1)
    return fail(image_shape_conflict(input, preparation.layout, values.shape()));
  const Tensor sample = values.reshaped(input.shape);
  const ElementType type = preparation.dtype.value_or(ElementType::kFloat32);
  if (type != ElementType::kFloat32) {
    const Quantization code_itself{type, {1.0f}, {0}, -1};
    return conform_type(quantize(sample, code_itself), input);
  }
  if (is_code(input.type) && !input.quantization)
    return fail(
        bad_input(fmt::format("input '{}' takes integers of unknown meaning", input.name))
            .expected(std::string(element_type_name(input.type)))
            .found("real values of an image, with no scale and zero point to quantize by")
            .hint("set dtype in [inputs.prepare] to say that pixels become codes directly"));
  return conform_type(sample, input);
}

}  // namespace npuscope
