// SPDX-License-Identifier: Apache-2.0
#include "kernels/factors.h"

#include <algorithm>

namespace npuscope {

IntegerRange factor_range(const SumOperand& operand) {
  const IntegerRange codes = *integer_range(operand.codes->type());
  // An axis of no channels has no zero points, and no codes.
  if (operand.quantization == nullptr || operand.quantization->zero_point.empty()) return codes;
  const auto [least, most] = std::ranges::minmax(operand.quantization->zero_point);
  return {codes.low - most, codes.high - least};
}

bool fit_int16(const SumOperand& a, const SumOperand& b) {
  return std::ranges::all_of(std::initializer_list<const SumOperand*>{&a, &b},
                             [](const SumOperand* operand) {
                               const IntegerRange range = factor_range(*operand);
                               return range.low >= INT16_MIN && range.high <= INT16_MAX;
                             });
}

template <class Factor>
std::vector<Factor> factors_of(const SumOperand& operand) {
  const Tensor& codes = *operand.codes;
  std::vector<Factor> factors(static_cast<size_t>(codes.size()));
  if (factors.empty()) return factors;
  // Runs of elements that share a zero point.
  size_t run = factors.size();
  if (operand.quantization != nullptr && operand.quantization->zero_point.size() > 1) {
    const auto axis = static_cast<size_t>(operand.quantization->axis);
    run = static_cast<size_t>(element_count(std::span(codes.shape()).subspan(axis + 1)));
  }
  visit_element_type(codes.type(), [&]<class T>(T) {
    if constexpr (std::is_integral_v<T> && sizeof(T) <= 2) {
      const std::span<const T> in = codes.values<T>();
      for (size_t first = 0, index = 0; first < factors.size(); first += run, ++index) {
        int32_t zero_point = 0;
        if (operand.quantization != nullptr) {
          const auto& zero_points = operand.quantization->zero_point;
          zero_point = zero_points[index % zero_points.size()];
        }
        for (size_t i = first; i < first + run; ++i)
          factors[i] = static_cast<Factor>(in[i] - zero_point);
      }
    }
  });
  return factors;
}

template std::vector<int16_t> factors_of(const SumOperand&);
template std::vector<int32_t> factors_of(const SumOperand&);

bool sums_fit_int32(std::span<const int16_t> rows, size_t row_length, IntegerRange other) {
  int64_t largest = 0;
  for (size_t first = 0; row_length > 0 && first < rows.size(); first += row_length) {
    int64_t sum = 0;
    for (int16_t factor : rows.subspan(first, row_length)) sum += std::abs(int{factor});
    largest = std::max(largest, sum);
  }
  return largest <= INT32_MAX / std::max<int64_t>(largest_magnitude(other), 1);
}

Status check_operand(const SumOperand& operand) {
  if (operand.codes == nullptr)
    return fail(internal_error("a factor of an integer sum is missing"));
  const ElementType type = operand.codes->type();
  if (!is_code(type) || element_size(type) > 2)
    return fail(bad_input("codes of this type cannot be summed")
                    .expected("(u)int4, (u)int8 or (u)int16")
                    .found(std::string(element_type_name(type))));
  if (operand.quantization != nullptr)
    return validate(*operand.quantization, operand.codes->shape());
  return {};
}

}  // namespace npuscope
