// SPDX-License-Identifier: Apache-2.0
#include "kernels/resize_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "numeric/rounding.h"

namespace npuscope {
namespace {

template <class Mode>
struct Named {
  std::string_view name;
  Mode mode;
};
template <class Mode>
Named(std::string_view, Mode) -> Named<Mode>;

constexpr std::array kInterpolations = {Named{"nearest", Interpolation::kNearest},
                                        Named{"linear", Interpolation::kLinear},
                                        Named{"cubic", Interpolation::kCubic}};
constexpr std::array kCoordinates = {
    Named{"half_pixel", CoordinateMode::kHalfPixel},
    Named{"half_pixel_symmetric", CoordinateMode::kHalfPixelSymmetric},
    Named{"pytorch_half_pixel", CoordinateMode::kPytorchHalfPixel},
    Named{"align_corners", CoordinateMode::kAlignCorners},
    Named{"asymmetric", CoordinateMode::kAsymmetric},
    Named{"tf_half_pixel_for_nn", CoordinateMode::kTfHalfPixelForNn},
    Named{"tf_crop_and_resize", CoordinateMode::kTfCropAndResize}};
constexpr std::array kNearest = {Named{"round_prefer_floor", NearestMode::kRoundPreferFloor},
                                 Named{"round_prefer_ceil", NearestMode::kRoundPreferCeil},
                                 Named{"floor", NearestMode::kFloor},
                                 Named{"ceil", NearestMode::kCeil}};

template <class Modes>
auto mode_named(const Node& node, std::string_view attribute, const Modes& modes)
    -> Result<decltype(modes[0].mode)> {
  const std::string name = node.string_attribute(attribute, modes[0].name);
  for (const auto& [known, mode] : modes)
    if (name == known) return mode;
  std::vector<std::string_view> names;
  for (const auto& known : modes) names.push_back(known.name);
  return fail(bad_input(fmt::format("the attribute '{}' has an unknown value", attribute))
                  .expected(fmt::format("{}", fmt::join(names, ", ")))
                  .found("'" + name + "'"));
}

/// Before opset 11 positions are asymmetric and no attribute but `mode` exists.
bool is_early(const Node& node) { return node.op_type == "Upsample" || node.opset < 11; }

/// Which inputs state what; the input of scales moved when the region of interest came.
struct InputIndices {
  size_t roi, scales, sizes;
};

InputIndices indices_of(const Node& node) {
  constexpr size_t kNone = 4;
  return is_early(node) ? InputIndices{kNone, 1, kNone} : InputIndices{1, 2, 3};
}

/// The input, unless it is left out or has no elements, as exporters state what they do not use.
const TensorInfo* stated_input(InputInfos inputs, size_t index) {
  const TensorInfo* info = input_at(inputs, index);
  return info != nullptr && info->shape == Shape{0} ? nullptr : info;
}

Result<std::vector<float>> scales_of(const Node& node, const TensorInfo* info) {
  constexpr TypeSet kFloat32 = {{ElementType::kFloat32}, "float32"};
  std::vector<float> scales;
  if (info != nullptr) {
    NPUSCOPE_TRY(check_type(*info, "scales", kFloat32));
    if (info->constant == nullptr)
      return fail(bad_input("'scales' decides a shape but is computed at run time")
                      .expected("a constant, or a value that follows from shapes")
                      .hint("simplify the model (onnxsim) or give its inputs fixed sizes"));
    const auto values = info->constant->values<float>();
    scales.assign(values.begin(), values.end());
  } else if (const auto found = node.attributes.find("scales"); found != node.attributes.end()) {
    if (const auto* stated = std::get_if<std::vector<float>>(&found->second)) scales = *stated;
  }
  for (const float scale : scales)
    if (!(scale > 0) || !std::isfinite(scale))
      return fail(bad_input("a scale makes no sense")
                      .expected("a finite number above 0")
                      .found(fmt::format("{}", scale)));
  return scales;
}

Result<std::vector<size_t>> named_axes(const Node& node, size_t rank) {
  std::vector<int64_t> axes = node.ints_attribute("axes");
  if (!node.has_attribute("axes")) {
    axes.resize(rank);
    std::iota(axes.begin(), axes.end(), int64_t{0});
  }
  return checked_axes(axes, rank);
}

Status check_count(std::string_view name, size_t found, size_t expected) {
  if (found == expected) return {};
  return fail(bad_input(fmt::format("'{}' has the wrong length", name))
                  .expected(std::to_string(expected))
                  .found(std::to_string(found)));
}

/// In float32, as ONNX Runtime: 0.7f * 10 is 7.
Status scale_axis(ResizeAxis& axis, float scale) {
  constexpr float kLongest = 0x1p40f;
  const float length = scale * static_cast<float>(axis.input);
  if (!(length < kLongest))
    return fail(bad_input("a resized axis is too long")
                    .found(fmt::format("{} elements times {}", axis.input, scale)));
  axis.scale = scale;
  axis.output = static_cast<int64_t>(length);
  return {};
}

/// The one scale of keep_aspect_ratio_policy; nothing where every axis has its own.
Result<std::optional<float>> common_scale(const Node& node, const std::vector<ResizeAxis>& axes,
                                          const std::vector<size_t>& named,
                                          const std::vector<int64_t>& sizes) {
  const std::string policy = node.string_attribute("keep_aspect_ratio_policy", "stretch");
  if (policy == "stretch") return std::nullopt;
  if (policy != "not_larger" && policy != "not_smaller")
    return fail(bad_input("the attribute 'keep_aspect_ratio_policy' has an unknown value")
                    .expected("stretch, not_larger or not_smaller")
                    .found("'" + policy + "'"));
  std::optional<float> common;
  for (size_t i = 0; i < named.size(); ++i) {
    const float scale = static_cast<float>(sizes[i]) / static_cast<float>(axes[named[i]].input);
    if (!common)
      common = scale;
    else
      common = policy == "not_larger" ? std::min(*common, scale) : std::max(*common, scale);
  }
  return common;
}

Status take_sizes(const Node& node, const TensorInfo& info, const std::vector<size_t>& named,
                  std::vector<ResizeAxis>& axes) {
  NPUSCOPE_TRY_ASSIGN(const auto sizes, constant_integers(info, "sizes"));
  NPUSCOPE_TRY(check_count("sizes", sizes.size(), named.size()));
  for (size_t i = 0; i < named.size(); ++i)
    if (sizes[i] < 0 || (axes[named[i]].input == 0 && sizes[i] != 0))
      return fail(bad_input("an axis cannot get the size that 'sizes' states")
                      .expected("0 or more, and 0 for an axis without elements")
                      .found(std::to_string(sizes[i])));
  NPUSCOPE_TRY_ASSIGN(const auto common, common_scale(node, axes, named, sizes));
  for (size_t i = 0; i < named.size(); ++i) {
    ResizeAxis& axis = axes[named[i]];
    if (axis.input == 0) continue;
    axis.output = sizes[i];
    axis.scale = static_cast<float>(sizes[i]) / static_cast<float>(axis.input);
    if (!common) continue;
    NPUSCOPE_TRY(scale_axis(axis, *common));
    const float length = *common * static_cast<float>(axis.input);
    axis.output =
        static_cast<int64_t>(round_real(static_cast<double>(length), Rounding::kHalfAway));
  }
  return {};
}

Status take_roi(const TensorInfo* roi, const std::vector<size_t>& named,
                std::vector<ResizeAxis>& axes) {
  if (roi == nullptr)
    return fail(bad_input("'roi' is missing, which tf_crop_and_resize needs")
                    .expected("begin and end of every axis"));
  NPUSCOPE_TRY(check_type(*roi, "roi", kFloats));
  if (roi->shape != Shape{static_cast<int64_t>(2 * named.size())})
    return fail(bad_input("'roi' has the wrong shape")
                    .expected(std::to_string(2 * named.size()))
                    .found(shape_text(roi->shape)));
  if (roi->constant == nullptr) return {};
  const std::vector<double> values = to_doubles(*roi->constant);
  for (size_t i = 0; i < named.size(); ++i) {
    axes[named[i]].roi_begin = static_cast<float>(values[i]);
    axes[named[i]].roi_end = static_cast<float>(values[named.size() + i]);
  }
  return {};
}

}  // namespace

Result<ResizeForm> resize_form(const Node& node) {
  ResizeForm form;
  NPUSCOPE_TRY_SET(form.interpolation, mode_named(node, "mode", kInterpolations));
  if (is_early(node)) {
    form.coordinates = CoordinateMode::kAsymmetric;
    form.nearest = node.op_type == "Upsample" ? NearestMode::kFloor : NearestMode::kSimple;
    return form;
  }
  NPUSCOPE_TRY_SET(form.coordinates,
                   mode_named(node, "coordinate_transformation_mode", kCoordinates));
  NPUSCOPE_TRY_SET(form.nearest, mode_named(node, "nearest_mode", kNearest));
  form.cubic_a = static_cast<double>(node.float_attribute("cubic_coeff_a", -0.75f));
  form.exclude_outside = node.int_attribute("exclude_outside", 0) != 0;
  form.antialias = node.int_attribute("antialias", 0) != 0;
  form.extrapolation = static_cast<double>(node.float_attribute("extrapolation_value", 0));
  return form;
}

Result<std::vector<ResizeAxis>> resize_axes(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY_ASSIGN(const ResizeForm form, resize_form(node));
  NPUSCOPE_TRY_ASSIGN(const auto named, named_axes(node, x->shape.size()));
  std::vector<ResizeAxis> axes;
  for (const int64_t size : x->shape) axes.push_back({.input = size, .output = size});
  const InputIndices indices = indices_of(node);
  if (const TensorInfo* sizes = stated_input(inputs, indices.sizes)) {
    if (stated_input(inputs, indices.scales) != nullptr)
      return fail(bad_input("'scales' and 'sizes' are both given").expected("one of them"));
    NPUSCOPE_TRY(take_sizes(node, *sizes, named, axes));
  } else {
    NPUSCOPE_TRY_ASSIGN(const auto scales, scales_of(node, stated_input(inputs, indices.scales)));
    NPUSCOPE_TRY(check_count("scales", scales.size(), named.size()));
    for (size_t i = 0; i < named.size(); ++i) NPUSCOPE_TRY(scale_axis(axes[named[i]], scales[i]));
  }
  if (form.coordinates == CoordinateMode::kTfCropAndResize)
    NPUSCOPE_TRY(take_roi(stated_input(inputs, indices.roi), named, axes));
  return axes;
}

namespace {

/// half_pixel, shifted so that the middle of the output is that of the input, though the output's
/// length was rounded. The shift in float32, the rest in double, as ONNX Runtime computes it.
float symmetric_position(const ResizeAxis& axis, int64_t i) {
  const auto input = static_cast<float>(axis.input), output = static_cast<float>(axis.output);
  const float shift = input / 2 * (1 - output / (axis.scale * input));
  const double half_pixel = (static_cast<double>(i) + 0.5) / static_cast<double>(axis.scale) - 0.5;
  return static_cast<float>(static_cast<double>(shift) + half_pixel);
}

}  // namespace

float resize_position(const ResizeForm& form, const ResizeAxis& axis, int64_t i) {
  const auto x = static_cast<float>(i);
  const auto input = static_cast<float>(axis.input), output = static_cast<float>(axis.output);
  const float half_pixel = (x + 0.5f) / axis.scale - 0.5f;
  switch (form.coordinates) {
    case CoordinateMode::kHalfPixel: return half_pixel;
    case CoordinateMode::kHalfPixelSymmetric: return symmetric_position(axis, i);
    case CoordinateMode::kPytorchHalfPixel: return axis.output > 1 ? half_pixel : 0;
    case CoordinateMode::kAlignCorners:
      return axis.output == 1 ? 0 : x * (input - 1) / (output - 1);
    case CoordinateMode::kAsymmetric: return x / axis.scale;
    case CoordinateMode::kTfHalfPixelForNn: return (x + 0.5f) / axis.scale;
    case CoordinateMode::kTfCropAndResize: break;
  }
  if (axis.output == 1) return 0.5f * (axis.roi_begin + axis.roi_end) * (input - 1);
  return axis.roi_begin * (input - 1) +
         x * (axis.roi_end - axis.roi_begin) * (input - 1) / (output - 1);
}

bool is_outside(const ResizeForm& form, const ResizeAxis& axis, float position) {
  return form.coordinates == CoordinateMode::kTfCropAndResize &&
         !(position >= 0 && position <= static_cast<float>(axis.input - 1));
}

}  // namespace npuscope
