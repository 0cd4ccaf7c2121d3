// SPDX-License-Identifier: Apache-2.0
// LRN: each element divided by a power of the squares of its neighbours across the channels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_type(*x, "X", kFloats));
  if (x->shape.size() < 2)
    return fail(bad_input("the input has too few axes")
                    .expected("batch, channels and others")
                    .found(shape_text(x->shape)));
  if (const int64_t size = node.int_attribute("size", 0); size < 1)
    return fail(bad_input("the attribute 'size' is missing or makes no sense")
                    .expected("1 or more channels")
                    .found(std::to_string(size)));
  return one_output(x->type, x->shape);
}

/// y[c] = x[c] / (bias + alpha / size * Σ x[j]²)^beta, j from c - floor((size - 1) / 2) to c +
/// ceil((size - 1) / 2), cut to the channels. In double, rounded once.
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer, node, inputs));
  const Shape& shape = inputs[0]->shape();
  const int64_t size = node.int_attribute("size", 0), channels = shape[1];
  const int64_t below = std::min((size - 1) / 2, channels), above = std::min(size / 2, channels);
  const auto alpha = static_cast<double>(node.float_attribute("alpha", 1e-4f));
  const auto beta = static_cast<double>(node.float_attribute("beta", 0.75f));
  const auto bias = static_cast<double>(node.float_attribute("bias", 1.0f));
  const std::vector<double> x = to_doubles(*inputs[0]);
  std::vector<double> y(x.size());
  const int64_t inner = element_count(std::span(shape).subspan(2));
  for (size_t i = 0; i < x.size(); ++i) {
    const int64_t c = static_cast<int64_t>(i) / inner % channels;
    double squares = 0;
    for (int64_t j = std::max<int64_t>(0, c - below); j <= std::min(channels - 1, c + above); ++j) {
      const double v = x[static_cast<size_t>(static_cast<int64_t>(i) + (j - c) * inner)];
      squares += v * v;
    }
    y[i] = x[i] / std::pow(bias + alpha / static_cast<double>(size) * squares, beta);
  }
  return one_output(from_doubles(infos[0], y));
}

}  // namespace

const Operator kLRNOperator = {"LRN", "", 1, 1, infer, run, FloatOnly{}};

}  // namespace npuscope
