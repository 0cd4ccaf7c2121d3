// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "tensor/element_type.h"
#include "tensor/shape.h"

namespace npuscope {

/// How codes stand for real numbers: real = (code - zero_point[c]) * scale[c].
///
/// Per tensor: one scale, one zero point, axis < 0. Per channel: one of each per index of `axis`.
/// Scales are finite and > 0; zero points lie in the range of `type`.
struct Quantization {
  ElementType type = ElementType::kUndefined;
  std::vector<float> scale;
  std::vector<int32_t> zero_point;
  int axis = -1;

  [[nodiscard]] bool per_channel() const { return axis >= 0; }
  [[nodiscard]] float scale_at(int64_t channel) const {
    return scale[scale.size() == 1 ? 0 : static_cast<size_t>(channel)];
  }
  [[nodiscard]] int32_t zero_point_at(int64_t channel) const {
    return zero_point[zero_point.size() == 1 ? 0 : static_cast<size_t>(channel)];
  }
  bool operator==(const Quantization&) const = default;
};

/// Checks everything that the struct promises, and that the channel count fits the shape.
Status validate(const Quantization& quantization, std::span<const int64_t> shape);

/// "int8, scale 0.0078, zero point -128" or "int8, 64 scales along axis 0".
std::string quantization_text(const Quantization& quantization);

}  // namespace npuscope
