// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "graph/graph.h"

namespace npuscope {

/// The elements that a Softmax normalises together: `count` of them, `step` apart; `outer` times
/// `step` groups.
struct SoftmaxGroups {
  int64_t outer = 1;
  int64_t count = 1;
  int64_t step = 1;
};

/// Since opset 13 along one axis; before, over all axes from `axis` on.
Result<SoftmaxGroups> softmax_groups(const Node& node, const Shape& shape);

/// Calls f(index of its first element) for each group.
template <class F>
void for_each_group(const SoftmaxGroups& groups, F&& f) {
  for (int64_t outer = 0; outer < groups.outer; ++outer)
    for (int64_t inner = 0; inner < groups.step; ++inner)
      f(outer * groups.count * groups.step + inner);
}

}  // namespace npuscope
