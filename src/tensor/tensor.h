// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>

#include "base/bytes.h"
#include "base/result.h"
#include "tensor/element_type.h"
#include "tensor/quantization.h"
#include "tensor/shape.h"

namespace npuscope {

/// A dense array in C order. Copies share the elements; they are written only by their creator,
/// before the tensor is handed on. Elements may live in a mapped file that the tensor keeps open.
class Tensor {
 public:
  Tensor() = default;

  /// A new tensor of zeros. The shape must have been checked (checked_element_count).
  static Tensor zeros(ElementType type, Shape shape);
  /// As zeros(), but an error instead of an overflow or an absurd allocation, and for types whose
  /// elements have no size (kString, kUndefined).
  static Result<Tensor> create(ElementType type, Shape shape);
  /// As create(), but with elements of any value: for those who write all of them, which else would
  /// be written twice.
  static Result<Tensor> create_unset(ElementType type, Shape shape);
  /// A tensor over bytes that `owner` keeps alive. bytes.size() must be exactly what type and shape
  /// need, aligned for the type.
  static Tensor view(ElementType type, Shape shape, Bytes bytes, std::shared_ptr<const void> owner);
  template <class T>
  static Tensor of(Shape shape, std::span<const T> values);
  /// A tensor of type kString; as many elements as the shape has.
  static Tensor of_strings(Shape shape, std::vector<std::string> elements);
  template <class T>
  static Tensor scalar(T value) {
    return of<T>({}, std::span<const T>(&value, 1));
  }

  [[nodiscard]] ElementType type() const { return type_; }
  [[nodiscard]] const Shape& shape() const { return shape_; }
  [[nodiscard]] int64_t size() const { return count_; }
  [[nodiscard]] Bytes bytes() const {
    return {data_.get(), static_cast<size_t>(count_) * static_cast<size_t>(element_size(type_))};
  }
  /// The elements; T must match type(): int8_t for int2 and int4, uint8_t for uint2, uint4, bool
  /// and floats of at most 8 bits, uint16_t for those of 16. uint8_t also serves for the bytes of
  /// int8.
  template <class T>
  [[nodiscard]] std::span<const T> values() const {
    return {reinterpret_cast<const T*>(data_.get()), static_cast<size_t>(count_)};
  }
  /// The elements of a kString tensor; bytes() is empty for it.
  [[nodiscard]] std::span<const std::string> strings() const {
    return {reinterpret_cast<const std::string*>(data_.get()), static_cast<size_t>(count_)};
  }
  /// The elements for writing; only for a tensor made by zeros(), create() or create_unset() that
  /// nobody shares.
  template <class T>
  std::span<T> mutable_values() {
    return {reinterpret_cast<T*>(const_cast<std::byte*>(data_.get())), static_cast<size_t>(count_)};
  }

  /// The same elements under another shape of the same size.
  [[nodiscard]] Tensor reshaped(Shape shape) const;

 private:
  /// allocate(words) owns that many words of 64 bits: they keep every element type aligned.
  template <class Allocate>
  static Tensor on(ElementType type, Shape shape, Allocate&& allocate);

  ElementType type_ = ElementType::kUndefined;
  Shape shape_;
  int64_t count_ = 0;
  std::shared_ptr<const std::byte> data_;
};

template <class T>
// NOLINTNEXTLINE(performance-unnecessary-value-param): it is moved, by a call that depends on T
Tensor Tensor::of(Shape shape, std::span<const T> values) {
  Tensor tensor = zeros(element_type_of<T>(), std::move(shape));
  std::copy(values.begin(), values.end(), tensor.mutable_values<T>().begin());
  return tensor;
}

/// Any integer, bool or float tensor as doubles (64-bit integers beyond 2^53 lose digits).
std::vector<double> to_doubles(const Tensor& tensor);
/// The same as float32, each element rounded once; float32 tensors as they are.
Tensor to_float32(const Tensor& tensor);
/// Any integer or bool tensor as int64; empty for other types.
std::vector<int64_t> to_int64s(const Tensor& tensor);

/// Calls f(T{}) with the C++ type that holds the elements of `type`; small integers and bool as
/// above. Types without arithmetic (patterns of floats below 32 bits, string, undefined) call
/// nothing and return false.
template <class F>
bool visit_element_type(ElementType type, F&& f) {
  switch (type) {
    case ElementType::kFloat32: f(float{}); return true;
    case ElementType::kFloat64: f(double{}); return true;
    case ElementType::kInt2:
    case ElementType::kInt4:
    case ElementType::kInt8: f(int8_t{}); return true;
    case ElementType::kBool:
    case ElementType::kUint2:
    case ElementType::kUint4:
    case ElementType::kUint8: f(uint8_t{}); return true;
    case ElementType::kInt16: f(int16_t{}); return true;
    case ElementType::kUint16: f(uint16_t{}); return true;
    case ElementType::kInt32: f(int32_t{}); return true;
    case ElementType::kUint32: f(uint32_t{}); return true;
    case ElementType::kInt64: f(int64_t{}); return true;
    case ElementType::kUint64: f(uint64_t{}); return true;
    default: return false;
  }
}

/// The float32 values of codes: float32(code - zero_point) * scale, as ONNX DequantizeLinear and
/// ST's tools compute it. `codes` must hold elements of quantization.type.
Tensor dequantize(const Tensor& codes, const Quantization& quantization);

/// The codes of float values: saturate(round_half_even(x / scale) + zero_point), the division in
/// float32 as ONNX QuantizeLinear defines it. NaN becomes the zero point.
Tensor quantize(const Tensor& values, const Quantization& quantization);

}  // namespace npuscope
