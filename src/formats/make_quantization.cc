// SPDX-License-Identifier: Apache-2.0
#include "formats/make_quantization.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace npuscope {

Result<Quantization> make_quantization(ElementType type, std::span<const double> scales,
                                       std::span<const double> zero_points, int axis) {
  Quantization quantization;
  quantization.type = type;
  quantization.axis = axis;
  for (const double scale : scales) {
    if (!(scale > 0) || scale > double{std::numeric_limits<float>::max()})
      return fail(bad_input("the scale is not a usable number")
                      .expected("a positive float32")
                      .found(fmt::format("{}", scale)));
    quantization.scale.push_back(static_cast<float>(scale));
  }
  for (const double zero_point : zero_points) {
    if (!(std::abs(zero_point) <= std::numeric_limits<int32_t>::max()) ||
        zero_point != std::trunc(zero_point))
      return fail(bad_input("the zero point is not a whole number of 32 bits")
                      .found(fmt::format("{}", zero_point)));
    quantization.zero_point.push_back(static_cast<int32_t>(zero_point));
  }
  // A shape on which every axis has one index per scale: the caller knows the real one.
  const Shape shape(axis < 0 ? 0 : static_cast<size_t>(axis) + 1,
                    static_cast<int64_t>(scales.size()));
  NPUSCOPE_TRY(validate(quantization, shape));
  return quantization;
}

}  // namespace npuscope
