// SPDX-License-Identifier: Apache-2.0
#include "kernels/reduction.h"

#include <algorithm>
#include <numeric>

namespace npuscope {
namespace {

Result<std::vector<int64_t>> reduced_axes(const Node& node, InputInfos inputs, size_t rank) {
  NPUSCOPE_TRY_ASSIGN(const auto named, integers_of(node, inputs, 1, "axes"));
  std::vector<int64_t> axes;
  if (named.empty()) {
    if (node.int_attribute("noop_with_empty_axes", 0) != 0) return axes;
    axes.resize(rank);
    std::iota(axes.begin(), axes.end(), 0);
    return axes;
  }
  NPUSCOPE_TRY_ASSIGN(const auto checked, checked_axes(named, rank));
  for (size_t axis : checked) axes.push_back(static_cast<int64_t>(axis));
  std::ranges::sort(axes);
  return axes;
}

}  // namespace

Result<Reduction> describe_reduction(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "data"));
  Reduction reduction;
  NPUSCOPE_TRY_SET(reduction.axes, reduced_axes(node, inputs, x->shape.size()));
  const bool keep = node.int_attribute("keepdims", 1) != 0;
  for (size_t axis = 0; axis < x->shape.size(); ++axis) {
    if (std::ranges::find(reduction.axes, static_cast<int64_t>(axis)) == reduction.axes.end())
      reduction.output.push_back(x->shape[axis]);
    else if (keep)
      reduction.output.push_back(1);
  }
  return reduction;
}

}  // namespace npuscope
