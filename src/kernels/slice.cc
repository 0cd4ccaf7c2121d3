// SPDX-License-Identifier: Apache-2.0
// Slice: attributes in opset 1 to 9, inputs since opset 10.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

struct AxisSlice {
  int64_t start = 0;
  int64_t step = 1;
  int64_t count = 0;
};

/// Negative positions count from the end. Positions outside are clamped: the start to an element,
/// the end to one before the first or one behind the last, as the direction wants.
AxisSlice slice_axis(int64_t start, int64_t end, int64_t step, int64_t size) {
  if (size == 0) return {0, 1, 0};
  const auto counted = [size](int64_t position) {
    return position < 0 ? position + size : position;
  };
  AxisSlice slice{0, step, 0};
  int64_t distance = 0;
  uint64_t stride = static_cast<uint64_t>(step);
  if (step > 0) {
    slice.start = std::clamp<int64_t>(counted(start), 0, size);
    distance = std::clamp<int64_t>(counted(end), 0, size) - slice.start;
  } else {
    slice.start = std::clamp<int64_t>(counted(start), 0, size - 1);
    distance = slice.start - std::clamp<int64_t>(counted(end), -1, size - 1);
    stride = uint64_t{0} - stride;
  }
  if (distance > 0)
    slice.count = static_cast<int64_t>((static_cast<uint64_t>(distance) - 1) / stride) + 1;
  return slice;
}

/// How each axis of the input is cut; untouched ones are whole.
Result<std::vector<AxisSlice>> slices_of(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  NPUSCOPE_TRY_ASSIGN(const auto starts, integers_of(node, inputs, 1, "starts"));
  NPUSCOPE_TRY_ASSIGN(const auto ends, integers_of(node, inputs, 2, "ends"));
  NPUSCOPE_TRY_ASSIGN(auto axes, integers_of(node, inputs, 3, "axes"));
  NPUSCOPE_TRY_ASSIGN(auto steps, integers_of(node, inputs, 4, "steps"));
  if (axes.empty()) {
    axes.resize(starts.size());
    std::iota(axes.begin(), axes.end(), int64_t{0});
  }
  if (steps.empty()) steps.assign(starts.size(), 1);
  if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size())
    return fail(bad_input("'starts', 'ends', 'axes' and 'steps' have different lengths")
                    .expected(fmt::format("{} entries each", starts.size()))
                    .found(fmt::format("{}, {}, {} and {}", starts.size(), ends.size(), axes.size(),
                                       steps.size())));
  NPUSCOPE_TRY_ASSIGN(const auto named, checked_axes(axes, data->shape.size()));
  std::vector<AxisSlice> slices;
  for (int64_t size : data->shape) slices.push_back({0, 1, size});
  for (size_t i = 0; i < named.size(); ++i) {
    if (steps[i] == 0) return fail(bad_input("a step of Slice is 0").expected("another number"));
    slices[named[i]] = slice_axis(starts[i], ends[i], steps[i], data->shape[named[i]]);
  }
  return slices;
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto slices, slices_of(node, inputs));
  NPUSCOPE_TRY(check_type(*inputs[0], "data", kStored));
  Shape shape;
  for (const AxisSlice& slice : slices) shape.push_back(slice.count);
  return one_output(inputs[0]->type, std::move(shape));
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const auto slices, slices_of(node, actual.infos()));
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer, node, inputs));
  if (output.size() == 0) return one_output(std::move(output));
  std::vector<int64_t> strides = strides_of(inputs[0]->shape());
  int64_t offset = 0;
  for (size_t axis = 0; axis < strides.size(); ++axis) {
    offset += slices[axis].start * strides[axis];
    // A single element needs no step, and its step may be anything.
    strides[axis] *= slices[axis].count > 1 ? slices[axis].step : 0;
  }
  copy_strided(*inputs[0], offset, strides, output);
  return one_output(std::move(output));
}

}  // namespace

const Operator kSliceOperator = {"Slice", "", 1, 5, infer, run, Movement{}};

}  // namespace npuscope
