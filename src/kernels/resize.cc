// SPDX-License-Identifier: Apache-2.0
// Resize since opset 10 and Upsample: nearest, linear and cubic along any axes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "kernels/axis_sources.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/resize_linear.h"
#include "kernels/resize_plan.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

/// What an output position takes from the input along one axis: elements and their weights; none
/// where it lies outside and gets extrapolation_value.
struct Taps {
  std::vector<int64_t> positions;
  std::vector<double> weights;
};

int64_t nearest_to(const ResizeForm& form, const ResizeAxis& axis, float position) {
  const auto x = static_cast<double>(position);
  const auto rounded = [&](Rounding rounding) { return round_real(x, rounding); };
  double nearest = 0;
  switch (form.nearest) {
    case NearestMode::kRoundPreferFloor: nearest = rounded(Rounding::kHalfDown); break;
    case NearestMode::kRoundPreferCeil: nearest = rounded(Rounding::kHalfUp); break;
    case NearestMode::kFloor: nearest = std::floor(x); break;
    case NearestMode::kCeil: nearest = std::ceil(x); break;
    case NearestMode::kSimple: nearest = axis.scale < 1 ? std::ceil(x) : std::trunc(x); break;
  }
  return static_cast<int64_t>(std::clamp(nearest, 0.0, static_cast<double>(axis.input - 1)));
}

/// The triangle of linear interpolation, or the cubic with the parameter a (Keys).
double kernel(const ResizeForm& form, double distance) {
  const double x = std::fabs(distance), a = form.cubic_a;
  if (form.interpolation == Interpolation::kLinear) return std::max(0.0, 1 - x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
}

/// The elements under the kernel, which antialiasing widens where the axis shrinks. Those outside
/// repeat the border, or count as nothing with exclude_outside. The weights have the sum 1.
Taps taps_at(const ResizeForm& form, const ResizeAxis& axis, float position) {
  Taps taps;
  if (is_outside(form, axis, position)) return taps;
  const auto x = static_cast<double>(position);
  const double narrowing = form.antialias ? std::min(1.0, static_cast<double>(axis.scale)) : 1.0;
  const double reach = (form.interpolation == Interpolation::kLinear ? 1 : 2) / narrowing;
  const auto last = static_cast<double>(axis.input - 1);
  double sum = 0;
  const double first = std::floor(x - reach) + 1;
  const auto count = static_cast<int64_t>(std::ceil(x + reach) - first);
  for (int64_t i = 0; i < count; ++i) {
    const double p = first + static_cast<double>(i);
    if (form.exclude_outside && (p < 0 || p > last)) continue;
    taps.positions.push_back(static_cast<int64_t>(std::clamp(p, 0.0, last)));
    taps.weights.push_back(kernel(form, (p - x) * narrowing));
    sum += taps.weights.back();
  }
  if (form.exclude_outside || form.antialias)
    for (double& weight : taps.weights) weight /= sum;
  return taps;
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto axes, resize_axes(node, inputs));
  NPUSCOPE_TRY_ASSIGN(const ResizeForm form, resize_form(node));
  const bool nearest = form.interpolation == Interpolation::kNearest;
  NPUSCOPE_TRY(check_type(*inputs[0], "X", nearest ? kStored : kNumbers));
  Shape shape;
  for (const ResizeAxis& axis : axes) shape.push_back(axis.output);
  return one_output(inputs[0]->type, std::move(shape));
}

/// extrapolation_value as an element of the type; integers lose its fraction.
ElementBytes fill_of(const ResizeForm& form, ElementType type) {
  ElementBytes bytes{};
  if (is_float(type)) {
    const Tensor value = from_doubles({type, {}, nullptr}, {form.extrapolation});
    std::memcpy(bytes.data(), value.bytes().data(), value.bytes().size());
  } else if (const auto range = integer_range(type)) {
    constexpr int64_t kWhole = int64_t{1} << 53;  // up to here a double holds every integer
    const auto low = static_cast<double>(std::max(range->low, -kWhole));
    const auto high = static_cast<double>(std::min(range->high, kWhole));
    const auto value = static_cast<int64_t>(std::clamp(form.extrapolation, low, high));
    visit_element_type(type, [&]<class T>(T) {
      const T element = static_cast<T>(value);
      std::memcpy(bytes.data(), &element, sizeof(element));
    });
  }
  return bytes;
}

std::vector<std::vector<int64_t>> nearest_sources(const ResizeForm& form,
                                                  const std::vector<ResizeAxis>& axes) {
  std::vector<std::vector<int64_t>> sources;
  for (const ResizeAxis& axis : axes) {
    std::vector<int64_t>& of_axis = sources.emplace_back();
    for (int64_t i = 0; i < axis.output; ++i) {
      const float position = resize_position(form, axis, i);
      const bool outside = is_outside(form, axis, position);
      if (axis.is_untouched(form))
        of_axis.push_back(i);
      else
        of_axis.push_back(outside ? kFill : nearest_to(form, axis, position));
    }
  }
  return sources;
}

