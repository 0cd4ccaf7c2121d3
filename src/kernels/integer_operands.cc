// SPDX-License-Identifier: Apache-2.0
#include "kernels/integer_operands.h"

#include <algorithm>

#include "kernels/operator_support.h"

namespace npuscope {
namespace {

constexpr TypeSet kBytes = {{ElementType::kInt8, ElementType::kUint8}, "int8 or uint8"};

}  // namespace

Status check_integer_operand(const TensorInfo& operand, std::string_view name,
                             const TensorInfo* zero_point) {
  NPUSCOPE_TRY(check_type(operand, name, kBytes));
  if (zero_point == nullptr) return {};
  return check_same_type(operand, name, *zero_point, "its zero point");
}

Result<Quantization> zero_point_quantization(const Tensor& operand, const Tensor* zero_point,
                                             int axis) {
  Quantization quantization{operand.type(), {1.0f}, {0}, -1};
  if (zero_point == nullptr) return quantization;
  if (zero_point->size() != 1) quantization.axis = axis;
  const std::vector<int64_t> codes = to_int64s(*zero_point);
  quantization.scale.assign(codes.size(), 1.0f);
  quantization.zero_point.assign(codes.begin(), codes.end());
  NPUSCOPE_TRY(validate(quantization, operand.shape()));
  return quantization;
}

Result<std::vector<Tensor>> int32_sums(const SumGeometry& geometry, SumOperand a, SumOperand b,
                                       const Shape& output) {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create(ElementType::kInt32, output));
  NPUSCOPE_TRY_ASSIGN(const Sums sums, accumulate(geometry, a, b, output, {}));
  std::ranges::transform(sums.values, result.mutable_values<int32_t>().begin(),
                         [](int64_t sum) { return static_cast<int32_t>(sum); });
  return one_output(std::move(result));
}

}  // namespace npuscope
