// SPDX-License-Identifier: Apache-2.0
#include "tensor/tensor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/checked.h"
#include "numeric/float16.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

// No tensor of a network that fits a microcontroller comes near; a file that asks for more is
// damaged or hostile.
constexpr int64_t kLargestTensorBytes = int64_t{1} << 36;

/// Walks a tensor in runs of elements that share a channel index: f(channel, first, count).
template <class F>
void for_each_channel_run(const Tensor& tensor, int axis, F&& f) {
  if (axis < 0) {
    f(int64_t{0}, int64_t{0}, tensor.size());
    return;
  }
  const Shape& shape = tensor.shape();
  const auto a = static_cast<size_t>(axis);
  const int64_t inner = element_count(std::span(shape).subspan(a + 1));
  const int64_t runs = inner > 0 ? tensor.size() / inner : 0;
  for (int64_t run = 0; run < runs; ++run) f(run % shape[a], run * inner, inner);
}

Status check_size(ElementType type, const Shape& shape) {
  if (element_size(type) == 0)
    return fail(bad_input("the tensor's elements are not numbers")
                    .expected("a float, integer or bool type")
                    .found(std::string(element_type_name(type))));
  const auto count = checked_element_count(shape);
  const auto bytes = count ? checked_mul(*count, element_size(type)) : std::nullopt;
  if (!bytes || *bytes > kLargestTensorBytes)
    return fail(
        bad_input("the tensor is too large")
            .expected(fmt::format("at most {} bytes", kLargestTensorBytes))
            .found(fmt::format("shape {} of {}", shape_text(shape), element_type_name(type))));
  return {};
}

}  // namespace

template <class Allocate>
Tensor Tensor::on(ElementType type, Shape shape, Allocate&& allocate) {
  Tensor tensor;
  tensor.type_ = type;
  tensor.count_ = element_count(shape);
  tensor.shape_ = std::move(shape);
  const size_t bytes = static_cast<size_t>(tensor.count_) * static_cast<size_t>(element_size(type));
  const std::shared_ptr<const uint64_t[]> words = allocate((bytes + 7) / 8 + 1);
  tensor.data_ = {words, reinterpret_cast<const std::byte*>(words.get())};
  return tensor;
}

Tensor Tensor::zeros(ElementType type, Shape shape) {
  return on(type, std::move(shape), [](size_t n) { return std::make_shared<uint64_t[]>(n); });
}

Result<Tensor> Tensor::create(ElementType type, Shape shape) {
  NPUSCOPE_TRY(check_size(type, shape));
  return zeros(type, std::move(shape));
}

Result<Tensor> Tensor::create_unset(ElementType type, Shape shape) {
  NPUSCOPE_TRY(check_size(type, shape));
  return on(type, std::move(shape),
            [](size_t n) { return std::make_shared_for_overwrite<uint64_t[]>(n); });
}

Tensor Tensor::view(ElementType type, Shape shape, Bytes bytes, std::shared_ptr<const void> owner) {
  Tensor tensor;
  tensor.type_ = type;
  tensor.count_ = element_count(shape);
  tensor.shape_ = std::move(shape);
  tensor.data_ = {std::move(owner), bytes.data()};
  return tensor;
}

Tensor Tensor::of_strings(Shape shape, std::vector<std::string> elements) {
  Tensor tensor;
  tensor.type_ = ElementType::kString;
  tensor.count_ = static_cast<int64_t>(elements.size());
  tensor.shape_ = std::move(shape);
  const auto owner = std::make_shared<const std::vector<std::string>>(std::move(elements));
  tensor.data_ = {owner, reinterpret_cast<const std::byte*>(owner->data())};
  return tensor;
}

Tensor Tensor::reshaped(Shape shape) const {
  Tensor tensor = *this;
  tensor.shape_ = std::move(shape);
  return tensor;
}

std::vector<double> to_doubles(const Tensor& tensor) {
  std::vector<double> result(static_cast<size_t>(tensor.size()));
  const ElementType type = tensor.type();
  if (type == ElementType::kFloat16 || type == ElementType::kBfloat16) {
    const auto convert = type == ElementType::kFloat16 ? float16_to_float : bfloat16_to_float;
    std::ranges::transform(tensor.values<uint16_t>(), result.begin(), convert);
    return result;
  }
  if (const Minifloat* format = minifloat_format(type)) {
    std::ranges::transform(tensor.values<uint8_t>(), result.begin(), [&](uint8_t pattern) {
      return static_cast<double>(minifloat_to_float(*format, pattern));
    });
    return result;
  }
  visit_element_type(type, [&]<class T>(T) {
    std::ranges::transform(tensor.values<T>(), result.begin(),
                           [](T v) { return static_cast<double>(v); });
  });
  return result;
}

Tensor to_float32(const Tensor& tensor) {
  if (tensor.type() == ElementType::kFloat32) return tensor;
  Tensor result = Tensor::zeros(ElementType::kFloat32, tensor.shape());
  std::ranges::transform(to_doubles(tensor), result.mutable_values<float>().begin(),
                         [](double v) { return static_cast<float>(v); });
  return result;
}

std::vector<int64_t> to_int64s(const Tensor& tensor) {
  std::vector<int64_t> result;
  if (!integer_range(tensor.type())) return result;
  result.resize(static_cast<size_t>(tensor.size()));
  visit_element_type(tensor.type(), [&]<class T>(T) {
    std::ranges::transform(tensor.values<T>(), result.begin(),
                           [](T v) { return static_cast<int64_t>(v); });
  });
  return result;
}

Tensor dequantize(const Tensor& codes, const Quantization& quantization) {
  Tensor result = Tensor::zeros(ElementType::kFloat32, codes.shape());
  const auto out = result.mutable_values<float>();
  visit_element_type(codes.type(), [&]<class T>(T) {
    const auto in = codes.values<T>();
    for_each_channel_run(codes, quantization.axis, [&](int64_t c, int64_t first, int64_t count) {
      const float scale = quantization.scale_at(c);
      const auto zero_point = static_cast<int64_t>(quantization.zero_point_at(c));
      for (auto i = static_cast<size_t>(first); i < static_cast<size_t>(first + count); ++i)
        out[i] = static_cast<float>(static_cast<int64_t>(in[i]) - zero_point) * scale;
    });
  });
  return result;
}

Tensor quantize(const Tensor& values, const Quantization& quantization) {
  Tensor result = Tensor::zeros(quantization.type, values.shape());
  const IntegerRange range = *integer_range(quantization.type);
  const auto low = static_cast<int32_t>(range.low);
  const auto high = static_cast<int32_t>(range.high);
  const auto in = values.values<float>();
  visit_element_type(quantization.type, [&]<class T>(T) {
    const auto out = result.mutable_values<T>();
    for_each_channel_run(values, quantization.axis, [&](int64_t c, int64_t first, int64_t count) {
      const float scale = quantization.scale_at(c);
      const int32_t zero_point = quantization.zero_point_at(c);
      for (auto i = static_cast<size_t>(first); i < static_cast<size_t>(first + count); ++i)
        out[i] = static_cast<T>(
            quantize_code(static_cast<double>(in[i] / scale), zero_point, low, high));
    });
  });
  return result;
}

}  // namespace npuscope
