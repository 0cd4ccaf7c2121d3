// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/operator.h"

namespace npuscope {

// One constant per operator, defined in the file of its family; operators.cc lists them.
extern const Operator kAbsOperator;
extern const Operator kAddOperator;
extern const Operator kAveragePoolOperator;
extern const Operator kBatchNormalizationOperator;
extern const Operator kCastLikeOperator;
extern const Operator kCastOperator;
extern const Operator kClipOperator;
extern const Operator kConcatOperator;
extern const Operator kConstantOfShapeOperator;
extern const Operator kConstantOperator;
extern const Operator kConvIntegerOperator;
extern const Operator kConvOperator;
extern const Operator kConvTransposeOperator;
extern const Operator kDequantizeLinearMicrosoftOperator;
extern const Operator kDequantizeLinearOperator;
extern const Operator kDivOperator;
extern const Operator kDynamicQuantizeLinearOperator;
extern const Operator kExpOperator;
extern const Operator kExpandOperator;
extern const Operator kFlattenOperator;
extern const Operator kFloorOperator;
extern const Operator kGatherOperator;
extern const Operator kGemmOperator;
extern const Operator kGlobalAveragePoolOperator;
extern const Operator kGlobalMaxPoolOperator;
extern const Operator kHardSigmoidOperator;
extern const Operator kHardSwishOperator;
extern const Operator kIdentityOperator;
extern const Operator kLeakyReluOperator;
extern const Operator kMatMulIntegerOperator;
extern const Operator kMatMulOperator;
extern const Operator kMaxPoolOperator;
extern const Operator kMulOperator;
extern const Operator kNegOperator;
extern const Operator kPReluOperator;
extern const Operator kPadOperator;
extern const Operator kQLinearConvOperator;
extern const Operator kQLinearMatMulOperator;
extern const Operator kQuantizeLinearMicrosoftOperator;
extern const Operator kQuantizeLinearOperator;
extern const Operator kReduceMeanOperator;
extern const Operator kReluOperator;
extern const Operator kReshapeOperator;
extern const Operator kShapeOperator;
extern const Operator kSigmoidOperator;
extern const Operator kSliceOperator;
extern const Operator kSoftmaxOperator;
extern const Operator kSqrtOperator;
extern const Operator kSqueezeOperator;
extern const Operator kSubOperator;
extern const Operator kTanhOperator;
extern const Operator kTransposeOperator;
extern const Operator kUnsqueezeOperator;

}  // namespace npuscope
