// SPDX-License-Identifier: Apache-2.0
#include "kernels/scale_layout.h"

#include <fmt/format.h>

#include "kernels/operator_support.h"

namespace npuscope {
namespace {

Error wrong_scale_shape(const Shape& expected, const Shape& found) {
  return bad_input("the shape of the scale does not fit the tensor")
      .expected(fmt::format("{}, or one scale for all elements", shape_text(expected)))
      .found(shape_text(found));
}

Status check_zero_point(const TensorInfo& scale, const TensorInfo* zero_point) {
  if (zero_point == nullptr || zero_point->shape == scale.shape ||
      (element_count(zero_point->shape) == 1 && element_count(scale.shape) == 1))
    return {};
  return fail(bad_input("scale and zero point have different shapes")
                  .expected(shape_text(scale.shape))
                  .found(shape_text(zero_point->shape)));
}

}  // namespace

Result<ScaleLayout> ScaleLayout::of(const Node& node, const Shape& shape, const TensorInfo& scale,
                                    const TensorInfo* zero_point) {
  NPUSCOPE_TRY(check_zero_point(scale, zero_point));
  const int64_t block = node.int_attribute("block_size", 0);
  ScaleLayout layout;
  if (block == 0 && scale.shape.size() <= 1 && element_count(scale.shape) == 1) {
    layout.inner_ = element_count(shape);
    return layout;
  }
  NPUSCOPE_TRY_ASSIGN(const size_t axis, checked_axis(node.int_attribute("axis", 1), shape.size()));
  const std::span<const int64_t> dims(shape);
  layout.outer_ = element_count(dims.first(axis));
  layout.axis_size_ = shape[axis];
  layout.inner_ = element_count(dims.subspan(axis + 1));
  if (block == 0) {
    if (scale.shape != Shape{shape[axis]})
      return fail(wrong_scale_shape({shape[axis]}, scale.shape));
    layout.axis_step_ = 1;
    return layout;
  }
  if (block < 0) return fail(bad_input("'block_size' is negative").found(std::to_string(block)));
  Shape blocks = shape;
  blocks[axis] = shape[axis] / block + (shape[axis] % block != 0 ? 1 : 0);
  if (scale.shape != blocks) return fail(wrong_scale_shape(blocks, scale.shape));
  layout.block_ = block;
  layout.outer_step_ = blocks[axis] * layout.inner_;
  layout.axis_step_ = layout.inner_;
  layout.inner_step_ = 1;
  return layout;
}

}  // namespace npuscope
