// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

constexpr std::array<std::string_view, 5> kInputNames = {"X", "scale", "B", "mean", "var"};

bool is_training(const Node& node) {
  return node.opset >= 14 && node.int_attribute("training_mode", 0) != 0;
}

int64_t channels_of(const Shape& shape) { return shape.size() < 2 ? 1 : shape[1]; }

Status check_mode(const Node& node) {
  if (node.opset < 9 && node.int_attribute("spatial", 1) == 0)
    return fail(unsupported("spatial=0: statistics per activation", "statistics per channel"));
  if (node.opset < 14 && node.outputs.size() > 1)
    return fail(unsupported("the node is in the training form of opset 7 and 9", "one output")
                    .found(fmt::format("{} outputs", node.outputs.size()))
                    .hint("export the model for inference"));
  return {};
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY(check_mode(node));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  const int64_t channels = channels_of(x->shape);
  NPUSCOPE_TRY(check_type(*x, "X", kFloats));
  for (size_t i = 1; i < kInputNames.size(); ++i) {
    NPUSCOPE_TRY_ASSIGN(const TensorInfo* parameter, required_input(inputs, i, kInputNames[i]));
    NPUSCOPE_TRY(check_type(*parameter, kInputNames[i], kFloats));
    if (parameter->shape != Shape{channels})
      return fail(bad_input(fmt::format("'{}' must have one element per channel", kInputNames[i]))
                      .expected(fmt::format("shape {}", channels))
                      .found(shape_text(parameter->shape)));
  }
  std::vector<TensorInfo> outputs = {{x->type, x->shape, nullptr}};
  const ElementType statistics = inputs[3]->type;
  for (size_t i = 1; is_training(node) && i < std::min<size_t>(node.outputs.size(), 3); ++i)
    outputs.push_back({statistics, {channels}, nullptr});
  return outputs;
}

/// X as outer x channels x inner.
struct Layout {
  int64_t outer, channels, inner;

  explicit Layout(const Shape& shape)
      : outer(shape.empty() ? 1 : shape[0]),
        channels(channels_of(shape)),
        inner(shape.size() < 3 ? 1 : element_count(std::span(shape).subspan(2))) {}

  /// f(index) for every element of channel c, in C order.
  template <class F>
  void for_each(int64_t c, F&& f) const {
    for (int64_t n = 0; n < outer; ++n)
      for (int64_t i = 0; i < inner; ++i) f(static_cast<size_t>((n * channels + c) * inner + i));
  }
};

struct Statistics {
  std::vector<double> mean, variance;
};

/// Mean and population variance of each channel of x.
Statistics statistics_of(const std::vector<double>& x, const Layout& layout) {
  const auto count = static_cast<double>(layout.outer * layout.inner);
  Statistics result;
  for (int64_t c = 0; c < layout.channels; ++c) {
    double sum = 0;
    layout.for_each(c, [&](size_t i) { sum += x[i]; });
    const double mean = sum / count;
    double squares = 0;
    layout.for_each(c, [&](size_t i) { squares += (x[i] - mean) * (x[i] - mean); });
    result.mean.push_back(mean);
    result.variance.push_back(squares / count);
  }
  return result;
}

/// y = (x - mean) / sqrt(var + epsilon) * scale + B, in double, rounded once.
std::vector<double> normalise(const Node& node, InputTensors inputs, const Statistics& statistics) {
  const std::vector<double> x = to_doubles(*inputs[0]);
  const std::vector<double> scale = to_doubles(*inputs[1]);
  const std::vector<double> bias = to_doubles(*inputs[2]);
  const auto epsilon = static_cast<double>(node.float_attribute("epsilon", 1e-5f));
  const Layout layout(inputs[0]->shape());
  std::vector<double> y(x.size());
  for (int64_t channel = 0; channel < layout.channels; ++channel) {
    const auto c = static_cast<size_t>(channel);
    const double factor = scale[c] / std::sqrt(statistics.variance[c] + epsilon);
    layout.for_each(channel,
                    [&](size_t i) { y[i] = (x[i] - statistics.mean[c]) * factor + bias[c]; });
  }
  return y;
}

/// The running mean and variance that a training step leaves behind.
std::vector<double> blended(const std::vector<double>& running, const std::vector<double>& current,
                            double momentum) {
  std::vector<double> result(running.size());
  for (size_t c = 0; c < running.size(); ++c)
    result[c] = running[c] * momentum + current[c] * (1 - momentum);
  return result;
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer, node, inputs));
  const Statistics given = {to_doubles(*inputs[3]), to_doubles(*inputs[4])};
  if (!is_training(node)) return one_output(from_doubles(infos[0], normalise(node, inputs, given)));

  const Statistics own = statistics_of(to_doubles(*inputs[0]), Layout(inputs[0]->shape()));
  const auto momentum = static_cast<double>(node.float_attribute("momentum", 0.9f));
  std::vector<Tensor> outputs = {from_doubles(infos[0], normalise(node, inputs, own))};
  if (infos.size() > 1)
    outputs.push_back(from_doubles(infos[1], blended(given.mean, own.mean, momentum)));
  if (infos.size() > 2)
    outputs.push_back(from_doubles(infos[2], blended(given.variance, own.variance, momentum)));
  return outputs;
}

}  // namespace

const Operator kBatchNormalizationOperator = {"BatchNormalization", "", 5, 5, infer, run,
                                              FloatOnly{}};

}  // namespace npuscope
