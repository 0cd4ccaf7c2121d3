// SPDX-License-Identifier: Apache-2.0
// MaxPool and GlobalMaxPool.
#include <algorithm>
#include <limits>

#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/window.h"

namespace npuscope {
namespace {

/// Numbers and codes: on codes the largest is the code of the largest real number.
constexpr TypeSet kComparable = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32, ElementType::kFloat64,
     ElementType::kInt4, ElementType::kInt8, ElementType::kInt16, ElementType::kInt32,
     ElementType::kInt64, ElementType::kUint4, ElementType::kUint8, ElementType::kUint16,
     ElementType::kUint32, ElementType::kUint64},
    "a float or integer type"};

template <class T>
constexpr T lowest() {
  return std::is_floating_point_v<T> ? -std::numeric_limits<T>::infinity()
                                     : std::numeric_limits<T>::lowest();
}

Result<std::vector<TensorInfo>> infer_max_pool(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_type(*x, "X", kComparable));
  NPUSCOPE_TRY(check_pooled(x->shape));
  NPUSCOPE_TRY_ASSIGN(const PlacedWindow placed, place_window(node, {}, spatial_of(x->shape)));
  Shape shape = {x->shape[0], x->shape[1]};
  shape.insert(shape.end(), placed.output.begin(), placed.output.end());
  std::vector<TensorInfo> outputs = {{x->type, shape, nullptr}};
  if (node.outputs.size() > 1) outputs.push_back({ElementType::kInt64, shape, nullptr});
  return outputs;
}

/// For every element of a plane its number in column-major order (first axis fastest).
std::vector<int64_t> column_major_numbers(std::span<const int64_t> spatial) {
  std::vector<int64_t> numbers;
  std::vector<int64_t> index(spatial.size(), 0);
  for (int64_t i = 0; i < element_count(spatial); ++i) {
    int64_t number = 0;
    for (size_t axis = spatial.size(); axis-- > 0;) number = number * spatial[axis] + index[axis];
    numbers.push_back(number);
    for (size_t axis = index.size(); axis-- > 0;) {
      if (++index[axis] < spatial[axis]) break;
      index[axis] = 0;
    }
  }
  return numbers;
}

/// The first of the largest elements under a window, as an offset in the plane; kPadded where the
/// window lies in the padding alone.
template <class T>
int64_t largest_under(const T* plane, std::span<const int64_t> taps) {
  int64_t best = kPadded;
  for (int64_t tap : taps)
    if (tap != kPadded && (best == kPadded || plane[tap] > plane[best])) best = tap;
  return best;
}

template <class T>
void pool_planes(const Tensor& x, const TapOffsets& taps, Tensor& y, std::vector<int64_t>& where) {
  const int64_t plane = element_count(spatial_of(x.shape()));
  const int64_t positions = element_count(spatial_of(y.shape()));
  const int64_t planes = x.shape()[0] * x.shape()[1];
  const T* from = x.values<T>().data();
  T* to = y.mutable_values<T>().data();
  std::vector<int64_t> offsets(taps.size());
  for (int64_t position = 0; position < positions; ++position) {
    taps.at(position, offsets);
    for (int64_t p = 0; p < planes; ++p) {
      const int64_t best = largest_under(from + p * plane, offsets);
      to[p * positions + position] = best == kPadded ? lowest<T>() : from[p * plane + best];
      where[static_cast<size_t>(p * positions + position)] = best;
    }
  }
}

/// Indices of the maxima in the whole tensor: planes in order, positions in a plane row-major or,
/// with storage_order 1, column-major.
void write_indices(const Node& node, const Shape& input, const std::vector<int64_t>& where,
                   Tensor& indices) {
  const bool column_major = node.int_attribute("storage_order", 0) != 0;
  const std::vector<int64_t> numbers =
      column_major ? column_major_numbers(spatial_of(input)) : std::vector<int64_t>{};
  const int64_t plane = element_count(spatial_of(input));
  const int64_t positions = element_count(spatial_of(indices.shape()));
  const auto out = indices.mutable_values<int64_t>();
  for (size_t i = 0; i < where.size(); ++i) {
    const int64_t first = static_cast<int64_t>(i) / positions * plane;
    const int64_t offset = where[i];
    if (offset == kPadded)
      out[i] = kPadded;
    else
      out[i] = first + (column_major ? numbers[static_cast<size_t>(offset)] : offset);
  }
}

Result<std::vector<Tensor>> run_max_pool(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto outputs, allocate_outputs(infer_max_pool, node, inputs));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(const PlacedWindow placed, place_window(node, {}, spatial_of(x.shape())));
  const TapOffsets taps(placed.window, spatial_of(x.shape()), placed.output);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), outputs[0].shape()));
  std::vector<int64_t> where(static_cast<size_t>(y.size()));
  visit_element_type(x.type(), [&]<class T>(T) { pool_planes<T>(x, taps, y, where); });
  outputs[0] = narrowed(y, inputs[0]->type());
  if (outputs.size() > 1) write_indices(node, x.shape(), where, outputs[1]);
  return outputs;
}

Result<std::vector<TensorInfo>> infer_global(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_type(*x, "X", kComparable));
  NPUSCOPE_TRY(check_pooled(x->shape));
  if (element_count(spatial_of(x->shape)) == 0)
    return fail(bad_input("a maximum over no elements").found(shape_text(x->shape)));
  Shape shape(x->shape.size(), 1);
  std::copy_n(x->shape.begin(), 2, shape.begin());
  return one_output(x->type, std::move(shape));
}

Result<std::vector<Tensor>> run_global(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer_global, node, inputs));
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), infos[0].shape));
  const auto plane = static_cast<size_t>(element_count(spatial_of(x.shape())));
  visit_element_type(x.type(), [&]<class T>(T) {
    const auto out = y.mutable_values<T>();
    for (size_t p = 0; p < out.size(); ++p)
      out[p] = *std::ranges::max_element(x.values<T>().subspan(p * plane, plane));
  });
  return one_output(narrowed(y, infos[0].type));
}

}  // namespace

const Operator kGlobalMaxPoolOperator = {"GlobalMaxPool", "",         1,         1,
                                         infer_global,    run_global, Movement{}};
const Operator kMaxPoolOperator = {"MaxPool", "", 1, 1, infer_max_pool, run_max_pool, Movement{}};

}  // namespace npuscope
