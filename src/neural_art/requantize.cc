// SPDX-License-Identifier: Apache-2.0
#include "neural_art/requantize.h"

#include <cmath>

#include "neural_art/registers.h"

namespace npuscope {

Result<FixedStage> requantize_stage(CodeScale x, CodeScale y, IntegerRange output) {
  const double ratio = x.scale / y.scale;
  FixedStage stage = output_stage(output);
  NPUSCOPE_TRY_SET(stage.shift, register_shift(ratio, "the shift of a requantization"));
  const double unit = power_of_two(stage.shift);
  const double rest = static_cast<double>(y.zero_point) - static_cast<double>(x.zero_point) * ratio;
  stage.multiplier = {nearest(ratio * unit)};
  stage.addend = {static_cast<int64_t>(std::floor(rest * unit))};
  return stage;
}

Result<FixedStage> requantize_stage(const Quantization& from, const Quantization& to) {
  return requantize_stage(code_scale(from), code_scale(to), *integer_range(to.type));
}

}  // namespace npuscope
