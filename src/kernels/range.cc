// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

constexpr TypeSet kCounting = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32, ElementType::kFloat64,
     ElementType::kInt16, ElementType::kInt32, ElementType::kInt64},
    "a float type, int16, int32 or int64"};

/// start, limit and delta, in double: integers above 2^53 are refused.
Result<std::array<double, 3>> bounds_of(InputInfos inputs) {
  constexpr std::array<std::string_view, 3> kNames = {"start", "limit", "delta"};
  std::array<double, 3> bounds{};
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* first, required_input(inputs, 0, kNames[0]));
  for (size_t i = 0; i < kNames.size(); ++i) {
    NPUSCOPE_TRY_ASSIGN(const TensorInfo* info, required_input(inputs, i, kNames[i]));
    NPUSCOPE_TRY(check_type(*info, kNames[i], kCounting));
    NPUSCOPE_TRY(check_same_type(*first, kNames[0], *info, kNames[i]));
    if (element_count(info->shape) != 1 || info->constant == nullptr)
      return fail(bad_input(fmt::format("'{}' is not known before execution", kNames[i]))
                      .expected("a constant with one element")
                      .found(shape_text(info->shape)));
    bounds[i] = to_doubles(*info->constant)[0];
    if (!(std::fabs(bounds[i]) <= 0x1p53))
      return fail(bad_input(fmt::format("'{}' is too large", kNames[i]))
                      .expected("a number of at most 2^53")
                      .found(fmt::format("{}", bounds[i])));
  }
  return bounds;
}

Result<std::vector<TensorInfo>> infer(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto bounds, bounds_of(inputs));
  const auto [start, limit, delta] = bounds;
  if (delta == 0) return fail(bad_input("'delta' is 0").expected("another number"));
  const double count = std::max(0.0, std::ceil((limit - start) / delta));
  if (!(count <= 0x1p40))
    return fail(bad_input("the range is too long").found(fmt::format("{} elements", count)));
  return one_output(inputs[0]->type, {static_cast<int64_t>(count)});
}

/// start + i * delta, floats rounded once each.
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer, node, inputs));
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const auto bounds, bounds_of(actual.infos()));
  std::vector<double> values;
  for (int64_t i = 0; i < output.size(); ++i)
    values.push_back(bounds[0] + static_cast<double>(i) * bounds[2]);
  if (is_float(output.type()))
    return one_output(from_doubles({output.type(), output.shape(), nullptr}, values));
  visit_element_type(output.type(), [&]<class T>(T) {
    std::ranges::transform(values, output.mutable_values<T>().begin(),
                           [](double v) { return static_cast<T>(v); });
  });
  return one_output(std::move(output));
}

}  // namespace

const Operator kRangeOperator = {"Range", "", 3, 3, infer, run, FloatOnly{}};

}  // namespace npuscope
