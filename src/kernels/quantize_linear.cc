// SPDX-License-Identifier: Apache-2.0
// QuantizeLinear, DequantizeLinear and DynamicQuantizeLinear as plain operators, in the ONNX and
// the com.microsoft domain.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/scale_layout.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr TypeSet kReals = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32, ElementType::kInt32},
    "float16, bfloat16, float32 or int32"};
constexpr TypeSet kDequantizedReals = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32},
    "float16, bfloat16 or float32"};
constexpr TypeSet kQuantizeScales = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32, ElementType::kInt32,
     ElementType::kFloat8E8m0},
    "float16, bfloat16, float32, int32 or float8e8m0"};
constexpr TypeSet kDequantizeScales = {{ElementType::kFloat16, ElementType::kBfloat16,
                                        ElementType::kFloat32, ElementType::kFloat8E8m0},
                                       "float16, bfloat16, float32 or float8e8m0"};
constexpr TypeSet kQuantized = {
    {ElementType::kInt2, ElementType::kUint2, ElementType::kInt4, ElementType::kUint4,
     ElementType::kInt8, ElementType::kUint8, ElementType::kInt16, ElementType::kUint16,
     ElementType::kFloat8E4m3fn, ElementType::kFloat8E4m3fnuz, ElementType::kFloat8E5m2,
     ElementType::kFloat8E5m2fnuz, ElementType::kFloat4E2m1, ElementType::kFloat6E2m3,
     ElementType::kFloat6E3m2},
    "(u)int2, (u)int4, (u)int8, (u)int16 or a float of 4, 6 or 8 bits"};
constexpr TypeSet kDequantized = {
    {ElementType::kInt2, ElementType::kUint2, ElementType::kInt4, ElementType::kUint4,
     ElementType::kInt8, ElementType::kUint8, ElementType::kInt16, ElementType::kUint16,
     ElementType::kInt32, ElementType::kFloat8E4m3fn, ElementType::kFloat8E4m3fnuz,
     ElementType::kFloat8E5m2, ElementType::kFloat8E5m2fnuz, ElementType::kFloat4E2m1,
     ElementType::kFloat6E2m3, ElementType::kFloat6E3m2},
    "(u)int2, (u)int4, (u)int8, (u)int16, int32 or a float of 4, 6 or 8 bits"};

struct Operands {
  const TensorInfo* x = nullptr;
  const TensorInfo* scale = nullptr;
  const TensorInfo* zero_point = nullptr;  ///< null: zero
};

Result<Operands> operands_of(InputInfos inputs, const TypeSet& x_types,
                             const TypeSet& scale_types) {
  Operands operands;
  NPUSCOPE_TRY_SET(operands.x, required_input(inputs, 0, "x"));
  NPUSCOPE_TRY_SET(operands.scale, required_input(inputs, 1, "scale"));
  operands.zero_point = input_at(inputs, 2);
  NPUSCOPE_TRY(check_type(*operands.x, "x", x_types));
  NPUSCOPE_TRY(check_type(*operands.scale, "scale", scale_types));
  return operands;
}

/// The type of the codes: that of the zero point, else what `output_dtype` says, else uint8.
Result<ElementType> code_type(const Node& node, const TensorInfo* zero_point) {
  const ElementType otherwise = zero_point != nullptr ? zero_point->type : ElementType::kUint8;
  NPUSCOPE_TRY_ASSIGN(ElementType type, type_attribute(node, "output_dtype", otherwise));
  if (type == ElementType::kUndefined) type = otherwise;
  NPUSCOPE_TRY(check_type({type, {}, nullptr}, "the codes", kQuantized));
  if (zero_point != nullptr && type != zero_point->type)
    return fail(bad_input("'output_dtype' and the zero point have different types")
                    .expected(std::string(element_type_name(zero_point->type)))
                    .found(std::string(element_type_name(type))));
  return type;
}

Result<std::vector<TensorInfo>> infer_quantize(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const Operands in, operands_of(inputs, kReals, kQuantizeScales));
  NPUSCOPE_TRY(ScaleLayout::of(node, in.x->shape, *in.scale, in.zero_point));
  NPUSCOPE_TRY_ASSIGN(const ElementType type, code_type(node, in.zero_point));
  return one_output(type, in.x->shape);
}

