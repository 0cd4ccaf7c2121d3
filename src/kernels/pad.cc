// SPDX-License-Identifier: Apache-2.0
// Pad: attributes before opset 11, inputs since; axes since opset 18, wrap since opset 19.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <numeric>

#include "kernels/axis_sources.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

enum class PadMode { kConstant, kReflect, kEdge, kWrap };

Result<PadMode> mode_of(const Node& node) {
  const std::string mode = node.string_attribute("mode", "constant");
  if (mode == "constant") return PadMode::kConstant;
  if (mode == "reflect") return PadMode::kReflect;
  if (mode == "edge") return PadMode::kEdge;
  if (mode == "wrap") return PadMode::kWrap;
  return fail(bad_input("the padding mode is unknown")
                  .expected("constant, reflect, edge or wrap")
                  .found("'" + mode + "'"));
}

/// Elements added before and behind one axis; negative numbers cut.
struct AxisPad {
  int64_t begin = 0;
  int64_t end = 0;
};

Result<std::vector<AxisPad>> pads_of(const Node& node, InputInfos inputs, size_t rank) {
  NPUSCOPE_TRY_ASSIGN(const auto pads, integers_of(node, inputs, 1, "pads"));
  NPUSCOPE_TRY_ASSIGN(auto axes, integers_of(node, inputs, 3, "axes"));
  if (input_at(inputs, 3) == nullptr) {
    axes.resize(rank);
    std::iota(axes.begin(), axes.end(), int64_t{0});
  }
  if (pads.size() != 2 * axes.size())
    return fail(
        bad_input("'pads' has the wrong length")
            .expected(fmt::format("{}: begin and end of {} axes", 2 * axes.size(), axes.size()))
            .found(std::to_string(pads.size())));
  NPUSCOPE_TRY_ASSIGN(const auto named, checked_axes(axes, rank));
  std::vector<AxisPad> result(rank);
  for (size_t i = 0; i < named.size(); ++i) result[named[i]] = {pads[i], pads[i + named.size()]};
  return result;
}

Result<int64_t> padded_size(int64_t size, AxisPad pad, PadMode mode) {
  int64_t sum = 0;
  if (__builtin_add_overflow(size, pad.begin, &sum) || __builtin_add_overflow(sum, pad.end, &sum) ||
      sum < 0)
    return fail(bad_input("the padding does not fit the axis")
                    .expected("a result of 0 or more elements")
                    .found(fmt::format("{} elements, pads {} and {}", size, pad.begin, pad.end)));
  if (mode != PadMode::kConstant && size == 0 && sum > 0)
    return fail(bad_input("an axis without elements can only be padded with a constant"));
  return sum;
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  NPUSCOPE_TRY(check_type(*data, "data", kStored));
  NPUSCOPE_TRY_ASSIGN(const PadMode mode, mode_of(node));
  NPUSCOPE_TRY_ASSIGN(const auto pads, pads_of(node, inputs, data->shape.size()));
  Shape shape;
  for (size_t axis = 0; axis < pads.size(); ++axis) {
    NPUSCOPE_TRY_ASSIGN(const int64_t size, padded_size(data->shape[axis], pads[axis], mode));
    shape.push_back(size);
  }
  if (const TensorInfo* fill = input_at(inputs, 2)) {
    NPUSCOPE_TRY(check_same_type(*data, "data", *fill, "constant_value"));
    if (element_count(fill->shape) != 1)
      return fail(bad_input("'constant_value' must be one number")
                      .expected("a scalar")
                      .found(shape_text(fill->shape)));
  }
  return one_output(data->type, std::move(shape));
}

/// The input position whose element an output position along one axis shows, or kFill.
/// `position` is relative to the input's first element.
int64_t source(int64_t position, int64_t size, PadMode mode) {
  if (position >= 0 && position < size) return position;
  switch (mode) {
    case PadMode::kConstant: return kFill;
    case PadMode::kEdge: return std::clamp<int64_t>(position, 0, size - 1);
    case PadMode::kWrap: return ((position % size) + size) % size;
    case PadMode::kReflect: break;
  }
  if (size == 1) return 0;
  const int64_t period = 2 * (size - 1);
  const int64_t phase = ((position % period) + period) % period;
  return phase < size ? phase : period - phase;
}

/// The bytes of the element that fills constant padding.
ElementBytes fill_element(const Node& node, InputTensors inputs) {
  ElementBytes element{};
  if (const Tensor* given = input_at(inputs, 2)) {
    std::memcpy(element.data(), given->bytes().data(), given->bytes().size());
  } else if (is_float(inputs[0]->type())) {
    const TensorInfo info = {inputs[0]->type(), {}, nullptr};
    const Tensor value =
        from_doubles(info, {static_cast<double>(node.float_attribute("value", 0))});
    std::memcpy(element.data(), value.bytes().data(), value.bytes().size());
  }
  return element;
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer, node, inputs));
  const ActualInputs actual(inputs);
  const Shape& shape = inputs[0]->shape();
  NPUSCOPE_TRY_ASSIGN(const PadMode mode, mode_of(node));
  NPUSCOPE_TRY_ASSIGN(const auto pads, pads_of(node, actual.infos(), shape.size()));
  std::vector<std::vector<int64_t>> sources(shape.size());
  for (size_t axis = 0; axis < shape.size(); ++axis)
    for (int64_t i = 0; i < output.shape()[axis] && output.size() > 0; ++i)
      sources[axis].push_back(source(i - pads[axis].begin, shape[axis], mode));

  copy_from_sources(*inputs[0], sources, fill_element(node, inputs), output);
  return one_output(std::move(output));
}

}  // namespace

const Operator kPadOperator = {"Pad", "", 1, 4, infer, run, Movement{1, true}};

}  // namespace npuscope
