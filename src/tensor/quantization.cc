// SPDX-License-Identifier: Apache-2.0
#include "tensor/quantization.h"

#include <fmt/format.h>

#include <cmath>

namespace npuscope {
namespace {

Status validate_channel(const Quantization& q, size_t c, IntegerRange range) {
  const float scale = q.scale[c];
  if (!std::isfinite(scale) || scale <= 0)
    return fail(bad_input("the scale is not a usable number")
                    .expected("a finite number > 0")
                    .found(fmt::format("{} at index {}", scale, c)));
  const int32_t zero_point = q.zero_point[c];
  if (zero_point < range.low || zero_point > range.high)
    return fail(bad_input("the zero point is out of range")
                    .expected(fmt::format("{} to {} for {}", range.low, range.high,
                                          element_type_name(q.type)))
                    .found(fmt::format("{} at index {}", zero_point, c)));
  return {};
}

}  // namespace

Status validate(const Quantization& q, std::span<const int64_t> shape) {
  const auto range = integer_range(q.type);
  if (!is_code(q.type) || !range)
    return fail(bad_input("the element type cannot hold quantized values")
                    .expected("(u)int2, (u)int4, (u)int8, (u)int16 or int32")
                    .found(std::string(element_type_name(q.type))));
  size_t channels = 1;
  if (q.per_channel()) {
    if (static_cast<size_t>(q.axis) >= shape.size())
      return fail(bad_input("the quantization axis is outside the tensor")
                      .expected(fmt::format("an axis below {}", shape.size()))
                      .found(std::to_string(q.axis)));
    channels = static_cast<size_t>(shape[static_cast<size_t>(q.axis)]);
  }
  if (q.scale.size() != channels || q.zero_point.size() != channels)
    return fail(
        bad_input("the number of scales or zero points does not fit the tensor")
            .expected(std::to_string(channels))
            .found(fmt::format("{} scales, {} zero points", q.scale.size(), q.zero_point.size())));
  for (size_t c = 0; c < channels; ++c) NPUSCOPE_TRY(validate_channel(q, c, *range));
  return {};
}

std::string quantization_text(const Quantization& q) {
  if (q.per_channel())
    return fmt::format("{}, {} scales along axis {}", element_type_name(q.type), q.scale.size(),
                       q.axis);
  return fmt::format("{}, scale {}, zero point {}", element_type_name(q.type), q.scale.at(0),
                     q.zero_point.at(0));
}

}  // namespace npuscope
