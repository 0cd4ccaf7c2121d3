// SPDX-License-Identifier: Apache-2.0
// LayerNormalization, RMSNormalization (without the mean), InstanceNormalization and
// GroupNormalization: y = (x - mean) / sqrt(variance + epsilon), scaled and shifted, over other
// groups of elements each. All of it in double, rounded once.
#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

double epsilon_of(const Node& node) {
  return static_cast<double>(node.float_attribute("epsilon", 1e-5f));
}

/// Mean and 1 / sqrt(variance + epsilon) of one group of elements.
struct Moments {
  double mean = 0;
  double inverse = 0;
};

Moments moments_of(std::span<const double> x, double epsilon, bool centre) {
  const auto count = static_cast<double>(x.size());
  Moments m;
  if (centre) m.mean = std::accumulate(x.begin(), x.end(), 0.0) / count;
  double squares = 0;
  for (const double v : x) squares += (v - m.mean) * (v - m.mean);
  m.inverse = 1 / std::sqrt(squares / count + epsilon);
  return m;
}

/// Normalises each run of `length` elements of x for itself.
std::vector<Moments> normalise(std::vector<double>& x, int64_t length, double epsilon,
                               bool centre = true) {
  std::vector<Moments> all;
  for (size_t first = 0; first < x.size(); first += static_cast<size_t>(length)) {
    const std::span group = std::span(x).subspan(first, static_cast<size_t>(length));
    all.push_back(moments_of(group, epsilon, centre));
    for (double& v : group) v = (v - all.back().mean) * all.back().inverse;
  }
  return all;
}

/// y = y * scale + shift, both broadcast to `shape`.
void scale_and_shift(std::vector<double>& y, const Shape& shape, const Tensor& scale,
                     const Tensor* shift) {
  const std::vector<double> factors = to_doubles(scale);
  const std::vector<double> addends = shift == nullptr ? std::vector{0.0} : to_doubles(*shift);
  const Shape of_shift = shift == nullptr ? Shape{} : shift->shape();
  const int64_t length = row_length(shape);
  for_each_row<2>(shape,
                  {broadcast_strides(scale.shape(), shape), broadcast_strides(of_shift, shape)},
                  [&](int64_t first, const auto& offsets, const auto& steps) {
                    for (int64_t i = 0; i < length; ++i) {
                      double& v = y[static_cast<size_t>(first + i)];
                      v = v * factors[static_cast<size_t>(offsets[0] + i * steps[0])] +
                          addends[static_cast<size_t>(offsets[1] + i * steps[1])];
                    }
                  });
}

Status check_broadcasts(const TensorInfo* operand, std::string_view name, const Shape& to) {
  if (operand == nullptr) return {};
  NPUSCOPE_TRY(check_type(*operand, name, kFloats));
  const auto shape = broadcast_shape(operand->shape, to);
  if (shape && *shape == to) return {};
  return fail(bad_input(fmt::format("'{}' does not broadcast to the input", name))
                  .expected(fmt::format("a shape that fits into {}", shape_text(to)))
                  .found(shape_text(operand->shape)));
}

// LayerNormalization and RMSNormalization: over all axes from `axis` on.

Result<std::vector<TensorInfo>> infer_layer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* scale, required_input(inputs, 1, "Scale"));
  NPUSCOPE_TRY(check_type(*x, "X", kFloats));
  NPUSCOPE_TRY_ASSIGN(const size_t axis,
                      checked_axis(node.int_attribute("axis", -1), x->shape.size()));
  NPUSCOPE_TRY(check_broadcasts(scale, "Scale", x->shape));
  NPUSCOPE_TRY(check_broadcasts(input_at(inputs, 2), "B", x->shape));
  const auto stash = node.op_type == "RMSNormalization"
                         ? Result<ElementType>(ElementType::kFloat32)
                         : type_attribute(node, "stash_type", ElementType::kFloat32);
  NPUSCOPE_TRY_ASSIGN(const ElementType statistics, stash);
  if (!is_float(statistics))
    return fail(unsupported("the attribute 'stash_type' has a value", "a float type"));
  Shape kept = x->shape;
  std::fill(kept.begin() + static_cast<std::ptrdiff_t>(axis), kept.end(), 1);
  std::vector<TensorInfo> outputs = {{x->type, x->shape, nullptr}};
  for (size_t i = 1; i < std::min<size_t>(node.outputs.size(), 3); ++i)
    outputs.push_back({statistics, kept, nullptr});
  return outputs;
}