/// The zero point of each parameter; zeros where the node leaves it out.
std::vector<double> zero_points_of(InputTensors inputs) {
  if (const Tensor* given = input_at(inputs, 2)) return to_doubles(*given);
  return std::vector<double>(static_cast<size_t>(inputs[1]->size()), 0.0);
}

/// x / scale, rounded to float32 and then to the type that the division is to have: that of the
/// scale, or the one that `precision` names. (To a type of 16 bits both roundings are as one.)
Result<Tensor> quotients_of(const Node& node, InputTensors inputs, const ScaleLayout& layout) {
  constexpr TypeSet kHalves = {{ElementType::kFloat16, ElementType::kBfloat16}, "16-bit floats"};
  const ElementType scale_type = inputs[1]->type();
  NPUSCOPE_TRY_ASSIGN(ElementType precision, type_attribute(node, "precision", scale_type));
  if (precision == ElementType::kUndefined) precision = scale_type;
  const Tensor reals = to_float32(*inputs[0]);
  const Tensor parameters = to_float32(*inputs[1]);
  const auto x = reals.values<float>();
  const auto scales = parameters.values<float>();
  Tensor quotients = Tensor::zeros(ElementType::kFloat32, inputs[0]->shape());
  const auto q = quotients.mutable_values<float>();
  layout.for_each([&](size_t i, size_t p) { q[i] = x[i] / scales[p]; });
  return kHalves.contains(precision) ? widened(narrowed(quotients, precision)) : quotients;
}

/// saturate(round_half_even(quotient) + zero_point).
void quantize_to_integers(const Tensor& quotients, const std::vector<double>& zero_points,
                          const ScaleLayout& layout, Tensor& y) {
  const IntegerRange range = *integer_range(y.type());
  const auto rounded = quotients.values<float>();
  visit_element_type(y.type(), [&]<class T>(T) {
    const auto codes = y.mutable_values<T>();
    layout.for_each([&](size_t i, size_t p) {
      codes[i] = static_cast<T>(
          quantize_code(static_cast<double>(rounded[i]), static_cast<int32_t>(zero_points[p]),
                        static_cast<int32_t>(range.low), static_cast<int32_t>(range.high)));
    });
  });
}

/// The float nearest to quotient + zero_point, ties to even; out of range as `saturate` says.
void quantize_to_floats(const Node& node, const Minifloat& format, const Tensor& quotients,
                        const std::vector<double>& zero_points, const ScaleLayout& layout,
                        Tensor& y) {
  MinifloatConversion conversion;
  conversion.saturate = node.int_attribute("saturate", 1) != 0;
  const auto q = quotients.values<float>();
  const auto codes = y.mutable_values<uint8_t>();
  layout.for_each([&](size_t i, size_t p) {
    codes[i] = float_to_minifloat(format, static_cast<double>(q[i]) + zero_points[p], conversion);
  });
}

Result<std::vector<Tensor>> run_quantize(const Node& node, InputTensors inputs) {
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(Tensor y, allocate_output(infer_quantize, node, inputs));
  NPUSCOPE_TRY_ASSIGN(const Operands in, operands_of(actual.infos(), kReals, kQuantizeScales));
  NPUSCOPE_TRY_ASSIGN(const auto layout,
                      ScaleLayout::of(node, y.shape(), *in.scale, in.zero_point));
  NPUSCOPE_TRY_ASSIGN(const Tensor quotients, quotients_of(node, inputs, layout));
  const std::vector<double> zero_points = zero_points_of(inputs);
  if (const Minifloat* format = minifloat_format(y.type()))
    quantize_to_floats(node, *format, quotients, zero_points, layout, y);
  else
    quantize_to_integers(quotients, zero_points, layout, y);
  return one_output(std::move(y));
}

