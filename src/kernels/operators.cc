// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "kernels/operator.h"
#include "kernels/operator_list.h"

namespace npuscope {

std::span<const Operator> all_operators() {
  // Sorted by name, then domain: find_operator searches by halves.
  static const std::array kOperators = {
      kAbsOperator,
      kAddOperator,
      kAveragePoolOperator,
      kBatchNormalizationOperator,
      kCastOperator,
      kCastLikeOperator,
      kClipOperator,
      kConcatOperator,
      kConstantOperator,
      kConstantOfShapeOperator,
      kConvOperator,
      kConvIntegerOperator,
      kConvTransposeOperator,
      kDequantizeLinearOperator,
      kDequantizeLinearMicrosoftOperator,
      kDivOperator,
      kDynamicQuantizeLinearOperator,
      kExpOperator,
      kExpandOperator,
      kFlattenOperator,
      kFloorOperator,
      kGatherOperator,
      kGemmOperator,
      kGlobalAveragePoolOperator,
      kGlobalMaxPoolOperator,
      kHardSigmoidOperator,
      kHardSwishOperator,
      kIdentityOperator,
      kLeakyReluOperator,
      kMatMulOperator,
      kMatMulIntegerOperator,
      kMaxPoolOperator,
      kMulOperator,
      kNegOperator,
      kPReluOperator,
      kPadOperator,
      kQLinearConvOperator,
      kQLinearMatMulOperator,
      kQuantizeLinearOperator,
      kQuantizeLinearMicrosoftOperator,
      kReduceMeanOperator,
      kReluOperator,
      kReshapeOperator,
      kShapeOperator,
      kSigmoidOperator,
      kSliceOperator,
      kSoftmaxOperator,
      kSqrtOperator,
      kSqueezeOperator,
      kSubOperator,
      kTanhOperator,
      kTransposeOperator,
      kUnsqueezeOperator,
  };
  return kOperators;
}

const Operator* find_operator(std::string_view op_type, std::string_view domain) {
  const auto key = [](const Operator& op) { return std::pair(op.op_type, op.domain); };
  const auto operators = all_operators();
  const auto found =
      std::ranges::lower_bound(operators, std::pair(op_type, domain), std::ranges::less{}, key);
  return found != operators.end() && key(*found) == std::pair(op_type, domain) ? &*found : nullptr;
}

}  // namespace npuscope
