// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/operator_support.h"

namespace npuscope {

/// The axes that a reduction takes together, sorted, and the shape of its result.
struct Reduction {
  std::vector<int64_t> axes;
  Shape output;
};

/// From the input `axes` at index 1 (since opset 18, ReduceSum since 13) or the attribute; all
/// axes, or none with noop_with_empty_axes, where neither names any. keepdims keeps them as 1.
Result<Reduction> describe_reduction(const Node& node, InputInfos inputs);

}  // namespace npuscope