Result<std::vector<TensorInfo>> infer_dequantize(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const Operands in, operands_of(inputs, kDequantized, kDequantizeScales));
  NPUSCOPE_TRY(ScaleLayout::of(node, in.x->shape, *in.scale, in.zero_point));
  if (in.zero_point != nullptr)
    NPUSCOPE_TRY(check_same_type(*in.x, "x", *in.zero_point, "zero_point"));
  NPUSCOPE_TRY_ASSIGN(ElementType type, type_attribute(node, "output_dtype", in.scale->type));
  if (type == ElementType::kUndefined) type = in.scale->type;
  NPUSCOPE_TRY(check_type({type, {}, nullptr}, "y", kDequantizedReals));
  return one_output(type, in.x->shape);
}

/// y = float32(x - zero_point) * scale, the difference exact, rounded to the output's type.
Result<std::vector<Tensor>> run_dequantize(const Node& node, InputTensors inputs) {
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer_dequantize, node, inputs));
  NPUSCOPE_TRY_ASSIGN(const Operands in,
                      operands_of(actual.infos(), kDequantized, kDequantizeScales));
  NPUSCOPE_TRY_ASSIGN(const auto layout,
                      ScaleLayout::of(node, in.x->shape, *in.scale, in.zero_point));
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(ElementType::kFloat32, in.x->shape));
  const std::vector<double> codes = to_doubles(*inputs[0]);
  const std::vector<double> zero_points = zero_points_of(inputs);
  const Tensor parameters = to_float32(*inputs[1]);
  const auto scales = parameters.values<float>();
  const auto out = y.mutable_values<float>();
  layout.for_each([&](size_t i, size_t p) {
    out[i] = static_cast<float>(codes[i] - zero_points[p]) * scales[p];
  });
  return one_output(narrowed(y, infos[0].type));
}

Result<std::vector<TensorInfo>> infer_dynamic(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "x"));
  NPUSCOPE_TRY(check_type(*x, "x", {{ElementType::kFloat32}, "float32"}));
  return std::vector<TensorInfo>{{ElementType::kUint8, x->shape, nullptr},
                                 {ElementType::kFloat32, {}, nullptr},
                                 {ElementType::kUint8, {}, nullptr}};
}

/// Scale and zero point that put min(x, 0) to 0 and max(x, 0) to 255.
Result<std::vector<Tensor>> run_dynamic(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto outputs, allocate_outputs(infer_dynamic, node, inputs));
  const auto x = inputs[0]->values<float>();
  float low = 0;
  float high = 0;
  for (float v : x) {
    low = std::min(low, v);
    high = std::max(high, v);
  }
  // Zeros alone have no range; 1 is ONNX Runtime's choice.
  const float scale = high == low ? 1.0f : (high - low) / 255.0f;
  const int32_t zero_point = quantize_code(static_cast<double>((0 - low) / scale), 0, 0, 255);
  std::ranges::transform(x, outputs[0].mutable_values<uint8_t>().begin(), [&](float v) {
    return static_cast<uint8_t>(quantize_code(static_cast<double>(v / scale), zero_point, 0, 255));
  });
  outputs[1].mutable_values<float>()[0] = scale;
  outputs[2].mutable_values<uint8_t>()[0] = static_cast<uint8_t>(zero_point);
  return outputs;
}

constexpr Operator quantize_linear(std::string_view domain) {
  return {"QuantizeLinear", domain, 2, 3, infer_quantize, run_quantize, FloatOnly{}};
}

constexpr Operator dequantize_linear(std::string_view domain) {
  return {"DequantizeLinear", domain, 2, 3, infer_dequantize, run_dequantize, FloatOnly{}};
}

}  // namespace

const Operator kDequantizeLinearMicrosoftOperator = dequantize_linear("com.microsoft");
const Operator kDequantizeLinearOperator = dequantize_linear("");
const Operator kDynamicQuantizeLinearOperator = {
    "DynamicQuantizeLinear", "", 1, 1, infer_dynamic, run_dynamic, FloatOnly{}};
const Operator kQuantizeLinearMicrosoftOperator = quantize_linear("com.microsoft");
const Operator kQuantizeLinearOperator = quantize_linear("");

}  // namespace npuscope