template <bool centre>
Result<std::vector<Tensor>> run_layer(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer_layer, node, inputs));
  const Shape& shape = inputs[0]->shape();
  NPUSCOPE_TRY_ASSIGN(const size_t axis,
                      checked_axis(node.int_attribute("axis", -1), shape.size()));
  std::vector<double> y = to_doubles(*inputs[0]);
  const int64_t length = element_count(std::span(shape).subspan(axis));
  const auto all = normalise(y, length, epsilon_of(node), centre);
  scale_and_shift(y, shape, *inputs[1], input_at(inputs, 2));
  std::vector<Tensor> outputs = {from_doubles(infos[0], y)};
  for (size_t i = 1; i < infos.size(); ++i) {
    std::vector<double> statistics;
    for (const Moments& m : all) statistics.push_back(i == 1 ? m.mean : m.inverse);
    statistics.resize(static_cast<size_t>(element_count(infos[i].shape)));
    outputs.push_back(from_doubles(infos[i], statistics));
  }
  return outputs;
}

// InstanceNormalization and GroupNormalization: over groups of channels.

/// How many groups the channels make; 0 where the node does not say.
int64_t groups_of(const Node& node, const Shape& shape) {
  return node.op_type == "InstanceNormalization" ? shape[1] : node.int_attribute("num_groups", 0);
}

Result<std::vector<TensorInfo>> infer_groups(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY(check_type(*x, "input", kFloats));
  if (x->shape.size() < 2)
    return fail(bad_input("the input has too few axes")
                    .expected("batch, channels and others")
                    .found(shape_text(x->shape)));
  const int64_t groups = groups_of(node, x->shape);
  if (element_count(x->shape) > 0 && (groups < 1 || x->shape[1] % groups != 0))
    return fail(bad_input("'num_groups' does not divide the channels")
                    .expected(fmt::format("a divisor of {}", x->shape[1]))
                    .found(std::to_string(groups)));
  // In opset 18, GroupNormalization had one scale for each group.
  const bool by_group = node.op_type == "GroupNormalization" && node.opset < 21;
  for (const auto& [index, name] : {std::pair<size_t, const char*>(1, "scale"), {2, "B"}}) {
    NPUSCOPE_TRY_ASSIGN(const TensorInfo* operand, required_input(inputs, index, name));
    NPUSCOPE_TRY(check_same_type(*x, "input", *operand, name));
    const Shape expected = {by_group ? groups : x->shape[1]};
    if (operand->shape != expected)
      return fail(bad_input(fmt::format("'{}' has the wrong shape", name))
                      .expected(shape_text(expected))
                      .found(shape_text(operand->shape)));
  }
  return one_output(x->type, x->shape);
}

/// A value for each channel as it broadcasts to the input: `repeats` channels share each of them.
Tensor per_channel(const Tensor& values, int64_t channels, size_t rank) {
  Shape shape(rank, 1);
  shape[1] = channels;
  const std::vector<double> given = to_doubles(values);
  std::vector<double> all;
  for (int64_t c = 0; c < channels; ++c)
    all.push_back(given[static_cast<size_t>(c * values.size() / channels)]);
  return Tensor::of<double>(std::move(shape), all);
}

Result<std::vector<Tensor>> run_groups(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer_groups, node, inputs));
  const Shape& shape = inputs[0]->shape();
  std::vector<double> y = to_doubles(*inputs[0]);
  if (!y.empty()) {
    const int64_t runs = shape[0] * groups_of(node, shape);
    normalise(y, static_cast<int64_t>(y.size()) / runs, epsilon_of(node));
    const Tensor scale = per_channel(*inputs[1], shape[1], shape.size());
    const Tensor shift = per_channel(*inputs[2], shape[1], shape.size());
    scale_and_shift(y, shape, scale, &shift);
  }
  return one_output(from_doubles(infos[0], y));
}

}  // namespace

const Operator kGroupNormalizationOperator = {"GroupNormalization", "",         3,          3,
                                              infer_groups,         run_groups, FloatOnly{}};
const Operator kInstanceNormalizationOperator = {
    "InstanceNormalization", "", 3, 3, infer_groups, run_groups, FloatOnly{}};
const Operator kLayerNormalizationOperator = {"LayerNormalization", "",         2, 3, infer_layer,
                                              run_layer<true>,      FloatOnly{}};
const Operator kRMSNormalizationOperator = {"RMSNormalization", "",         2, 2, infer_layer,
                                            run_layer<false>,   FloatOnly{}};

}  // namespace npuscope
