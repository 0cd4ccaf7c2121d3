// SPDX-License-Identifier: Apache-2.0
// Means as ONNX Runtime's kernels for float32 compute them on x86-64. A sum has four lanes, which
// are added as (0 + 2) + (1 + 3); what is left of a row is added to it one by one; the mean is the
// quotient by the count. Every operation is rounded to float32.
//
//   GlobalAveragePool   one set of lanes from the row's first element on
//   ReduceMean          of the last axes: two sets, eight elements at a time, from the first
//                       element on whose address is a multiple of 16 bytes; those in front come
//                       after the lanes. Of other axes: in the order of the elements
//
// The lanes of ReduceMean are Eigen's for SSE. Where axes in the middle are reduced, its order is
// another, which is not imitated. Sources: onnxruntime/core/mlas (pooling),
// onnxruntime/core/providers/cpu/reduction; Eigen's Redux.
#include <algorithm>
#include <array>

#include "kernels/operator_support.h"
#include "kernels/reduction.h"
#include "runtimes/mlas_float.h"

namespace npuscope {
namespace {

constexpr size_t kLanes = 4;
using Lanes = std::array<float, kLanes>;
using Row = std::span<const float>;

void add(Lanes& lanes, const float* elements) {
  for (size_t i = 0; i < kLanes; ++i) lanes[i] += elements[i];
}

float joined(const Lanes& lanes) { return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]); }

float with_rest(float sum, Row rest) {
  for (const float x : rest) sum += x;
  return sum;
}

/// The sum of a row, which is the tensor's `index`-th.
float sum_of_plane(Row row, size_t /*index*/) {
  const size_t whole = row.size() / kLanes * kLanes;
  Lanes lanes{};
  for (size_t i = 0; i < whole; i += kLanes) add(lanes, row.data() + i);
  return with_rest(joined(lanes), row.subspan(whole));
}

/// Of whole sets of lanes, at least one: every other one on its own.
float sum_of_aligned(Row row) {
  const size_t pairs = row.size() / (2 * kLanes) * (2 * kLanes);
  Lanes even{}, odd{};
  for (size_t i = 0; i < pairs; i += 2 * kLanes) {
    add(even, row.data() + i);
    add(odd, row.data() + i + kLanes);
  }
  add(even, odd.data());
  if (pairs < row.size()) add(even, row.data() + pairs);
  return joined(even);
}

float sum_of_last_axes(Row row, size_t index) {
  const size_t to_aligned = (kLanes - index * row.size() % kLanes) % kLanes;
  const size_t front = std::min(to_aligned, row.size());
  const size_t aligned = (row.size() - front) / kLanes * kLanes;
  if (aligned == 0) return with_rest(row[0], row.subspan(1));
  const float sum = with_rest(sum_of_aligned(row.subspan(front, aligned)), row.first(front));
  return with_rest(sum, row.subspan(front + aligned));
}

/// The mean of each of `y`'s elements over as many neighbouring ones of `x`.
Tensor means_of_rows(const Tensor& x, Shape shape, float (*sum)(Row, size_t)) {
  Tensor y = Tensor::zeros(ElementType::kFloat32, std::move(shape));
  const auto out = y.mutable_values<float>();
  const Row in = x.values<float>();
  const size_t length = in.size() / std::max<size_t>(out.size(), 1);
  for (size_t i = 0; i < out.size(); ++i)
    out[i] = sum(in.subspan(i * length, length), i) / static_cast<float>(length);
  return y;
}

Result<std::vector<Tensor>> global_average(const Node& /*node*/, InputTensors inputs) {
  Shape shape(inputs[0]->shape().size(), 1);
  std::copy_n(inputs[0]->shape().begin(), 2, shape.begin());
  return one_output(means_of_rows(to_float32(*inputs[0]), std::move(shape), sum_of_plane));
}

bool are_last(const std::vector<int64_t>& sorted_axes, size_t rank) {
  return !sorted_axes.empty() &&
         sorted_axes.front() == static_cast<int64_t>(rank - sorted_axes.size());
}

Result<std::vector<Tensor>> reduce_mean(const Node& node, InputTensors inputs) {
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(Reduction reduction, describe_reduction(node, actual.infos()));
  if (!are_last(reduction.axes, inputs[0]->shape().size()))
    return find_operator("ReduceMean", "")->run(node, inputs);
  return one_output(
      means_of_rows(to_float32(*inputs[0]), std::move(reduction.output), sum_of_last_axes));
}

}  // namespace

FloatLowering::Run mlas_mean(std::string_view op_type) {
  if (op_type == "GlobalAveragePool") return global_average;
  return op_type == "ReduceMean" ? reduce_mean : nullptr;
}

}  // namespace npuscope
