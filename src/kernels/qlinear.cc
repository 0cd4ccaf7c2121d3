// SPDX-License-Identifier: Apache-2.0
// QLinearConv and QLinearMatMul whose scales and zero points are known only when they run. Where
// they are constants, the graph holds Conv and MatMul between quantized values instead.
#include <array>

#include "graph/quantize_nodes.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/stages.h"

namespace npuscope {
namespace {

constexpr TypeSet kScaleTypes = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32},
    "float16, bfloat16 or float32"};
constexpr TypeSet kBytes = {{ElementType::kInt8, ElementType::kUint8}, "int8 or uint8"};
constexpr TypeSet kBiasTypes = {{ElementType::kInt32}, "int32"};

// Inputs: x, its scale and zero point, w likewise, the result's scale and zero point, a bias.
enum Input : size_t { kX = 0, kW = 3, kY = 6, kBias = 8 };

/// Checks a scale and a zero point at `index`; the zero point must have the type of `codes`, where
/// these are given.
Status check_parameters(InputInfos inputs, size_t index, const TensorInfo* codes) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* scale, required_input(inputs, index, "scale"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* zero_point,
                      required_input(inputs, index + 1, "zero point"));
  NPUSCOPE_TRY(check_type(*scale, "scale", kScaleTypes));
  NPUSCOPE_TRY(check_type(*zero_point, "zero point", kBytes));
  return codes == nullptr ? Status() : check_same_type(*codes, "codes", *zero_point, "zero point");
}

/// What Conv or MatMul says about the real numbers that the codes stand for.
Result<std::vector<TensorInfo>> infer_real(const Operator& real, const Node& node,
                                           InputInfos inputs) {
  const TensorInfo x = {ElementType::kFloat32, inputs[kX]->shape, nullptr};
  const TensorInfo w = {ElementType::kFloat32, inputs[kW]->shape, nullptr};
  const std::array operands = {&x, &w};
  return real.infer(node, operands);
}

Result<std::vector<TensorInfo>> infer(const Operator& real, const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, kX, "x"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* w, required_input(inputs, kW, "w"));
  NPUSCOPE_TRY(check_type(*x, "x", kBytes));
  NPUSCOPE_TRY(check_type(*w, "w", kBytes));
  NPUSCOPE_TRY(check_parameters(inputs, kX + 1, x));
  NPUSCOPE_TRY(check_parameters(inputs, kW + 1, w));
  NPUSCOPE_TRY(check_parameters(inputs, kY, nullptr));
  NPUSCOPE_TRY_ASSIGN(auto outputs, infer_real(real, node, inputs));
  if (const TensorInfo* bias = input_at(inputs, kBias)) {
    NPUSCOPE_TRY(check_type(*bias, "B", kBiasTypes));
    if (bias->shape != Shape{w->shape[0]})
      return fail(bad_input("the bias does not fit the weights")
                      .expected(std::to_string(w->shape[0]))
                      .found(shape_text(bias->shape)));
  }
  return one_output(inputs[kY + 1]->type, std::move(outputs[0].shape));
}

/// The parameters at `index`, for codes with this shape and channels along `axis`.
Result<Quantization> parameters(InputTensors inputs, size_t index, const Shape& shape,
                                int64_t axis) {
  return make_quantization(*inputs[index], inputs[index + 1], inputs[index + 1]->type(), shape,
                           axis);
}

/// What the sums are worth: s_x * s_w[c], exact in double; per element of the product where the
/// rows of x have scales of their own.
std::vector<double> sum_units(const Quantization& x, const Quantization& w) {
  std::vector<double> result;
  for (const float s_x : x.scale)
    for (const float s_w : w.scale)
      result.push_back(static_cast<double>(s_x) * static_cast<double>(s_w));
  return result;
}

struct Axes {
  int64_t x, w;  ///< of the channels, where there is more than one scale
};

