// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "kernels/cast_strings.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

constexpr auto kStringType = static_cast<int64_t>(ElementType::kString);

Status check_castable(const TensorInfo& info, std::string_view name) {
  return info.type == ElementType::kString ? Status() : check_type(info, name, kStored);
}

Result<ElementType> target_of(const Node& node) {
  if (node.int_attribute("to", 0) == kStringType) return ElementType::kString;
  NPUSCOPE_TRY_ASSIGN(const ElementType to, type_attribute(node, "to", ElementType::kUndefined));
  if (to != ElementType::kUndefined) return to;
  return fail(bad_input("the attribute 'to' does not name an element type")
                  .expected("the number of an ONNX data type"));
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* input, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY_ASSIGN(const ElementType to, target_of(node));
  NPUSCOPE_TRY(check_castable(*input, "input"));
  return one_output(to, input->shape);
}

/// x truncated towards zero, as the bits of a 64-bit integer: unsigned from 2^63 on, two's
/// complement below zero. Numbers outside both are clamped; NaN gives 0.
uint64_t truncated_bits(double x) {
  if (std::isnan(x)) return 0;
  if (x >= 0x1p64) return UINT64_MAX;
  if (x >= 0x1p63) return static_cast<uint64_t>(x);
  if (x <= -0x1p63) return uint64_t{1} << 63;
  return static_cast<uint64_t>(static_cast<int64_t>(x));
}

template <class To, class From>
To converted(From x) {
  if constexpr (std::is_floating_point_v<To> || std::is_integral_v<From>)
    return static_cast<To>(x);
  else
    return static_cast<To>(truncated_bits(static_cast<double>(x)));
}

/// Integers that do not fit lose their upper bits, as NumPy does and most runtimes; ONNX leaves it
/// open for floats. `code` is what one byte holds.
uint8_t wrapped_to(ElementType type, uint8_t code) {
  const auto signed_code = [code](unsigned mask, unsigned sign) {
    return static_cast<uint8_t>(((code & mask) ^ sign) - sign);
  };
  switch (type) {
    case ElementType::kUint2: return code & 3;
    case ElementType::kInt2: return signed_code(3, 2);
    case ElementType::kUint4: return code & 0xf;
    case ElementType::kInt4: return signed_code(0xf, 8);
    default: return code;
  }
}

template <class From>
void convert_all(const Tensor& x, Tensor& y) {
  const auto from = x.values<From>();
  if (y.type() == ElementType::kBool) {
    std::ranges::transform(from, y.mutable_values<uint8_t>().begin(),
                           [](From v) { return static_cast<uint8_t>(v != From{0}); });
    return;
  }
  visit_element_type(y.type(), [&]<class To>(To) {
    std::ranges::transform(from, y.mutable_values<To>().begin(), converted<To, From>);
  });
  if (element_size(y.type()) == 1)
    std::ranges::transform(y.values<uint8_t>(), y.mutable_values<uint8_t>().begin(),
                           [&](uint8_t code) { return wrapped_to(y.type(), code); });
}

/// Until version 23 of Cast, ONNX's tests expect floats outside the 4-bit integers to become the
/// nearest of them, and later to wrap.
Tensor clamped_to(ElementType type, const Tensor& x) {
  const IntegerRange range = *integer_range(type);
  std::vector<double> values = to_doubles(x);
  for (double& v : values)
    v = std::clamp(v, static_cast<double>(range.low), static_cast<double>(range.high));
  return from_doubles({x.type(), x.shape(), nullptr}, values);
}

/// A tensor of numbers of 32 bits and more as one of at most 8 bits, each rounded once.
Result<Tensor> to_minifloats(const Minifloat& format, const Tensor& x, ElementType to,
                             const MinifloatConversion& conversion) {
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(to, x.shape()));
  std::ranges::transform(to_doubles(x), y.mutable_values<uint8_t>().begin(),
                         [&](double v) { return float_to_minifloat(format, v, conversion); });
  return y;
}

Result<MinifloatConversion> conversion_of(const Node& node) {
  MinifloatConversion conversion;
  conversion.saturate = node.int_attribute("saturate", 1) != 0;
  const std::string mode = node.string_attribute("round_mode", "up");
  if (mode == "down")
    conversion.scale_rounding = ScaleRounding::kDown;
  else if (mode == "nearest")
    conversion.scale_rounding = ScaleRounding::kNearest;
  else if (mode != "up")
    return fail(unsupported("the attribute 'round_mode' has a value", "up, down or nearest")
                    .found("'" + mode + "'"));
  return conversion;
}

Result<std::vector<Tensor>> convert(const Node& node, const Tensor& input, ElementType to) {
  constexpr int kFirstWrapping = 24;
  NPUSCOPE_TRY_ASSIGN(const MinifloatConversion conversion, conversion_of(node));
  const bool from_text = input.type() == ElementType::kString;
  if (from_text && to == ElementType::kString) return one_output(input);
  Tensor x;
  if (from_text)
    NPUSCOPE_TRY_SET(x, numbers_of_strings(input));
  else
    x = widened(input);
  if (to == ElementType::kString) return one_output(strings_of_numbers(x));
  if (const Minifloat* format = minifloat_format(to)) {
    NPUSCOPE_TRY_ASSIGN(Tensor y, to_minifloats(*format, x, to, conversion));
    return one_output(std::move(y));
  }
  const bool four_bits = to == ElementType::kInt4 || to == ElementType::kUint4;
  if (four_bits && is_float(x.type()) && node.opset < kFirstWrapping) x = clamped_to(to, x);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(computing_type(to), x.shape()));
  visit_element_type(x.type(), [&]<class From>(From) { convert_all<From>(x, y); });
  return one_output(narrowed(y, to));
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer, node, inputs));
  return convert(node, *inputs[0], infos[0].type);
}

Result<std::vector<TensorInfo>> infer_like(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* input, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* like, required_input(inputs, 1, "target_type"));
  NPUSCOPE_TRY(check_castable(*input, "input"));
  NPUSCOPE_TRY(check_castable(*like, "target_type"));
  return one_output(like->type, input->shape);
}

Result<std::vector<Tensor>> run_like(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer_like, node, inputs));
  return convert(node, *inputs[0], infos[0].type);
}

}  // namespace

const Operator kCastLikeOperator = {"CastLike", "", 2, 2, infer_like, run_like, FloatOnly{}};
const Operator kCastOperator = {"Cast", "", 1, 1, infer, run, FloatOnly{}};

}  // namespace npuscope
