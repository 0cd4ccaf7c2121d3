// SPDX-License-Identifier: Apache-2.0
// Stands in for image_opencv.cc in builds without OpenCV (NPUSCOPE_IMAGES=OFF).
#include <fmt/format.h>

#include "inputs/image.h"

namespace npuscope {
namespace {

Error no_images(std::string what) {
  return environment_error(std::move(what) + ": this build reads .npy/.npz inputs only")
      .hint(
          "prepare the inputs in Python and save them with numpy.save, or use a build with OpenCV");
}

}  // namespace

Result<Tensor> decode_image(Bytes) { return fail(no_images("images cannot be decoded")); }

Result<Tensor> resize_image(const Tensor& image, int64_t width, int64_t height, ResizeKernel) {
  const Shape& shape = image.shape();
  if (shape[0] == height && shape[1] == width) return image;
  return fail(no_images(fmt::format("a {} x {} image cannot be resized to {} x {}", shape[1],
                                    shape[0], width, height)));
}

}  // namespace npuscope
