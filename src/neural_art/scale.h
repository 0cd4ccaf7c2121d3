// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "tensor/quantization.h"

namespace npuscope {

/// What the codes of a tensor stand for: (code - zero_point) * scale.
struct CodeScale {
  double scale = 1;
  int64_t zero_point = 0;
};

/// Of per-tensor quantization.
inline CodeScale code_scale(const Quantization& quantization) {
  return {static_cast<double>(quantization.scale_at(0)), quantization.zero_point_at(0)};
}

}  // namespace npuscope
