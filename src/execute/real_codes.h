// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "numeric/rounding.h"
#include "tensor/tensor.h"

namespace npuscope {

/// What the elements stand for, exactly: (code - zero point) * scale; with null quantization the
/// numbers themselves.
std::vector<double> real_values(const Tensor& tensor, const Quantization* quantization);

/// Turns real numbers into codes of one scale and zero point.
struct Quantizer {
  double scale = 1;
  int32_t zero_point = 0;
  IntegerRange range{};  ///< of the result, within the type's
  Rounding rounding = Rounding::kHalfEven;

  /// saturate(round(real / scale) + zero point); NaN becomes the code of zero.
  [[nodiscard]] int64_t code(double real) const;
};

Quantizer make_quantizer(const Quantization& per_tensor, IntegerRange range, Rounding rounding);

/// The codes of real numbers, as a tensor of `type`.
Result<Tensor> quantize_reals(std::span<const double> reals, const Quantizer& quantizer,
                              ElementType type, const Shape& shape);

/// The codes of float32 values with the zero point inside of the rounding, so that ties go to the
/// even code: saturate(round_half_even(x / scale + (zero_point + shift)) - shift), quotient and sum
/// each rounded to float32. A shift of 128 is that of int8 codes which are computed as uint8. NaN
/// becomes the zero point.
Tensor quantize_inside(const Tensor& values, const Quantization& per_tensor, int32_t shift);

/// result[i] = code(the real number that element i stands for), for any function of one code.
/// Evaluated once per possible code where the tensor has more elements than that.
Result<Tensor> map_codes(const Tensor& codes, const Quantization& quantization, ElementType type,
                         const std::function<int64_t(double)>& code);

}  // namespace npuscope