/// One axis of `x`, which has the given shape, resized; the shape becomes the new one.
std::vector<double> resize_axis(const std::vector<double>& x, Shape& shape, size_t index,
                                const ResizeForm& form, const ResizeAxis& axis) {
  const auto outer = static_cast<size_t>(element_count(std::span(shape).first(index)));
  const auto inner = static_cast<size_t>(element_count(std::span(shape).subspan(index + 1)));
  const auto before = static_cast<size_t>(axis.input), after = static_cast<size_t>(axis.output);
  shape[index] = axis.output;
  std::vector<double> y(outer * after * inner, 0);
  for (size_t i = 0; i < after; ++i) {
    const Taps taps = taps_at(form, axis, resize_position(form, axis, static_cast<int64_t>(i)));
    for (size_t o = 0; o < outer; ++o) {
      double* to = y.data() + (o * after + i) * inner;
      if (taps.positions.empty()) std::fill_n(to, inner, form.extrapolation);
      for (size_t t = 0; t < taps.positions.size(); ++t) {
        const auto position = static_cast<size_t>(taps.positions[t]);
        const double* from = x.data() + (o * before + position) * inner;
        for (size_t k = 0; k < inner; ++k) to[k] += taps.weights[t] * from[k];
      }
    }
  }
  return y;
}

/// Real numbers as elements: floats rounded once, integers without their fraction, as ONNX Runtime
/// and ONNX's reference have it; numbers beyond the type become its nearest.
Tensor elements_of(const TensorInfo& info, const std::vector<double>& values) {
  if (is_float(info.type)) return from_doubles(info, values);
  Tensor tensor = Tensor::zeros(info.type, info.shape);
  visit_element_type(info.type, [&]<class T>(T) {
    constexpr auto kLow = static_cast<double>(std::numeric_limits<T>::lowest());
    constexpr auto kHigh = static_cast<double>(std::numeric_limits<T>::max());
    std::ranges::transform(values, tensor.mutable_values<T>().begin(), [&](double v) {
      if (v >= kHigh) return std::numeric_limits<T>::max();
      return v <= kLow ? std::numeric_limits<T>::lowest() : static_cast<T>(v);
    });
  });
  return tensor;
}

/// Axis by axis, in double: first those that shrink, so that nothing between input and output is
/// larger than both. Weights have the sum 1, so that what lies outside along one axis keeps its
/// value along the others.
Tensor interpolated(const ResizeForm& form, const std::vector<ResizeAxis>& axes, const Tensor& x,
                    const TensorInfo& output) {
  std::vector<double> values = to_doubles(x);
  Shape shape = x.shape();
  for (const bool growing : {false, true})
    for (size_t i = 0; i < axes.size(); ++i)
      if (!axes[i].is_untouched(form) && (axes[i].output > axes[i].input) == growing)
        values = resize_axis(values, shape, i, form, axes[i]);
  return elements_of(output, values);
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer, node, inputs));
  if (output.size() == 0) return one_output(std::move(output));
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const ResizeForm form, resize_form(node));
  NPUSCOPE_TRY_ASSIGN(const auto axes, resize_axes(node, actual.infos()));
  if (inputs[0]->size() == 0) return fail(bad_input("a tensor without elements cannot grow"));
  if (const auto at_once = axes_at_once(form, axes)) {
    const Tensor x = widened(*inputs[0]);
    NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(x.type(), output.shape()));
    interpolate_at_once(form, axes, *at_once, x, y);
    return one_output(narrowed(y, output.type()));
  }
  if (form.interpolation != Interpolation::kNearest)
    return one_output(
        interpolated(form, axes, *inputs[0], {output.type(), output.shape(), nullptr}));
  copy_from_sources(*inputs[0], nearest_sources(form, axes), fill_of(form, output.type()), output);
  return one_output(std::move(output));
}

/// Whether the node repeats elements and does nothing else.
bool only_moves(const Node& node) {
  const auto form = resize_form(node);
  return form && form->interpolation == Interpolation::kNearest &&
         form->coordinates != CoordinateMode::kTfCropAndResize;
}

}  // namespace

const Operator kResizeOperator = {"Resize", "", 1, 4, infer, run, Movement{1, false, only_moves}};
const Operator kUpsampleOperator = {
    "Upsample", "", 1, 2, infer, run, Movement{1, false, only_moves}};

}  // namespace npuscope
