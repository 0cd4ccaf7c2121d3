// SPDX-License-Identifier: Apache-2.0
#include "inputs/image.h"

#include <fmt/format.h>

#include <array>

namespace npuscope {
namespace {

struct KernelName {
  ResizeKernel kernel;
  std::string_view name;
};
constexpr std::array<KernelName, 5> kKernelNames = {{{ResizeKernel::kNearest, "nearest"},
                                                     {ResizeKernel::kLinear, "linear"},
                                                     {ResizeKernel::kCubic, "cubic"},
                                                     {ResizeKernel::kArea, "area"},
                                                     {ResizeKernel::kLanczos4, "lanczos4"}}};

}  // namespace

std::string_view resize_kernel_name(ResizeKernel kernel) {
  return kKernelNames[static_cast<size_t>(kernel)].name;
}

Result<ResizeKernel> parse_resize_kernel(std::string_view name) {
  for (const KernelName& known : kKernelNames)
    if (known.name == name) return known.kernel;
  return fail(usage_error("unknown resize kernel")
                  .expected("nearest, linear, cubic, area or lanczos4, as cv2.INTER_… names them")
                  .found(fmt::format("'{}'", name)));
}

Result<Tensor> decode_image(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string file, read_file(path));
  auto image = decode_image(as_bytes(file));
  if (!image) return fail(std::move(image).error().in(to_utf8(path)));
  return image;
}

Tensor grey_image(const Tensor& image, PixelOrder order) {
  const size_t red = order == PixelOrder::kRgb ? 0 : 2;
  const size_t blue = 2 - red;
  Tensor grey = Tensor::zeros(ElementType::kUint8, {image.shape()[0], image.shape()[1], 1});
  const auto in = image.values<uint8_t>();
  const auto out = grey.mutable_values<uint8_t>();
  for (size_t i = 0; i < out.size(); ++i) {
    const uint8_t* pixel = &in[3 * i];
    const unsigned weighted = 9798u * pixel[red] + 19235u * pixel[1] + 3735u * pixel[blue];
    out[i] = static_cast<uint8_t>((weighted + (1u << 14)) >> 15);
  }
  return grey;
}

}  // namespace npuscope
