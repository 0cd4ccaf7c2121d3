// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/operator.h"

namespace npuscope {

// One constant per operator, defined in the file of its family; operators.cc lists them.
extern const Operator kAveragePoolOperator;
extern const Operator kConvIntegerOperator;
extern const Operator kConvOperator;
extern const Operator kGemmOperator;
extern const Operator kGlobalAveragePoolOperator;
extern const Operator kMatMulIntegerOperator;
extern const Operator kMatMulOperator;
extern const Operator kReduceMeanOperator;

}  // namespace npuscope
