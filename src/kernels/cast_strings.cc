// SPDX-License-Identifier: Apache-2.0
#include "kernels/cast_strings.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace npuscope {
namespace {

Result<double> parse_number(std::string_view element) {
  std::string_view text = trimmed(element);
  if (text.starts_with('+')) text.remove_prefix(1);
  const bool signs = element.find("+-") != std::string_view::npos;
  if (const auto value = whole_number<double>(text); value && !signs) return *value;
  return fail(bad_input("a string cannot become a number")
                  .expected("a number in plain or scientific notation, INF or NaN")
                  .found("'" + std::string(element.substr(0, 40)) + "'"));
}

template <class T>
std::string format_number(T value) {
  if constexpr (std::is_floating_point_v<T>) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value < 0 ? "-INF" : "INF";
    std::array<char, 512> text{};  // the smallest double has 324 places before its digits
    const auto result = std::to_chars(text.begin(), text.end(), value, std::chars_format::fixed);
    return {text.data(), result.ptr};
  } else {
    return std::to_string(value);
  }
}

}  // namespace

Result<Tensor> numbers_of_strings(const Tensor& strings) {
  NPUSCOPE_TRY_ASSIGN(Tensor numbers, Tensor::create(ElementType::kFloat64, strings.shape()));
  const auto out = numbers.mutable_values<double>();
  size_t i = 0;
  for (const std::string& element : strings.strings())
    NPUSCOPE_TRY_SET(out[i++], parse_number(element));
  return numbers;
}

Tensor strings_of_numbers(const Tensor& numbers) {
  std::vector<std::string> elements;
  visit_element_type(numbers.type(), [&]<class T>(T) {
    for (const T value : numbers.values<T>()) elements.push_back(format_number(value));
  });
  return Tensor::of_strings(numbers.shape(), std::move(elements));
}

}  // namespace npuscope
