// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "inputs/image.h"
#include "inputs/input_description.h"
#include "tensor/layout.h"

namespace npuscope {

struct Resize {
  int64_t width = 0;
  int64_t height = 0;
  ResizeKernel kernel = ResizeKernel::kLinear;
};

/// A rectangle of the decoded image, in its pixels; cut out before the resize.
struct CropBox {
  int64_t x = 0, y = 0, width = 0, height = 0;
};

/// The middle of the resized image. Offsets are half of what is left over, ties to even, as
/// torchvision.transforms.CenterCrop rounds them.
struct CentreCrop {
  int64_t width = 0, height = 0;
};

enum class Colour { kRgb, kBgr, kGrey };

/// How pixels become a network's input: `[inputs.prepare]` of a case.
///
/// In this order: box crop, resize, centre crop (all on uint8 pixels, as cv2 does, their channels
/// in the order in which they came), colour, then
///   value = (pixel * scale - mean[c]) / std[c]
/// with every operation rounded to float32, c counting channels after the colour step; then the
/// layout. Python's `pixel / 255.0` is not quite `pixel * (1 / 255)`: it can differ in the last
/// bit of a float; write scale = 1 and std = [255, 255, 255] to divide.
struct Preparation {
  std::optional<std::variant<CropBox, CentreCrop>> crop;
  std::optional<Resize> resize;
  Colour colour = Colour::kRgb;
  float scale = 1;
  std::array<float, 3> mean = {0, 0, 0};  ///< only the first counts for kGrey
  std::array<float, 3> std = {1, 1, 1};   ///< not 0
  ImageLayout layout = ImageLayout::kNchw;
  /// What `value` is. Absent or float32: the real number that the network reads, quantized with the
  /// input's scale and zero point where the network takes codes. int8 or uint8: the code itself,
  /// rounded half to even and saturated (so mean = [128, 128, 128] moves pixels to int8).
  std::optional<ElementType> dtype;
};

Result<Colour> parse_colour(std::string_view name);             ///< "rgb", "bgr" or "grey"
Result<ImageLayout> parse_image_layout(std::string_view name);  ///< "nchw" or "nhwc"
std::string_view image_layout_name(ImageLayout layout);

/// Checks that sizes are positive and bounded, numbers finite, divisors not zero, dtype known.
Status validate(const Preparation& preparation);

/// One line that says every step, for manifests:
/// "resize 128x128 area; rgb; (pixel * 0.003921569 - [0, 0, 0]) / [1, 1, 1]; nchw; float32".
/// Equal texts mean equal preparations.
std::string preparation_text(const Preparation& preparation);

/// The tensor that `input` takes, made of an image (uint8, height x width x 3) whose channels are
/// in `order`. Bad input: a crop outside the image, or a result that does not fit the input's shape
/// or type.
Result<Tensor> prepare_image(const Tensor& image, PixelOrder order, const Preparation& preparation,
                             const InputDescription& input);

}  // namespace npuscope
