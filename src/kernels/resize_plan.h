// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/operator_support.h"

namespace npuscope {

enum class Interpolation { kNearest, kLinear, kCubic };
/// Where an output position lies in the input, by ONNX's names.
enum class CoordinateMode {
  kHalfPixel,
  kHalfPixelSymmetric,
  kPytorchHalfPixel,
  kAlignCorners,
  kAsymmetric,
  kTfHalfPixelForNn,
  kTfCropAndResize,
};
/// Which of the two neighbours a position between them shows. kSimple: the lower one, in an axis
/// that shrinks the upper one (what ONNX Runtime does in opset 10, which leaves it open).
enum class NearestMode { kRoundPreferFloor, kRoundPreferCeil, kFloor, kCeil, kSimple };

/// The attributes of Resize and Upsample.
struct ResizeForm {
  Interpolation interpolation = Interpolation::kNearest;
  CoordinateMode coordinates = CoordinateMode::kHalfPixel;
  NearestMode nearest = NearestMode::kRoundPreferFloor;
  double cubic_a = -0.75;
  bool exclude_outside = false;
  bool antialias = false;
  double extrapolation = 0;
};

Result<ResizeForm> resize_form(const Node& node);

/// One axis: its lengths, the scale by which positions are computed, and the part of the input
/// that tf_crop_and_resize looks at (1 is the whole axis).
struct ResizeAxis {
  int64_t input = 0;
  int64_t output = 0;
  float scale = 1;
  float roi_begin = 0;
  float roi_end = 1;

  /// Whether every position shows the input's of the same number.
  [[nodiscard]] bool is_untouched(const ResizeForm& form) const {
    return input == output && scale == 1 && form.coordinates != CoordinateMode::kTfCropAndResize;
  }
};

/// All axes of the input. The region of interest is taken where its value is known; `run` has it.
Result<std::vector<ResizeAxis>> resize_axes(const Node& node, InputInfos inputs);

/// Where output position `i` lies in the input, in float32 as ONNX Runtime computes it.
float resize_position(const ResizeForm& form, const ResizeAxis& axis, int64_t i);

/// Whether tf_crop_and_resize finds nothing there and takes extrapolation_value. NaN is outside.
bool is_outside(const ResizeForm& form, const ResizeAxis& axis, float position);

}  // namespace npuscope