/// y = saturate(round_half_even((Σ (x - z_x) (w - z_w) + bias) * s_x * s_w / s_y) + z_y), the sum
/// exact, the rest in double with one rounding.
Result<Tensor> run_sum(const SumGeometry& geometry, InputTensors inputs, const Axes& axes,
                       const TensorInfo& output) {
  const Tensor& x = *inputs[kX];
  const Tensor& w = *inputs[kW];
  NPUSCOPE_TRY_ASSIGN(const Quantization xq, parameters(inputs, kX + 1, x.shape(), axes.x));
  NPUSCOPE_TRY_ASSIGN(const Quantization wq, parameters(inputs, kW + 1, w.shape(), axes.w));
  NPUSCOPE_TRY_ASSIGN(const Quantization yq, parameters(inputs, kY, output.shape, 0));
  const bool convolution = std::holds_alternative<ConvolutionSum>(geometry);
  if (yq.per_channel() || (convolution && xq.per_channel()))
    return fail(unsupported("the node has scales per channel of a tensor", "those of weights"));
  const IntegerRange range = *integer_range(yq.type);
  RealStage stage;
  stage.multiplier = sum_units(xq, wq);
  stage.divisor = {static_cast<double>(yq.scale_at(0))};
  if (xq.per_channel() && !wq.per_channel()) {  // one per row: spread over the row's elements
    const int64_t columns = w.shape().size() < 2 ? 1 : w.shape().back();
    std::vector<double> spread;
    for (const double m : stage.multiplier)
      spread.insert(spread.end(), static_cast<size_t>(columns), m);
    stage.multiplier = std::move(spread);
  }
  stage.offset = yq.zero_point_at(0);
  stage.low = range.low;
  stage.high = range.high;
  SumLowering lowering;
  if (convolution) lowering.channel_stride = element_count(std::span(output.shape).subspan(2));
  if (const Tensor* bias = input_at(inputs, kBias)) lowering.bias = to_int64s(*bias);
  lowering.epilogue = {std::move(stage)};
  NPUSCOPE_TRY_ASSIGN(const Sums sums, lowered_sums(lowering, geometry, {&x, &xq}, {&w, &wq},
                                                    output.shape, nullptr));
  return codes_of(sums, yq.type);
}

Result<std::vector<Tensor>> run(const Operator& real, const Node& node, InputTensors inputs,
                                const Axes& axes) {
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer(real, node, actual.infos()));
  const std::array operands = {actual.infos()[kX], actual.infos()[kW]};
  const auto& sum = std::get<IntegerSum>(real.quantized);
  NPUSCOPE_TRY_ASSIGN(const SumGeometry geometry, sum.geometry(node, operands, infos[0]));
  NPUSCOPE_TRY_ASSIGN(Tensor y, run_sum(geometry, inputs, axes, infos[0]));
  return one_output(std::move(y));
}

Result<std::vector<TensorInfo>> infer_conv(const Node& node, InputInfos inputs) {
  return infer(kConvOperator, node, inputs);
}

Result<std::vector<Tensor>> run_conv(const Node& node, InputTensors inputs) {
  return run(kConvOperator, node, inputs, {1, 0});
}

Result<std::vector<TensorInfo>> infer_matmul(const Node& node, InputInfos inputs) {
  return infer(kMatMulOperator, node, inputs);
}

/// Scales are scalars, one per row of a and one per column of b.
Result<std::vector<Tensor>> run_matmul(const Node& node, InputTensors inputs) {
  return run(kMatMulOperator, node, inputs, {-2, -1});
}

}  // namespace

const Operator kQLinearConvOperator = {"QLinearConv", "",           8, 9, infer_conv,
                                       run_conv,      StoredCodes{}};
const Operator kQLinearMatMulOperator = {"QLinearMatMul", "",           8, 8, infer_matmul,
                                         run_matmul,      StoredCodes{}};

}  // namespace npuscope
