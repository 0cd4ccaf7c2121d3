// SPDX-License-Identifier: Apache-2.0
#include "inputs/conform.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace npuscope {
namespace {

Shape without_batch(const Shape& shape) {
  if (shape.size() > 1 && shape[0] == 1) return Shape(shape.begin() + 1, shape.end());
  return shape;
}

std::string type_text(const InputDescription& input) {
  std::string text(element_type_name(input.type));
  if (input.quantization) text += " (" + quantization_text(*input.quantization) + ")";
  return text;
}

Error type_conflict(const Tensor& array, const InputDescription& input) {
  Error error = bad_input(fmt::format("the data cannot become input '{}'", input.name))
                    .expected(type_text(input))
                    .found(std::string(element_type_name(array.type())));
  if (is_float(input.type))
    return std::move(error).hint(
        "save the prepared values as float32, or describe the preparation of RGB pixels in "
        "[inputs.prepare]");
  return std::move(error).hint(fmt::format("save them as {}", element_type_name(input.type)));
}

Result<Tensor> to_integer(const Tensor& array, const InputDescription& input) {
  const auto range = integer_range(input.type);
  const std::vector<int64_t> values = to_int64s(array);
  if (!range || !integer_range(array.type())) return fail(type_conflict(array, input));
  for (int64_t v : values)
    if (v < range->low || v > range->high)
      return fail(bad_input(fmt::format("a value does not fit input '{}'", input.name))
                      .expected(fmt::format("{}: {} to {}", element_type_name(input.type),
                                            range->low, range->high))
                      .found(std::to_string(v)));
  Tensor result = Tensor::zeros(input.type, array.shape());
  visit_element_type(input.type, [&]<class T>(T) {
    std::ranges::transform(values, result.mutable_values<T>().begin(),
                           [](int64_t v) { return static_cast<T>(v); });
  });
  return result;
}

}  // namespace

Error shape_conflict(const InputDescription& input, const Shape& found) {
  return bad_input(fmt::format("the data do not have the shape of input '{}'", input.name))
      .expected(shape_text(input.shape))
      .found(shape_text(found));
}

Error array_shape_conflict(const InputDescription& input, const Shape& found) {
  Error error = shape_conflict(input, found);
  const auto layout = layout_to_change(found, input.shape);
  if (!layout) return error;
  return std::move(error).hint(fmt::format(
      "looks like {0}: set layout = \"{0}\" in [inputs] if it is", image_layout_name(*layout)));
}

std::optional<ImageLayout> layout_to_change(const Shape& array, const Shape& sample) {
  if (sample.size() != 4 || find_samples(array, sample)) return std::nullopt;
  for (const ImageLayout layout : {ImageLayout::kNhwc, ImageLayout::kNchw})
    if (find_samples(array, changed_layout(sample, other_layout(layout), layout))) return layout;
  return std::nullopt;
}

std::optional<SampleAxis> find_samples(const Shape& array, const Shape& sample) {
  if (array == sample) return SampleAxis{};
  const Shape core = without_batch(sample);
  if (array == core) return SampleAxis{};
  if (array.empty()) return std::nullopt;
  const Shape rest(array.begin() + 1, array.end());
  if (rest == core || rest == sample) return SampleAxis{array[0], true};
  return std::nullopt;
}

Tensor take_sample(const Tensor& array, int64_t index, const Shape& sample) {
  const auto bytes =
      static_cast<size_t>(element_count(sample)) * static_cast<size_t>(element_size(array.type()));
  const auto first = static_cast<size_t>(index) * bytes;
  const auto owner = std::make_shared<const Tensor>(array);
  return Tensor::view(array.type(), sample, array.bytes().subspan(first, bytes), owner);
}

Result<Tensor> conform_type(const Tensor& array, const InputDescription& input) {
  const bool codes_expected = input.quantization && is_code(input.type);
  if (array.type() == input.type) return array;
  if (is_float(array.type())) {
    if (input.type == ElementType::kFloat32) return to_float32(array);
    if (codes_expected) return quantize(to_float32(array), *input.quantization);
    return fail(type_conflict(array, input));
  }
  if (input.type == ElementType::kFloat32) {
    if (input.quantization && array.type() == input.quantization->type)
      return dequantize(array, *input.quantization);
    return fail(type_conflict(array, input));
  }
  return to_integer(array, input);
}

}  // namespace npuscope
