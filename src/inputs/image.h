// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/files.h"
#include "base/result.h"
#include "tensor/tensor.h"

namespace npuscope {

// An image is a uint8 Tensor of shape height x width x channels.

/// The order of an image's three channels. cv2 decodes files to BGR and resizes what it is given as
/// it lies; its cubic kernel rounds the last few elements of a row, which are of whatever channel
/// stands there, differently from the rest. So pixels keep their order until they were resized.
enum class PixelOrder { kRgb, kBgr };

/// The largest image that is decoded or made: 64 Mpixel.
constexpr int64_t kLargestImagePixels = int64_t{1} << 26;

/// The pixels of a PNG, JPEG or BMP file as uint8, height x width x 3, BGR: what
/// `cv2.imread(path, cv2.IMREAD_COLOR)` gives. Greyscale is repeated three times, alpha dropped,
/// 16-bit samples lose their low byte, EXIF orientation is applied. A JPEG with wrong bits inside
/// gives wrong pixels, as it does there.
///
/// Bad input: unreadable or damaged files, other formats, more than kLargestImagePixels.
/// Environment: a build without OpenCV, or a JPEG file where OpenCV has no decoder for them
/// (Windows).
Result<Tensor> decode_image(const fs::path& path);
/// The same for the content of a file.
Result<Tensor> decode_image(Bytes file);

/// How resizing computes new pixels; names and results are those of cv2.INTER_….
enum class ResizeKernel { kNearest, kLinear, kCubic, kArea, kLanczos4 };

std::string_view resize_kernel_name(ResizeKernel kernel);
/// "nearest", "linear", "cubic", "area" or "lanczos4".
Result<ResizeKernel> parse_resize_kernel(std::string_view name);

/// `cv2.resize(image, (width, height), interpolation=kernel)` of an image with 1 to 4 channels, in
/// whatever order they are. A resize to the size that the image has is the image itself, in every
/// build.
///
/// Byte-equal to the opencv-python-headless wheel that tests/tools/requirements.txt pins, except
/// that the x86 wheels compute `cubic` with Intel IPP: there pixels may differ by one unless Python
/// calls cv2.ipp.setUseIPP(False) first.
Result<Tensor> resize_image(const Tensor& image, int64_t width, int64_t height,
                            ResizeKernel kernel);

/// `cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)`, or COLOR_RGB2GRAY, of three channels in that order:
/// height x width x 1. (9798 R + 19235 G + 3735 B + 2^14) >> 15, as OpenCV computes it.
Tensor grey_image(const Tensor& image, PixelOrder order);

}  // namespace npuscope
