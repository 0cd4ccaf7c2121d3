// SPDX-License-Identifier: Apache-2.0
// Conv and ConvInteger.
#include <fmt/format.h>

#include <algorithm>

#include "kernels/dot.h"
#include "kernels/integer_operands.h"
#include "kernels/narrow_floats.h"
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
  if (const TensorInfo* bias = input_at(inputs, 2)) {
    NPUSCOPE_TRY(check_same_type(*x, "X", *bias, "B"));
    if (bias->shape != Shape{w->shape[0]})
      return fail(bad_input("the bias does not fit the weights")
                      .expected(std::to_string(w->shape[0]))
                      .found(shape_text(bias->shape)));
  }
  return one_output(x->type, std::move(convolution.output));
}

/// A block of output positions: terms x positions, so that sums run in order of the terms while
/// neighbouring positions fill vector registers.
template <class T>
void gather_terms(const T* x, size_t channels, size_t in_plane, const TapOffsets& taps,
                  size_t first, size_t count, std::vector<T>& terms) {
  std::vector<int64_t> offsets(taps.size());
  terms.assign(channels * taps.size() * count, T{0});
  for (size_t j = 0; j < count; ++j) {
    taps.at(static_cast<int64_t>(first + j), offsets);
    for (size_t c = 0; c < channels; ++c) {
      for (size_t t = 0; t < taps.size(); ++t)
        if (offsets[t] != kPadded)
          terms[(c * taps.size() + t) * count + j] =
              x[c * in_plane + static_cast<size_t>(offsets[t])];
    }
  }
}

template <class T>
void convolve(const Convolution& convolution, const Tensor& x, const Tensor& w, const Tensor* bias,
              Tensor& y) {
  constexpr size_t kBlock = 256;
  const auto groups = static_cast<size_t>(convolution.sum.groups);
  const auto channels = static_cast<size_t>(w.shape()[1]);
  const size_t outputs = static_cast<size_t>(w.shape()[0]) / groups;
  const auto in_plane = static_cast<size_t>(element_count(spatial_of(x.shape())));
  const auto out_plane = static_cast<size_t>(element_count(spatial_of(y.shape())));
  const TapOffsets taps(convolution.sum.window, spatial_of(x.shape()), spatial_of(y.shape()));
  const size_t length = channels * taps.size();
  const std::span<T> out = y.mutable_values<T>();
  std::vector<T> terms;
  const size_t batch_groups = static_cast<size_t>(x.shape()[0]) * groups;
  for (size_t group = 0; group < batch_groups; ++group) {
    const T* planes = x.values<T>().data() + group * channels * in_plane;
    for (size_t first = 0; first < out_plane; first += kBlock) {
      const size_t count = std::min(kBlock, out_plane - first);
      gather_terms(planes, channels, in_plane, taps, first, count, terms);
      for (size_t o = 0; o < outputs; ++o) {
        const size_t channel = group % groups * outputs + o;
        T* row = out.data() + (group * outputs + o) * out_plane + first;
        add_products(w.values<T>().data() + channel * length, terms.data(), length, count, row);
        if (bias == nullptr) continue;
        const T addend = bias->values<T>()[channel];
        std::for_each(row, row + count, [&](T& v) { v += addend; });
      }
    }
  }
}

/// Sums run over input channels, then kernel positions in C order; the bias is added last.
Result<std::vector<Tensor>> run_conv(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer_conv, node, inputs));
  const Tensor x = widened(*inputs[0]);
  const Tensor w = widened(*inputs[1]);
  const Tensor* bias = input_at(inputs, 2);
  const Tensor wide_bias = bias != nullptr ? widened(*bias) : Tensor();
  NPUSCOPE_TRY_ASSIGN(const Convolution convolution, describe(node, x.shape(), w.shape()));
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), convolution.output));
  const Tensor* addend = bias != nullptr ? &wide_bias : nullptr;
  if (x.type() == ElementType::kFloat64)
    convolve<double>(convolution, x, w, addend, y);
  else
    convolve<float>(convolution, x, w, addend, y);
  return one_output(narrowed(y, infos[0].type));
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
