// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace npuscope {

enum class ImageFormat { kPng, kJpeg, kBmp };

/// What an image file says of itself before anything is decoded.
struct ImageHeader {
  ImageFormat format = ImageFormat::kPng;
  int64_t width = 0;   ///< pixels, > 0; as stored, before any EXIF rotation
  int64_t height = 0;  ///< pixels, > 0
};

/// Reads the dimensions of a PNG, JPEG or BMP file, so that a decoder is never asked to allocate
/// what a few hostile bytes claim. Other formats, damaged headers, and JPEG files that end before
/// their end-of-image marker (which decoders pad with grey) are bad-input errors.
Result<ImageHeader> read_image_header(Bytes file);

}  // namespace npuscope
