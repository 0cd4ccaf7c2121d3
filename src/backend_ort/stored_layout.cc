// SPDX-License-Identifier: Apache-2.0
// Values between the graph's form (logical order, the file's codes) and ONNX Runtime's.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "backend_ort/counterparts.h"

namespace npuscope {
namespace {

/// Square by square, so that what is read and what is written both stay in the nearest cache.
template <class T>
void transpose(const T* in, int64_t rows, int64_t columns, T* out) {
  constexpr int64_t kSide = 32;
  for (int64_t first_row = 0; first_row < rows; first_row += kSide) {
    const int64_t last_row = std::min(rows, first_row + kSide);
    for (int64_t first = 0; first < columns; first += kSide) {
      const int64_t last = std::min(columns, first + kSide);
      for (int64_t c = first; c < last; ++c)
        for (int64_t r = first_row; r < last_row; ++r) out[c * rows + r] = in[r * columns + c];
    }
  }
}

/// Copies `rows` x `columns` elements into columns x rows, for each of `batch` blocks.
Tensor transposed(const Tensor& tensor, int64_t batch, int64_t rows, int64_t columns, Shape shape) {
  Tensor result = Tensor::zeros(tensor.type(), std::move(shape));
  visit_element_type(tensor.type(), [&]<class T>(T) {
    const T* in = tensor.values<T>().data();
    T* out = result.mutable_values<T>().data();
    for (int64_t b = 0; b < batch; ++b, in += rows * columns, out += rows * columns)
      transpose(in, rows, columns, out);
  });
  return result;
}

/// N, C, D1, D2 … -> N, D1, D2 …, C
Tensor to_channels_last(const Tensor& tensor) {
  const Shape& s = tensor.shape();
  Shape shape = {s[0]};
  shape.insert(shape.end(), s.begin() + 2, s.end());
  shape.push_back(s[1]);
  const int64_t pixels = element_count(std::span(s).subspan(2));
  return transposed(tensor, s[0], s[1], pixels, std::move(shape));
}

/// N, D1, D2 …, C -> N, C, D1, D2 …
Tensor to_channels_first(const Tensor& tensor) {
  const Shape& s = tensor.shape();
  Shape shape = {s[0], s.back()};
  shape.insert(shape.end(), s.begin() + 1, s.end() - 1);
  const int64_t pixels = element_count(std::span(s).subspan(1, s.size() - 2));
  return transposed(tensor, s[0], pixels, s.back(), std::move(shape));
}

/// The codes plus `offset` as elements of another type; 8-bit codes of the other signedness.
Tensor shifted(const Tensor& codes, int offset, ElementType type) {
  Tensor result = Tensor::zeros(type, codes.shape());
  visit_element_type(codes.type(), [&]<class From>(From) {
    visit_element_type(type, [&]<class To>(To) {
      const auto in = codes.values<From>();
      const auto out = result.mutable_values<To>();
      for (size_t i = 0; i < in.size(); ++i)
        out[i] = static_cast<To>(static_cast<int64_t>(in[i]) + offset);
    });
  });
  return result;
}

}  // namespace

Result<Tensor> value_from_stored(const Tensor& stored, const Counterpart& counterpart,
                                 const Value& value) {
  Tensor result = stored;
  if (counterpart.channels_last && stored.shape().size() > 2) result = to_channels_first(result);
  if (value.shape && result.shape() != *value.shape)
    return fail(bad_input("ONNX Runtime's tensor has another shape than the graph's")
                    .expected(shape_text(*value.shape))
                    .found(shape_text(result.shape()))
                    .in(value.name));
  if (counterpart.real) return quantize(result, *value.quantization);
  if (counterpart.offset != 0) return shifted(result, -counterpart.offset, value.type);
  return result;
}

Result<Tensor> stored_from_value(const Tensor& elements, const Counterpart& counterpart,
                                 const Value& value) {
  if (elements.type() != value.type || (value.shape && elements.shape() != *value.shape))
    return fail(bad_input("the tensor does not fit the value '" + value.name + "'")
                    .expected(fmt::format("{} {}", element_type_name(value.type),
                                          value.shape ? shape_text(*value.shape) : "any shape"))
                    .found(fmt::format("{} {}", element_type_name(elements.type()),
                                       shape_text(elements.shape()))));
  Tensor result = elements;
  if (counterpart.real) result = dequantize(result, *value.quantization);
  if (counterpart.offset != 0) result = shifted(result, counterpart.offset, counterpart.type);
  if (counterpart.channels_last && result.shape().size() > 2) result = to_channels_last(result);
  return result;
}

}  // namespace npuscope
