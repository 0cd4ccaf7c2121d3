// SPDX-License-Identifier: Apache-2.0
// ConvTranspose, as the convolution that is the same: over the input spread by the strides, with
// the kernel read backwards.
#include <fmt/format.h>

#include "kernels/float_convolution.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

struct TransposedConvolution {
  ConvolutionSum sum;
  Shape output;
};

/// Checks that x, w (C x M/group x kernel) and groups fit each other, and places the window.
Result<TransposedConvolution> describe(const Node& node, const Shape& x, const Shape& w) {
  const auto misfit = [&](std::string expected) {
    return fail(bad_input("the weights do not fit the input")
                    .expected(std::move(expected))
                    .found(fmt::format("{} and {}", shape_text(x), shape_text(w))));
  };
  if (x.size() < 3 || w.size() != x.size())
    return misfit("N x C x spatial and C x M/group x kernel of the same rank");
  const int64_t groups = node.int_attribute("group", 1);
  if (x[1] != w[0]) return misfit("as many channels in both");
  if (groups < 1 || x[1] % groups != 0)
    return misfit(fmt::format("a multiple of {} input channels (group)", groups));
  const auto outputs = checked_element_count(Shape{w[1], groups});
  if (!outputs) return misfit("fewer groups");
  NPUSCOPE_TRY_ASSIGN(PlacedWindow placed,
                      place_transposed_window(node, spatial_of(w), spatial_of(x)));
  TransposedConvolution convolution;
  convolution.sum = {std::move(placed.window), groups, true};
  convolution.output = {x[0], *outputs};
  convolution.output.insert(convolution.output.end(), placed.output.begin(), placed.output.end());
  return convolution;
}

Result<SumGeometry> geometry(const Node& node, InputInfos inputs, const TensorInfo&) {
  NPUSCOPE_TRY_ASSIGN(auto convolution, describe(node, inputs[0]->shape, inputs[1]->shape));
  return std::move(convolution.sum);
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* w, required_input(inputs, 1, "W"));
  NPUSCOPE_TRY(check_type(*x, "X", kFloats));
  NPUSCOPE_TRY(check_same_type(*x, "X", *w, "W"));
  NPUSCOPE_TRY_ASSIGN(TransposedConvolution convolution, describe(node, x->shape, w->shape));
  NPUSCOPE_TRY(check_bias(inputs, convolution.output[1]));
  return one_output(x->type, std::move(convolution.output));
}

/// The weights as a convolution has them: M x C/group x kernel, each kernel backwards.
Tensor as_convolution(const Tensor& w, int64_t groups) {
  const Shape& from = w.shape();
  const int64_t channels = from[0] / groups;
  Shape to = from;
  to[0] = from[1] * groups;
  to[1] = channels;
  Tensor turned = Tensor::zeros(w.type(), to);
  const auto kernel = static_cast<size_t>(element_count(spatial_of(from)));
  visit_element_type(w.type(), [&]<class T>(T) {
    const auto in = w.values<T>();
    auto out = turned.mutable_values<T>().begin();
    for (int64_t m = 0; m < to[0]; ++m) {
      const int64_t first = m / from[1] * channels;
      for (int64_t c = first; c < first + channels; ++c) {
        const auto plane = static_cast<size_t>(c * from[1] + m % from[1]);
        const auto taps = in.subspan(plane * kernel, kernel);
        out = std::reverse_copy(taps.begin(), taps.end(), out);
      }
    }
  });
  return turned;
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY(infer_actual(infer, node, inputs));
  NPUSCOPE_TRY_ASSIGN(TransposedConvolution convolution,
                      describe(node, inputs[0]->shape(), inputs[1]->shape()));
  const Tensor w = as_convolution(*inputs[1], convolution.sum.groups);
  convolution.sum.transposed = false;
  return convolve_floats(convolution.sum, *inputs[0], w, input_at(inputs, 2), convolution.output);
}

}  // namespace

const Operator kConvTransposeOperator = {"ConvTranspose",     "", 2, 3, infer, run,
                                         IntegerSum{geometry}};

}  // namespace npuscope
