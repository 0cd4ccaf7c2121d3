// SPDX-License-Identifier: Apache-2.0
#include "execute/real_codes.h"

#include <algorithm>
#include <cmath>

namespace npuscope {
namespace {

double real_value(int64_t code, const Quantization& q, int64_t channel) {
  return static_cast<double>(code - q.zero_point_at(channel)) *
         static_cast<double>(q.scale_at(channel));
}

}  // namespace

std::vector<double> real_values(const Tensor& tensor, const Quantization* quantization) {
  std::vector<double> values = to_doubles(tensor);
  if (quantization == nullptr || values.empty()) return values;
  const Quantization& q = *quantization;
  size_t run = values.size();
  if (q.per_channel())
    run = static_cast<size_t>(
        element_count(std::span(tensor.shape()).subspan(static_cast<size_t>(q.axis) + 1)));
  for (size_t i = 0; i < values.size(); ++i) {
    const auto channel = static_cast<int64_t>(i / run % q.scale.size());
    values[i] = real_value(static_cast<int64_t>(values[i]), q, channel);
  }
  return values;
}

int64_t Quantizer::code(double real) const {
  const double steps = real / scale;
  const double rounded = std::isnan(steps) ? 0.0 : round_real(steps, rounding);
  const double result = rounded + zero_point;
  if (result <= static_cast<double>(range.low)) return range.low;
  if (result >= static_cast<double>(range.high)) return range.high;
  return static_cast<int64_t>(result);
}

Quantizer make_quantizer(const Quantization& per_tensor, IntegerRange range, Rounding rounding) {
  return {static_cast<double>(per_tensor.scale_at(0)), per_tensor.zero_point_at(0), range,
          rounding};
}

Result<Tensor> quantize_reals(std::span<const double> reals, const Quantizer& quantizer,
                              ElementType type, const Shape& shape) {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create(type, shape));
  visit_element_type(type, [&]<class T>(T) {
    std::ranges::transform(reals, result.mutable_values<T>().begin(),
                           [&](double real) { return static_cast<T>(quantizer.code(real)); });
  });
  return result;
}

Tensor quantize_inside(const Tensor& values, const Quantization& per_tensor, int32_t shift) {
  const float scale = per_tensor.scale_at(0);
  const int32_t zero_point = per_tensor.zero_point_at(0);
  const IntegerRange range = *integer_range(per_tensor.type);
  const auto low = static_cast<int32_t>(range.low), high = static_cast<int32_t>(range.high);
  const auto code = [&](float x) {
    if (std::isnan(x)) return zero_point;
    const float inside = x / scale + static_cast<float>(zero_point + shift);
    return quantize_code(static_cast<double>(inside), -shift, low, high);
  };
  Tensor result = Tensor::zeros(per_tensor.type, values.shape());
  visit_element_type(per_tensor.type, [&]<class T>(T) {
    std::ranges::transform(values.values<float>(), result.mutable_values<T>().begin(),
                           [&](float x) { return static_cast<T>(code(x)); });
  });
  return result;
}

Result<Tensor> map_codes(const Tensor& codes, const Quantization& quantization, ElementType type,
                         const std::function<int64_t(double)>& code) {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create(type, codes.shape()));
  const IntegerRange range = *integer_range(codes.type());
  const int64_t possible = range.high - range.low + 1;
  std::vector<int64_t> table;
  if (possible <= codes.size()) {
    for (int64_t c = range.low; c <= range.high; ++c)
      table.push_back(code(real_value(c, quantization, 0)));
  }
  visit_element_type(codes.type(), [&]<class From>(From) {
    visit_element_type(type, [&]<class To>(To) {
      const auto from = codes.values<From>();
      const auto to = result.mutable_values<To>();
      for (size_t i = 0; i < from.size(); ++i) {
        const auto c = static_cast<int64_t>(from[i]);
        to[i] = static_cast<To>(table.empty() ? code(real_value(c, quantization, 0))
                                              : table[static_cast<size_t>(c - range.low)]);
      }
    });
  });
  return result;
}

}  // namespace npuscope
