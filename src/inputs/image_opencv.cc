// SPDX-License-Identifier: Apache-2.0
// The one file that knows OpenCV; image_unavailable.cc stands in for it in builds without.
#include <fmt/format.h>

#include <limits>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "inputs/image.h"
#include "inputs/image_header.h"

namespace npuscope {
namespace {

int interpolation_of(ResizeKernel kernel) {
  switch (kernel) {
    case ResizeKernel::kNearest: return cv::INTER_NEAREST;
    case ResizeKernel::kLinear: return cv::INTER_LINEAR;
    case ResizeKernel::kCubic: return cv::INTER_CUBIC;
    case ResizeKernel::kArea: return cv::INTER_AREA;
    case ResizeKernel::kLanczos4: return cv::INTER_LANCZOS4;
  }
  return cv::INTER_LINEAR;
}

/// OpenCV's view of bytes that it only reads.
cv::Mat view_of(const Tensor& image) {
  const Shape& shape = image.shape();
  return cv::Mat(static_cast<int>(shape[0]), static_cast<int>(shape[1]),
                 CV_8UC(static_cast<int>(shape[2])),
                 const_cast<uint8_t*>(image.values<uint8_t>().data()));
}

/// OpenCV's view of a tensor that it writes into.
cv::Mat writable_view_of(Tensor& image) { return view_of(image); }

Result<Tensor> to_tensor(const cv::Mat& pixels) {
  NPUSCOPE_TRY_ASSIGN(Tensor image, Tensor::create(ElementType::kUint8,
                                                   {pixels.rows, pixels.cols, pixels.channels()}));
  pixels.copyTo(writable_view_of(image));
  return image;
}

}  // namespace

Result<Tensor> decode_image(Bytes file) {
  NPUSCOPE_TRY_ASSIGN(const ImageHeader header, read_image_header(file));
  if (header.width > kLargestImagePixels / header.height ||
      file.size() > static_cast<size_t>(std::numeric_limits<int>::max()))
    return fail(bad_input("the image is too large")
                    .expected(fmt::format("at most {} pixels", kLargestImagePixels))
                    .found(fmt::format("{} x {}", header.width, header.height))
                    .hint("crop or resize it before"));
  if (header.format == ImageFormat::kJpeg && !cv::haveImageWriter(".jpg"))
    return fail(environment_error("this build of npuscope decodes no JPEG files")
                    .expected("PNG, BMP, .npy or .npz")
                    .hint("save the images as PNG: cv2.imwrite('a.png', cv2.imread('a.jpg')) "
                          "keeps every pixel"));
  std::string why = "its pixels cannot be decoded";
  try {
    const cv::Mat encoded(1, static_cast<int>(file.size()), CV_8UC1,
                          const_cast<std::byte*>(file.data()));
    const cv::Mat bgr = cv::imdecode(encoded, cv::IMREAD_COLOR);
    if (bgr.total() == static_cast<size_t>(header.width * header.height)) return to_tensor(bgr);
  } catch (const std::exception& e) {  // cv::Exception and std::bad_alloc
    why = e.what();
  }
  return fail(bad_input("the image is damaged").found(std::move(why)));
}

Result<Tensor> resize_image(const Tensor& image, int64_t width, int64_t height,
                            ResizeKernel kernel) {
  const Shape& shape = image.shape();
  if (shape[0] == height && shape[1] == width) return image;
  if (element_count(shape) == 0 || width <= 0 || height <= 0 ||
      width > kLargestImagePixels / height)
    return fail(bad_input(fmt::format("an image of {} x {} pixels cannot be resized to {} x {}",
                                      shape[1], shape[0], width, height)));
  NPUSCOPE_TRY_ASSIGN(Tensor resized,
                      Tensor::create(ElementType::kUint8, {height, width, shape[2]}));
  try {
    cv::Mat out = writable_view_of(resized);
    cv::resize(view_of(image), out, out.size(), 0, 0, interpolation_of(kernel));
  } catch (const std::exception& e) {
    return fail(internal_error(fmt::format("OpenCV refused to resize: {}", e.what())));
  }
  return resized;
}

}  // namespace npuscope
