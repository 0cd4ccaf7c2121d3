// SPDX-License-Identifier: Apache-2.0
// AveragePool, GlobalAveragePool and ReduceMean.
#include <algorithm>
#include <numeric>

#include "kernels/mean_terms.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/reduction.h"

namespace npuscope {
namespace {

/// A mean, and the shape of its result.
struct Mean {
  MeanSum sum;
  Shape output;
};

Result<Mean> describe_pool(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_pooled(x->shape));
  NPUSCOPE_TRY_ASSIGN(PlacedWindow placed, place_window(node, {}, spatial_of(x->shape)));
  Mean mean{{std::move(placed.window), node.int_attribute("count_include_pad", 0) != 0, {}},
            {x->shape[0], x->shape[1]}};
  mean.output.insert(mean.output.end(), placed.output.begin(), placed.output.end());
  // Counting the terms takes time for every output: not before it is known to be of a sane size.
  constexpr int64_t kMostOutputs = int64_t{1} << 24;
  const auto count = checked_element_count(mean.output);
  if (!count || *count > kMostOutputs)
    return fail(bad_input("the output of the pool is too large").found(shape_text(mean.output)));
  if (std::ranges::min(mean_counts(mean.sum, x->shape, mean.output)) == 0)
    return fail(bad_input("a window lies in the padding alone: a mean of no elements")
                    .hint("reduce 'pads', or set count_include_pad"));
  return mean;
}

Result<Mean> describe_global(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_pooled(x->shape));
  Mean mean{{{}, false, std::vector<int64_t>(x->shape.size() - 2)}, Shape(x->shape.size(), 1)};
  std::iota(mean.sum.axes.begin(), mean.sum.axes.end(), 2);
  std::copy_n(x->shape.begin(), 2, mean.output.begin());
  return mean;
}

Result<Mean> describe_mean(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(Reduction reduction, describe_reduction(node, inputs));
  return Mean{{{}, false, std::move(reduction.axes)}, std::move(reduction.output)};
}

using Describe = Result<Mean> (*)(const Node&, InputInfos);

template <Describe describe>
Result<SumGeometry> geometry(const Node& node, InputInfos inputs, const TensorInfo&) {
  NPUSCOPE_TRY_ASSIGN(Mean mean, describe(node, inputs));
  return std::move(mean.sum);
}

template <Describe describe>
Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(Mean mean, describe(node, inputs));
  const TensorInfo& x = *inputs[0];
  NPUSCOPE_TRY(check_type(x, "the input", kFloats));
  if (element_count(mean.output) > 0 && element_count(x.shape) == 0)
    return fail(bad_input("a mean of no elements").found(shape_text(x.shape)));
  return one_output(x.type, std::move(mean.output));
}

/// The sums of float tensors by the same walk as accumulate()'s: in index order.
template <class T>
void average(const Mean& mean, const Tensor& x, Tensor& y) {
  const std::span<const T> in = x.values<T>();
  const std::span<T> out = y.mutable_values<T>();
  for_each_mean_term(mean.sum, x.shape(), mean.output, {},
                     [&](size_t target, size_t source) { out[target] += in[source]; });
  const std::vector<int64_t> counts = mean_counts(mean.sum, x.shape(), mean.output);
  for (size_t i = 0; i < out.size(); ++i) out[i] /= static_cast<T>(counts[i % counts.size()]);
}

template <Describe describe>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer<describe>, node, inputs));
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const Mean mean, describe(node, actual.infos()));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), mean.output));
  if (x.type() == ElementType::kFloat64)
    average<double>(mean, x, y);
  else
    average<float>(mean, x, y);
  return one_output(narrowed(y, infos[0].type));
}

template <Describe describe>
constexpr Operator mean_operator(std::string_view op_type, int max_inputs) {
  return {
      op_type, "", 1, max_inputs, infer<describe>, run<describe>, IntegerSum{geometry<describe>}};
}

}  // namespace

const Operator kAveragePoolOperator = mean_operator<describe_pool>("AveragePool", 1);
const Operator kGlobalAveragePoolOperator = mean_operator<describe_global>("GlobalAveragePool", 1);
const Operator kReduceMeanOperator = mean_operator<describe_mean>("ReduceMean", 2);

}  // namespace npuscope
