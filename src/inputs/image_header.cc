// SPDX-License-Identifier: Apache-2.0
#include "inputs/image_header.h"

#include <fmt/format.h>

#include <cstdlib>

namespace npuscope {
namespace {

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n";
constexpr std::string_view kJpegEnd = "\xff\xd9";

Error damaged(std::string_view format, std::string_view what) {
  return bad_input(fmt::format("the {} file is damaged: {}", format, what))
      .hint("open it in an image viewer, or copy it again from where it comes from");
}

std::optional<uint32_t> read_big_endian(ByteReader& reader, size_t bytes) {
  const auto raw = reader.take(bytes);
  if (!raw) return std::nullopt;
  uint32_t value = 0;
  for (std::byte b : *raw) value = value << 8 | std::to_integer<uint32_t>(b);
  return value;
}

Result<ImageHeader> read_png(Bytes file) {
  ByteReader reader(file);
  reader.seek(kPngSignature.size() + 4);
  const auto tag = reader.take(4);
  const auto width = read_big_endian(reader, 4);
  const auto height = read_big_endian(reader, 4);
  if (!height || as_text(*tag) != "IHDR") return fail(damaged("PNG", "it has no IHDR chunk"));
  return ImageHeader{ImageFormat::kPng, *width, *height};
}

Result<ImageHeader> read_bmp(Bytes file) {
  ByteReader reader(file);
  reader.seek(14);
  const auto header_size = reader.read<uint32_t>();
  if (header_size == 12u) {  // OS/2 1.x: 16-bit dimensions
    const auto width = reader.read<uint16_t>();
    const auto height = reader.read<uint16_t>();
    if (height) return ImageHeader{ImageFormat::kBmp, *width, *height};
  } else if (header_size && *header_size >= 40) {
    const auto width = reader.read<int32_t>();
    const auto height = reader.read<int32_t>();  // negative: rows stand top to bottom
    if (height) return ImageHeader{ImageFormat::kBmp, *width, std::abs(int64_t{*height})};
  }
  return fail(damaged("BMP", "its header is cut off or of unknown size"));
}

/// SOF0 … SOF15 without DHT, JPG and DAC, which share the range.
bool is_start_of_frame(uint32_t marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/// Markers that stand alone, without a length: TEM, RSTn, SOI.
bool is_bare_marker(uint32_t marker) {
  return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/// The code of the next marker, past any fill bytes.
std::optional<uint32_t> next_marker(ByteReader& reader) {
  auto byte = reader.read<uint8_t>();
  if (byte != uint8_t{0xff}) return std::nullopt;
  while (byte == uint8_t{0xff}) byte = reader.read<uint8_t>();
  return byte;
}

/// Walks the segments of ITU-T T.81 annex B up to the first scan.
Result<ImageHeader> read_jpeg(Bytes file) {
  ByteReader reader(file);
  reader.seek(2);
  ImageHeader header{ImageFormat::kJpeg, 0, 0};
  while (const auto marker = next_marker(reader)) {
    if (is_bare_marker(*marker)) continue;
    const auto length = read_big_endian(reader, 2);
    if (!length || *length < 2) break;
    const auto segment = reader.take(*length - 2);
    if (!segment) break;
    if (is_start_of_frame(*marker)) {
      ByteReader frame(*segment);
      frame.seek(1);
      const auto height = read_big_endian(frame, 2);
      const auto width = read_big_endian(frame, 2);
      if (!width || header.width != 0) break;
      header.width = *width;
      header.height = *height;
    } else if (*marker == 0xda) {
      if (header.width == 0) break;
      if (as_text(file.subspan(reader.position())).rfind(kJpegEnd) == std::string_view::npos)
        return fail(damaged("JPEG", "it ends before its end-of-image marker"));
      return header;
    }
  }
  return fail(damaged("JPEG", "no frame header before the first scan"));
}

Result<ImageHeader> read_any(Bytes file) {
  const std::string_view text = as_text(file);
  if (text.starts_with(kPngSignature)) return read_png(file);
  if (text.starts_with("\xff\xd8\xff")) return read_jpeg(file);
  if (text.starts_with("BM")) return read_bmp(file);
  return fail(bad_input("not an image that npuscope reads")
                  .expected("PNG, JPEG or BMP")
                  .found(file.empty() ? "an empty file" : "other content")
                  .hint("convert the file, or prepare the tensor yourself and save it as .npy"));
}

}  // namespace

Result<ImageHeader> read_image_header(Bytes file) {
  NPUSCOPE_TRY_ASSIGN(const ImageHeader header, read_any(file));
  if (header.width <= 0 || header.height <= 0)
    return fail(bad_input("the image has no pixels")
                    .found(fmt::format("width {}, height {}", header.width, header.height)));
  return header;
}

}  // namespace npuscope
