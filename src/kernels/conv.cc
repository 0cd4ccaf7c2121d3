// SPDX-License-Identifier: Apache-2.0
// Conv and ConvInteger.
#include <fmt/format.h>

#include "kernels/float_convolution.h"
#include "kernels/integer_operands.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

struct Convolution {
  ConvolutionSum sum;
  Shape output;
};

/// Checks that x, w (and groups) fit each other, and places the window.
Result<Convolution> describe(const Node& node, const Shape& x, const Shape& w) {
  const auto misfit = [&](std::string expected) {
    return fail(bad_input("the weights do not fit the input")
                    .expected(std::move(expected))
                    .found(fmt::format("{} and {}", shape_text(x), shape_text(w))));
  };
  if (x.size() < 3 || w.size() != x.size())
    return misfit("N x C x spatial and M x C/group x kernel of the same rank");
  const int64_t groups = node.int_attribute("group", 1);
  // Divides rather than multiplies: the attribute may be any number.
  if (groups < 1 || x[1] % groups != 0 || x[1] / groups != w[1])
    return misfit(fmt::format("C/group input channels (group {})", groups));
  if (w[0] % groups != 0) return misfit(fmt::format("a multiple of {} output channels", groups));
  Convolution convolution;
  NPUSCOPE_TRY_ASSIGN(PlacedWindow placed, place_window(node, spatial_of(w), spatial_of(x)));
  convolution.sum = {std::move(placed.window), groups};
  convolution.output = {x[0], w[0]};
  convolution.output.insert(convolution.output.end(), placed.output.begin(), placed.output.end());
  return convolution;
}

Result<SumGeometry> geometry(const Node& node, InputInfos inputs, const TensorInfo&) {
  NPUSCOPE_TRY_ASSIGN(auto convolution, describe(node, inputs[0]->shape, inputs[1]->shape));
  return std::move(convolution.sum);
}

Result<std::vector<TensorInfo>> infer_conv(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* w, required_input(inputs, 1, "W"));
  NPUSCOPE_TRY(check_type(*x, "X", kFloats));
  NPUSCOPE_TRY(check_same_type(*x, "X", *w, "W"));
  NPUSCOPE_TRY_ASSIGN(Convolution convolution, describe(node, x->shape, w->shape));
  NPUSCOPE_TRY(check_bias(inputs, convolution.output[1]));
  return one_output(x->type, std::move(convolution.output));
}

Result<std::vector<Tensor>> run_conv(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY(infer_actual(infer_conv, node, inputs));
  NPUSCOPE_TRY_ASSIGN(const Convolution convolution,
                      describe(node, inputs[0]->shape(), inputs[1]->shape()));
  return convolve_floats(convolution.sum, *inputs[0], *inputs[1], input_at(inputs, 2),
                         convolution.output);
}

Result<std::vector<TensorInfo>> infer_conv_integer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "x"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* w, required_input(inputs, 1, "w"));
  NPUSCOPE_TRY(check_integer_operand(*x, "x", input_at(inputs, 2)));
  NPUSCOPE_TRY(check_integer_operand(*w, "w", input_at(inputs, 3)));
  NPUSCOPE_TRY_ASSIGN(Convolution convolution, describe(node, x->shape, w->shape));
  return one_output(ElementType::kInt32, std::move(convolution.output));
}

Result<std::vector<Tensor>> run_conv_integer(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY(infer_actual(infer_conv_integer, node, inputs));
  const Tensor& x = *inputs[0];
  const Tensor& w = *inputs[1];
  NPUSCOPE_TRY_ASSIGN(const Convolution convolution, describe(node, x.shape(), w.shape()));
  NPUSCOPE_TRY_ASSIGN(const auto xq, zero_point_quantization(x, input_at(inputs, 2), 1));
  NPUSCOPE_TRY_ASSIGN(const auto wq, zero_point_quantization(w, input_at(inputs, 3), 0));
  return int32_sums(convolution.sum, {&x, &xq}, {&w, &wq}, convolution.output);
}

}  // namespace

const Operator kConvIntegerOperator = {"ConvInteger",    "",           2, 4, infer_conv_integer,
                                       run_conv_integer, StoredCodes{}};
const Operator kConvOperator = {"Conv", "", 2, 3, infer_conv, run_conv, IntegerSum{geometry}};

}  // namespace npuscope
